import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, connectSettled } from "../harness/connection.mjs";
import { lastTransport, needsJson, needsNewClient, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event } from "../harness/wait.mjs";

const VALUES = {
    "plain text": "hello",
    "an empty string": "",
    "text that looks like a packet": '42["message","x"]',
    "text with quotes, backslashes and line ends": "\"'\\ \r\n\t\b\f </script>",
    "text in many scripts": "Grüße, żółw, Ελλάδα, Привет, שלום, مرحبا, नमस्ते, 你好, こんにちは, 안녕하세요",
    "emoji, alone and combined": "😀 👩‍👩‍👧‍👦 🇪🇺 👍🏽",
    "the line separators U+2028 and U+2029": "a\u2028b\u2029c",
    "the character NUL": "a\u0000b",
    "the packet separator U+001E": "a\u001eb\u001e",
    "every control character": String.fromCharCode(...Array(32).keys(), 127, 128, 159),
    "characters at the borders of UTF-8 lengths": "\u007f\u0080\u07ff\u0800\ufffd\uffff\u{10000}\u{10ffff}",
    "an unpaired surrogate": "a\ud800b\udc00",
    "a long text of characters of three bytes": "語".repeat(100_000),
    "whole numbers": [0, -1, 42, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    "fractions": [0.1, -1.5, 1e-7, 123456.789, Math.PI],
    "very large and very small numbers": [1e21, -1e100, Number.MAX_VALUE, Number.MIN_VALUE],
    "booleans and null": [true, false, null],
    "empty containers": [{}, [], [[]], { a: {} }, [{}]],
    "unusual keys": { "": 1, " ": 2, "a.b": 3, "😀": 4, "\u0000": 5, length: 6, constructor: 7, 10: 8 },
    "objects in arrays in objects": { list: [{ a: [1, { b: null }] }, [[], [{ c: "d" }]]], ok: true },
    "a hundred levels of nesting": nest(100),
    "an object that looks like a placeholder": { _placeholder: true, num: 0 },
};

/** Values that the client itself damages with another parser. */
const JSON_ONLY = ["an unpaired surrogate", "very large and very small numbers"];

function nest(levels) {
    return levels === 0 ? "bottom" : levels % 2 ? [nest(levels - 1)] : { inner: nest(levels - 1) };
}

describe("messages", { concurrency: SIMULTANEOUS }, () => {
    for (const [name, value] of Object.entries(VALUES)) {
        const skip = JSON_ONLY.includes(name) && needsJson;
        test(`${name} comes back unchanged, as an event and as an ack`, { skip }, async (t) => {
            const socket = await connect(t);
            const back = event(socket, "message-back");
            socket.send(value);
            assert.deepEqual(await askOne(socket, "message-with-ack", value), value);
            assert.deepEqual(await back, [value]);
        });
    }

    test("an event carries no arguments, one, or many", async (t) => {
        const socket = await connect(t);
        for (const args of [[], [1], Array.from({ length: 50 }, (_, i) => `argument ${i}`)]) {
            const back = event(socket, "message-back");
            socket.emit("message", ...args);
            assert.deepEqual(await back, args);
        }
    });

    test("what JSON cannot say arrives as what JSON makes of it", { skip: needsJson }, async (t) => {
        const socket = await connect(t);
        const date = new Date();
        const [answer] = await ask(socket, "echo", [undefined, NaN, date, { gone: undefined }]);
        assert.deepEqual(answer, [null, null, date.toISOString(), {}]);
    });

    test("an event name may be any text", async (t) => {
        const socket = await connect(t);
        for (const name of ["with space", "größe 😀", "a\u001eb", "error", "connection", "toString", "42"]) {
            const arrival = event(socket, name);
            socket.emit("to-room", socket.id, name, "value");
            assert.deepEqual(await arrival, ["value"]);
        }
    });

    test("an event that nobody listens to does no harm", async (t) => {
        const socket = await connect(t);
        socket.emit("nobody-listens-to-this", 1, Buffer.of(1, 2));
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
    });

    test("the connection runs over the transport that was asked for", async (t) => {
        const socket = await connectSettled(t);
        const { id, transport, recovered } = await askOne(socket, "whoami");
        assert.deepEqual({ id, transport, recovered }, { id: socket.id, transport: lastTransport, recovered: false });
        assert.equal(socket.io.engine.transport.name, lastTransport);
    });

    test("the id of a socket is not the id of its connection", { skip: needsNewClient }, async (t) => {
        const socket = await connect(t);
        assert.match(socket.id, /^[A-Za-z0-9_-]{20}$/);
        assert.notEqual(socket.id, socket.io.engine.id);
    });
});
