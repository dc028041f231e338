import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connectSettled, departure, disconnection } from "../harness/connection.mjs";
import { isOldClient, lastTransport, needsCurrentClient, serverSettings } from "../harness/target.mjs";
import { ask, askOne, event, events } from "../harness/wait.mjs";

const { maxPayload } = await serverSettings();
const STAY_AWAY = { reconnection: false };
const overPolling = lastTransport === "polling";

/**
 * Text that makes the first event of a socket in /test, emitted as `echo` with an ack, as many bytes long as told, with
 * the length that old clients tell of each packet of a POST.
 */
function fillerFor(bytes) {
    const length = isOldClient && overPolling ? `${bytes - `${bytes}:`.length}:` : "";
    const frame = Buffer.byteLength(`${length}42/test,0["echo",""]`);
    return "x".repeat(bytes - frame);
}

/** Waits for the end of a client that sent too much, and checks what both sides say about it. */
async function assertRefused(t, socket, id, ending) {
    const { reason, details } = await ending;
    assert.equal(reason, overPolling ? "transport error" : "transport close");
    if (details) {
        assert.equal(overPolling ? details.description : details.context.code, overPolling ? 413 : 1009);
    }
    // Over polling the client still says goodbye; a WebSocket is closed by the server.
    assert.equal((await departure(t, id)).reason, overPolling ? "transport close" : "transport error");
}

describe("the limit for what a client may send", { concurrency: 2 }, () => {
    test("a packet of exactly the limit passes", async (t) => {
        const socket = await connectSettled(t, "/test");
        const text = fillerFor(maxPayload);
        assert.equal(await askOne(socket, "echo", text), text);
    });

    test("a packet of one byte more ends the connection", async (t) => {
        const socket = await connectSettled(t, "/test", STAY_AWAY);
        const { id } = socket;
        const ending = disconnection(socket);
        socket.emit("echo", fillerFor(maxPayload + 1), () => {});
        await assertRefused(t, socket, id, ending);
    });

    test("bytes count, not characters", async (t) => {
        const socket = await connectSettled(t, "/test", STAY_AWAY);
        const { id } = socket;
        const ending = disconnection(socket);
        socket.emit("echo", "語".repeat(maxPayload / 3 + 1));
        await assertRefused(t, socket, id, ending);
    });

    test("an attachment over the limit ends the connection", async (t) => {
        const socket = await connectSettled(t, "/test", STAY_AWAY);
        const { id } = socket;
        const ending = disconnection(socket);
        socket.emit("echo", Buffer.alloc(maxPayload + 1));
        await assertRefused(t, socket, id, ending);
    });

    test("an attachment below the limit passes", async (t) => {
        const socket = await connectSettled(t, "/test");
        const bytes = Buffer.alloc(Math.floor(maxPayload * 0.7), "some bytes");
        const answer = await askOne(socket, "echo", bytes);
        assert.ok(bytes.equals(answer));
    });

    test("a client that sent too much comes back", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket;
        const back = event(socket, "connect");
        socket.emit("echo", fillerFor(maxPayload + 1), () => {});
        await back;
        assert.notEqual(socket.id, id);
        assert.equal(await askOne(socket, "echo", "back"), "back");
    });

    const needsSplitting = overPolling && needsCurrentClient;
    test("messages that exceed the limit only together pass", { skip: needsSplitting }, async (t) => {
        const socket = await connectSettled(t);
        const part = "x".repeat(maxPayload / 10);
        const numbers = Array.from({ length: 25 }, (_, i) => i);
        const answers = await Promise.all(numbers.map((i) => ask(socket, "echo", i, part)));
        assert.deepEqual(answers.map(([i]) => i), numbers);
    });

    test("the server may send more than that", async (t) => {
        const socket = await connectSettled(t, "/test");
        const part = "x".repeat(maxPayload / 10);
        const ticks = events(socket, "tick", 25);
        socket.emit("burst", 0, 25, part);
        for (const [i, [number, payload]] of (await ticks).entries()) {
            assert.equal(number, i);
            assert.ok(payload === part);
        }
    });
});
