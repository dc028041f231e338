// In a file, and with it a process, of its own, beside the other tests: these tests mostly wait.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, connectSettled, departure, disconnection } from "./harness/connection.mjs";
import { silence } from "./harness/fault.mjs";
import { relay } from "./harness/relay.mjs";
import { isCurrentClient, isOldClient } from "./harness/target.mjs";
import { askOne, event, events, record, within } from "./harness/wait.mjs";

/** What the server says in a heartbeat: it pings, or answers the ping of an old client. */
const HEARTBEAT = isOldClient ? "pong" : "ping";

/** Waits for as many heartbeats as told. */
function heartbeats(socket, count) {
    return within(`the ${count}. ${HEARTBEAT}`, (done) => {
        let seen = 0;
        socket.io.engine.on("packet", ({ type }) => {
            if (type === HEARTBEAT && ++seen === count) {
                done();
            }
        });
    });
}

describe("heartbeat", { concurrency: true }, () => {
    test("an idle connection lives on over several heartbeats", async (t) => {
        const socket = await connect(t, "/test");
        const { id } = socket;
        const endings = record(socket, "disconnect");
        await heartbeats(socket, 5);
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
        assert.equal(socket.id, id);
        assert.deepEqual(endings, []);
    });

    test("a busy connection lives on over several heartbeats", async (t) => {
        const socket = await connect(t, "/test");
        const { id } = socket;
        let over = false;
        const enough = heartbeats(socket, 5).then(() => (over = true));
        let last;
        for (let i = 0; !over; i++) {
            last = await askOne(socket, "echo", i);
            assert.equal(last, i);
        }
        await enough;
        assert.equal(socket.id, id);
    });

    test("messages between heartbeats arrive", async (t) => {
        const socket = await connect(t, "/test");
        for (let i = 0; i < 3; i++) {
            await heartbeats(socket, 1);
            const ticks = events(socket, "tick", 3);
            socket.emit("burst", 3 * i, 3, "payload");
            assert.deepEqual((await ticks).map(([number]) => number), [3 * i, 3 * i + 1, 3 * i + 2]);
        }
    });

    // It is the server that is tested here, so one client of each kind is enough for a test that takes so long.
    const skip = isCurrentClient || isOldClient ? false : "the current client is enough";
    test("a client that does nothing for its heartbeats is taken for dead", { skip }, async (t) => {
        const socket = await connectSettled(t, "/test", { reconnection: false });
        const { id } = socket;
        const ending = disconnection(socket);
        silence(socket);
        // Both sides count the time; under load the client may be the first to lose patience.
        assert.match((await ending).reason, /^(transport close|ping timeout)$/);
        assert.equal((await departure(t, id)).reason, "ping timeout");
    });

    const needsOldClient = isOldClient ? false : "newer clients do not ping";
    test("a client whose pings are not answered takes the server for dead", { skip: needsOldClient }, async (t) => {
        const { url, mute, unmute } = await relay(t);
        const socket = await connectSettled(t, "/test", { url });
        const { id } = socket;
        const ending = disconnection(socket);
        const back = event(socket, "connect");
        mute();
        assert.equal((await ending).reason, "ping timeout");
        unmute();
        await back;
        assert.notEqual(socket.id, id);
        assert.equal(await askOne(socket, "echo", "back"), "back");
    });
});
