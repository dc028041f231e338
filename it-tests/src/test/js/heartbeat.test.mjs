// In a file, and with it a process, of its own, beside the other tests: these tests mostly wait.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, connectSettled, departure, disconnection } from "./harness/connection.mjs";
import { silence } from "./harness/fault.mjs";
import { needsCurrentClient } from "./harness/target.mjs";
import { askOne, events, record, within } from "./harness/wait.mjs";

/** Waits until the server has pinged the client as often as told. */
function pings(socket, count) {
    return within(`the ${count}. ping`, (done) => {
        let seen = 0;
        socket.io.engine.on("packet", ({ type }) => {
            if (type === "ping" && ++seen === count) {
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
        await pings(socket, 5);
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
        assert.equal(socket.id, id);
        assert.deepEqual(endings, []);
    });

    test("a busy connection lives on over several heartbeats", async (t) => {
        const socket = await connect(t, "/test");
        const { id } = socket;
        let over = false;
        const enough = pings(socket, 5).then(() => (over = true));
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
            await pings(socket, 1);
            const ticks = events(socket, "tick", 3);
            socket.emit("burst", 3 * i, 3, "payload");
            assert.deepEqual((await ticks).map(([number]) => number), [3 * i, 3 * i + 1, 3 * i + 2]);
        }
    });

    // It is the server that is tested here, so one client is enough for a test that takes so long.
    test("a client that leaves the pings unanswered is taken for dead", { skip: needsCurrentClient }, async (t) => {
        const socket = await connectSettled(t, "/test", { reconnection: false });
        const { id } = socket;
        const ending = disconnection(socket);
        silence(socket);
        // Both sides count the time; under load the client may be the first to lose patience.
        assert.match((await ending).reason, /^(transport close|ping timeout)$/);
        assert.equal((await departure(t, id)).reason, "ping timeout");
    });
});
