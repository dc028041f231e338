import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, prepare, settled } from "../harness/connection.mjs";
import { lastTransport, needsNewClient } from "../harness/target.mjs";
import { ask, askOne, events, record, yieldOnce } from "../harness/wait.mjs";

const COUNT = 500;

/**
 * Sends numbered messages so that they spread over the time before, during and after the upgrade: one at a time while
 * the upgrade is under way, keeping a part for afterwards.
 */
async function sendAcrossUpgrade(socket, send) {
    let next = 0;
    const keptForAfterwards = 100;
    const engine = socket.io.engine;
    while (engine.transport.name !== lastTransport && next < COUNT - keptForAfterwards) {
        send(next++);
        await yieldOnce();
    }
    await settled(socket);
    while (next < COUNT) {
        send(next++);
    }
}

function numbers(count) {
    return Array.from({ length: count }, (_, i) => i);
}

describe("ordering", () => {
    test("500 messages in both directions arrive in order while the connection upgrades", async (t) => {
        const socket = await connect(t);
        const back = events(socket, "echo2", COUNT);
        await sendAcrossUpgrade(socket, (i) => socket.emit("echo2", i, `message ${i}`));
        const received = await back;
        assert.deepEqual(received, numbers(COUNT).map((i) => [i, `message ${i}`]));
        const surplus = record(socket, "echo2");
        await ask(socket, "echo");
        assert.deepEqual(surplus, []);
    });

    test("500 messages with attachments arrive in order while the connection upgrades", async (t) => {
        const socket = await connect(t);
        const back = events(socket, "echo2", COUNT);
        const message = (i) => [i, { a: Buffer.from(`a${i}`), b: Buffer.from(`b${i}`) }];
        await sendAcrossUpgrade(socket, (i) => socket.emit("echo2", ...message(i)));
        assert.deepEqual(await back, numbers(COUNT).map(message));
    });

    test("500 acks come back in order while the connection upgrades", async (t) => {
        const socket = await connect(t);
        const acked = [];
        const asked = [];
        await sendAcrossUpgrade(socket, (i) => {
            asked.push(askOne(socket, "echo", i).then((answer) => acked.push(answer)));
        });
        await Promise.all(asked);
        assert.deepEqual(acked, numbers(COUNT));
    });

    test("500 messages that the server sends on its own arrive in order while the connection upgrades", async (t) => {
        const socket = await connect(t, "/test");
        const ticks = events(socket, "tick", COUNT);
        const perBurst = 5;
        await sendAcrossUpgrade(socket, (i) => {
            if (i % perBurst === 0) {
                socket.emit("burst", i, perBurst, Buffer.of(1, 2, 3));
            }
        });
        assert.deepEqual(await ticks, numbers(COUNT).map((i) => [i, Buffer.of(1, 2, 3)]));
    });

    test("ten clients upgrade at once and lose nothing", async (t) => {
        const exchange = async () => {
            const socket = await connect(t);
            const back = events(socket, "echo2", COUNT);
            await sendAcrossUpgrade(socket, (i) => socket.emit("echo2", i));
            assert.deepEqual(await back, numbers(COUNT).map((i) => [i]));
        };
        await Promise.all(Array.from({ length: 10 }, exchange));
    });

    test("what is emitted before the client is connected arrives in order", async (t) => {
        const socket = prepare(t);
        const back = events(socket, "echo2", 20);
        numbers(20).forEach((i) => socket.emit("echo2", i));
        socket.connect();
        assert.deepEqual(await back, numbers(20).map((i) => [i]));
    });

    test("a burst of the server arrives whole and in order", async (t) => {
        const socket = await connect(t, "/test");
        const ticks = events(socket, "tick", 2000);
        socket.emit("burst", 0, 2000, "x".repeat(100));
        assert.deepEqual((await ticks).map(([i]) => i), numbers(2000));
    });
});

describe("volatile messages", () => {
    /** Volatile messages may get lost, but what arrives is in order and nothing arrives twice. */
    function assertAscending(received) {
        received.reduce((previous, [i]) => {
            assert.ok(i > previous, `${i} came after ${previous}`);
            return i;
        }, -1);
    }

    test("of the server may get lost but stay in order and harm nothing that follows", async (t) => {
        const socket = await connect(t, "/test");
        const ticks = record(socket, "tick");
        const end = events(socket, "tick-end", 1);
        socket.emit("volatile-burst", 200);
        await end;
        assertAscending(ticks);
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
    });

    const name = "of the client may get lost but stay in order and harm nothing that follows";
    test(name, { skip: needsNewClient }, async (t) => {
        const socket = await connect(t);
        const back = record(socket, "echo2");
        for (const i of numbers(200)) {
            socket.volatile.emit("echo2", i, Buffer.of(i));
        }
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
        assertAscending(back);
    });
});
