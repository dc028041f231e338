import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { connect } from "../harness/connection.mjs";
import { client, needsJson, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event, events } from "../harness/wait.mjs";

const EVERY_BYTE = Buffer.from([...Array(256).keys()]);

const MESSAGES = {
    "one attachment": [Buffer.of(1, 2, 3)],
    "every value of a byte": [EVERY_BYTE],
    "an empty attachment": [Buffer.alloc(0), "after"],
    "bytes that spell a packet": [Buffer.from('42["message","x"]'), Buffer.from("2probe\u001e1")],
    "attachments beside other values": ["text", Buffer.of(1), null, 2.5, Buffer.of(2), { three: 3 }],
    "attachments inside objects inside arrays": [
        [{ file: Buffer.of(1, 2), name: "a" }, { file: Buffer.of(3), parts: [Buffer.of(4), [Buffer.of(5)]] }],
        { deep: { deeper: [{ deepest: Buffer.of(6) }] } },
    ],
    "ten attachments": [Array.from({ length: 10 }, (_, i) => Buffer.alloc(i + 1, i))],
    "a hundred thousand random bytes": [randomBytes(100_000)],
};

describe("binary", { concurrency: SIMULTANEOUS }, () => {
    for (const [name, args] of Object.entries(MESSAGES)) {
        test(`${name} comes back byte for byte, as an event and as an ack`, async (t) => {
            const socket = await connect(t);
            const back = event(socket, "message-back");
            socket.emit("message", ...args);
            assert.deepEqual(await ask(socket, "message-with-ack", ...args), args);
            assert.deepEqual(await back, args);
        });
    }

    test("the same bytes used twice arrive twice", async (t) => {
        const socket = await connect(t);
        const bytes = randomBytes(100);
        assert.deepEqual(await ask(socket, "echo", bytes, { again: bytes }), [bytes, { again: bytes }]);
    });

    const skip = client === "client-1.7" ? "client-1.7 takes a typed array for an object in Node.js" : needsJson;
    test("a typed array and an ArrayBuffer arrive as their bytes", { skip }, async (t) => {
        const socket = await connect(t);
        const buffer = Uint8Array.from(EVERY_BYTE).buffer;
        const [view, whole] = await ask(socket, "echo", new Uint8Array(buffer, 16, 4), buffer);
        assert.deepEqual(view, Buffer.of(16, 17, 18, 19));
        assert.deepEqual(whole, EVERY_BYTE);
    });

    test("a placeholder made by hand is plain data where there are no attachments", async (t) => {
        const socket = await connect(t);
        const values = [{ _placeholder: true, num: 7 }, { _placeholder: 1 }];
        assert.deepEqual(await ask(socket, "echo", ...values), values);
    });

    test("text and binary events keep their order among each other", async (t) => {
        const socket = await connect(t);
        const sent = Array.from({ length: 60 }, (_, i) => [i, i % 3 ? `text ${i}` : Buffer.from(`bytes ${i}`)]);
        const received = events(socket, "echo2", sent.length);
        sent.forEach((args) => socket.emit("echo2", ...args));
        assert.deepEqual(await received, sent);
    });

    test("binary events work in a namespace of their own", async (t) => {
        const socket = await connect(t, "/test");
        const payload = { parts: [Buffer.of(1), Buffer.of(2, 3)] };
        const ticks = events(socket, "tick", 3);
        socket.emit("burst", 0, 3, payload);
        assert.deepEqual(await ticks, [0, 1, 2].map((i) => [i, payload]));
        assert.deepEqual(await askOne(socket, "echo", payload), payload);
    });
});
