// What a server broadcasts arrives as it was, at the clients of all servers.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { kind, NAMES, NODES } from "./cluster.mjs";

const bytes = (length) => Buffer.from(Array.from({ length }, (_, i) => i % 256));

const PAYLOADS = {
    "no arguments": [],
    text: ["", "plain", "a\u0000b\u001f\u007f\"\\/", "line\u2028separator\u2029", "x".repeat(70_000)],
    unicode: ["äöü ß", "日本語", "😀👩‍👩‍👧", "\uffff", "🏴󠁧󠁢󠁳󠁣󠁴󠁿".repeat(100)],
    "names that are not ASCII": [{ "ключ 😀": 1, "": 2, 'a"b': 3, $ref: 4 }],
    numbers: [0, -1, 127, 128, 255, 256, -32, -33, -129, 65535, 65536, 2 ** 31, 2 ** 32, -(2 ** 31) - 1],
    "large numbers": [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 53, 2 ** 63, -(2 ** 63)],
    "numbers of more than 64 bits": [2 ** 64, 1e21, 1e300, -1e300],
    "numbers of more than 64 bits beside bytes": [bytes(1), 2 ** 64, 1e21, 1e300, -1e300],
    "parts of numbers": [0.1, 1.5, -0.25, 1 / 3, 1e-7, 5e-324, 123456.789],
    "other values": [null, true, false, [], {}, [null], [[]], { a: {} }],
    "nested JSON": [{ a: [{ b: { c: [1, "two", null, { d: [[[{ e: true }]]] }] } }], f: "g" }, [[[["x"]]]]],
    "bytes": [bytes(3)],
    "no bytes": [Buffer.alloc(0)],
    "bytes of all lengths of a header": [bytes(255), bytes(256), bytes(65_536)],
    "bytes deep inside": [{ a: [{ b: { c: bytes(5) } }, bytes(2)], text: "näh 😀", n: 1.5, no: null }, "x", bytes(1)],
    "numbers beside bytes": [bytes(1), 2 ** 53, -(2 ** 40), 0.1, -1, 200, 70_000],
    "what looks like a placeholder": [{ placeholder: true, num: 0 }, { type: "Buffer", data: [1, 2] }],
    "a thousand elements": [Array.from({ length: 1000 }, (_, i) => ({ i, text: `n${i}` })), bytes(10)],
};

/** notepack.io, with which these adapters write MessagePack in Node.js, cuts such numbers down to 64 bits. */
function isCut(node, name) {
    const notepack = kind === "classic" || (kind === "sharded" && name.endsWith("bytes"));
    return node === "n" && notepack && name.startsWith("numbers of more than 64 bits");
}

export function payloads(cluster) {
    describe("payloads", () => {
        for (const node of NODES) {
            for (const [name, args] of Object.entries(PAYLOADS).filter(([name]) => !isCut(node, name))) {
                test(`${node} broadcasts ${name}`, async () => {
                    await cluster.do(node, "emit", {}, "news", ...args);
                    cluster.check(await cluster.deliveries(node), NAMES, ["news", ...args]);
                });
            }

            for (const binary of [false, true]) {
                const kindOf = binary ? "values of its own with bytes" : "values of its own";
                test(`${node} broadcasts ${kindOf}, and all see what its clients see`, async () => {
                    await cluster.do(node, "sample", {}, binary);
                    const taken = await cluster.deliveries(node);
                    const [[event, ...values]] = taken[`${node}1`];
                    assert.equal(event, "sample");
                    assert.equal(values[0].text, "näh 😀");
                    cluster.check(taken, NAMES, ["sample", ...values]);
                });
            }
        }
    });
}
