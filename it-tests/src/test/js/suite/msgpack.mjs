import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { connect, connected, connectMany, connectSettled, departure, disconnection, prepare } from "../harness/connection.mjs";
import { SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event, record, within } from "../harness/wait.mjs";

const BIG = {
    "a text": "größe 😀 ".repeat(40_000),
    "bytes": randomBytes(700_000),
    "a long list": Array.from({ length: 70_000 }, (_, i) => i - 35_000),
    "a large object": Object.fromEntries(Array.from({ length: 66_000 }, (_, i) => [`k${i}`, i])),
    "many small ones": Array.from({ length: 5000 }, (_, i) => ({ i, text: `${i}`, bytes: Buffer.of(i), half: i / 2 })),
};

const SIZES = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];

describe("MessagePack", { concurrency: SIMULTANEOUS }, () => {
    test("undefined is null in a list and nothing in an object, a date is its text, NaN stays", async (t) => {
        const socket = await connect(t);
        const date = new Date();
        const values = [undefined, NaN, Infinity, date, { gone: undefined, date: new Date(0) }];
        const answer = await ask(socket, "echo", values, undefined, date);
        const list = [null, NaN, Infinity, date.toISOString(), { date: "1970-01-01T00:00:00.000Z" }];
        assert.deepEqual(answer, [list, null, date.toISOString()]);
    });

    test("an ArrayBuffer, which a client in Node.js sends in a form of its own, arrives as its bytes", async (t) => {
        const socket = await connect(t);
        const lengths = [0, 1, 2, 4, 8, 16, 300, 70_000];
        const buffers = lengths.map((length) => Uint8Array.from(randomBytes(length)));
        const answer = await ask(socket, "echo", ...buffers.map((bytes) => bytes.buffer), { in: buffers[2] });
        assert.deepEqual(answer, [...buffers.map((bytes) => Buffer.from(bytes)), { in: Buffer.from(buffers[2]) }]);
    });

    test("bytes in the auth payload arrive as base64, and what is undefined does not arrive", async (t) => {
        const socket = prepare(t, "/", { auth: { token: Buffer.of(1, 2), gone: undefined, list: [undefined, new Date(0)] } });
        const auth = event(socket, "auth");
        await connected(socket);
        assert.deepEqual(await auth, [{ token: "AQI=", list: [null, "1970-01-01T00:00:00.000Z"] }]);
    });

    test("a packet may have more than ten binary parts", async (t) => {
        const socket = await connect(t);
        const parts = Array.from({ length: 100 }, (_, i) => Buffer.alloc(i, i));
        assert.deepEqual(await ask(socket, "echo", ...parts, { parts }), [...parts, { parts }]);
    });

    test("texts, bytes, lists and objects of every size class come back", async (t) => {
        const socket = await connect(t);
        for (const size of SIZES) {
            const list = Array.from({ length: Math.min(size, 256) }, (_, i) => i);
            const values = ["x".repeat(size), Buffer.alloc(size, 1), list, Object.fromEntries(Object.entries(list))];
            assert.deepEqual(await ask(socket, "echo", ...values), values);
        }
    });

    test("whole numbers of every size class come back", async (t) => {
        const socket = await connect(t);
        const positive = [7, 8, 15, 16, 31, 32, 52].flatMap((bits) => [2 ** bits - 1, 2 ** bits, 2 ** bits + 1]);
        const numbers = [0, ...positive, ...positive.map((number) => -number), -31, -32, -33];
        assert.deepEqual(await askOne(socket, "echo", numbers), numbers);
    });

    for (const [name, value] of Object.entries(BIG)) {
        test(`${name} of many bytes comes back`, async (t) => {
            const socket = await connect(t);
            assert.deepEqual(await askOne(socket, "echo", value), value);
        });
    }

    test("a broadcast with bytes inside reaches everybody", async (t) => {
        const [sender, receiver] = await connectMany(t, 2);
        const payload = { list: [{ bytes: Buffer.of(1, 2, 3) }], none: null, token: randomBytes(16) };
        const arrivals = [sender, receiver].map((socket) =>
            within("the broadcast", (done) =>
                socket.on("bcast", (value) => value?.token?.equals?.(payload.token) && done(value)),
            ),
        );
        sender.emit("bcast", payload);
        assert.deepEqual(await Promise.all(arrivals), [payload, payload]);
    });

    test("a reserved event name costs the client its connection", async (t) => {
        const socket = await connectSettled(t, "/test", { reconnection: false });
        const { id } = socket;
        const ending = disconnection(socket);
        socket.packet({ type: 2, data: ["disconnect"] });
        assert.equal((await ending).reason, "transport close");
        assert.equal((await departure(t, id)).reason, "forced close");
    });

    test("a client that speaks JSON is closed before it is connected", async (t) => {
        const socket = prepare(t, "/", { parser: undefined, reconnection: false });
        const connects = record(socket, "connect");
        const closed = event(socket.io, "close");
        socket.connect();
        await closed;
        assert.deepEqual(connects, []);
    });
});
