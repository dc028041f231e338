// Needs a server with connectionStateRecovery on and a maxDisconnectionDuration of RECOVERY_MILLIS milliseconds.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, test } from "node:test";
import { connect, connectBeside, connectMany, connectSettled } from "./harness/connection.mjs";
import { cut } from "./harness/fault.mjs";
import { SIMULTANEOUS } from "./harness/target.mjs";
import { ask, askOne, event, record, within } from "./harness/wait.mjs";

const recoveryMillis = Number(process.env.RECOVERY_MILLIS);
let rooms = 0;

function newRoom() {
    return `recovery-${rooms++}-${Math.random()}`;
}

/** The server closes the connection, or the network fails. */
const ENDINGS = {
    "the server dropped": (socket) => socket.emit(socket.nsp === "/" ? "drop" : "close-engine"),
    "the network cut": (socket) => cut(socket),
};

/** Loses the connection; resolves when the client has noticed. */
async function lose(socket, end) {
    const gone = event(socket, "disconnect");
    end(socket);
    await gone;
}

/** Waits until the listener has seen as many as this. */
function count(received, wanted) {
    return within(`the arrival of ${wanted} messages, ${received.length} now`, (done) => {
        const look = () => (received.length >= wanted ? done() : setTimeout(look, 5));
        look();
    });
}

describe("recovery", { concurrency: SIMULTANEOUS }, () => {
    for (const [name, end] of Object.entries(ENDINGS)) {
        test(`a client that ${name} gets its id, its rooms, its data and what it missed, once`, async (t) => {
            const room = newRoom();
            const other = await connectSettled(t, "/");
            const socket = await connectSettled(t, "/", { reconnectionDelay: 200, reconnectionDelayMax: 300 });
            assert.equal(socket.recovered, false);
            const { id } = socket;
            const received = record(socket, "news");
            await ask(socket, "join", room);
            await ask(socket, "set-data", { name: "Ann" });
            other.emit("to-room", room, "news", 0);
            await count(received, 1);

            const back = event(socket, "connect");
            await lose(socket, end);
            for (let i = 1; i <= 5; i++) {
                other.emit("to-room", room, "news", i);
            }
            await askOne(other, "echo", "sent");
            await back;
            other.emit("to-room", room, "news", 6);
            await count(received, 7);

            assert.deepEqual(received.map(([number]) => number), [0, 1, 2, 3, 4, 5, 6]);
            assert.equal(socket.recovered, true);
            assert.equal(socket.id, id);
            const whoami = await askOne(socket, "whoami");
            assert.equal(whoami.recovered, true);
            assert.equal(whoami.id, id);
            assert.deepEqual(whoami.rooms.toSorted(), [id, room].toSorted());
            const [found] = await askOne(other, "fetch", room);
            assert.deepEqual(found.data, { name: "Ann" });
        });

        test(`a client that ${name} is recovered though it had received nothing`, async (t) => {
            const room = newRoom();
            const other = await connectSettled(t, "/test");
            const socket = await connectSettled(t, "/test", { reconnectionDelay: 200, reconnectionDelayMax: 300 });
            const { id } = socket;
            const received = record(socket, "news");
            await ask(socket, "join", room);

            const back = event(socket, "connect");
            await lose(socket, end);
            other.emit("to-rooms", room, [], "news", 1);
            other.emit("to-rooms", room, [], "news", 2);
            await askOne(other, "echo", "sent");
            await back;
            await count(received, 2);
            await askOne(socket, "echo", "nothing more");

            assert.deepEqual(received.map(([number]) => number), [1, 2]);
            assert.equal(socket.recovered, true);
            assert.equal(socket.id, id);
        });
    }

    test("binary data that was missed arrives", async (t) => {
        const room = newRoom();
        const other = await connectSettled(t, "/test");
        const socket = await connectSettled(t, "/test", { reconnectionDelay: 200, reconnectionDelayMax: 300 });
        const received = record(socket, "news");
        await ask(socket, "join", room);

        const back = event(socket, "connect");
        await lose(socket, cut);
        other.emit("to-rooms", room, [], "news", { bytes: Buffer.from([1, 2, 3]) }, "x");
        await askOne(other, "echo", "sent");
        await back;
        await count(received, 1);

        assert.deepEqual([...new Uint8Array(received[0][0].bytes)], [1, 2, 3]);
        assert.equal(received[0][1], "x");
    });

    test("a client that leaves one namespace and enters it again keeps its connection", async (t) => {
        const socket = await connectSettled(t, "/");
        const beside = await connectBeside(t, socket, "/test");
        const { id } = beside;
        const endings = record(socket, "disconnect");

        const back = event(beside, "connect");
        beside.disconnect();
        beside.connect();
        await back;

        assert.equal(beside.recovered, false);
        assert.notEqual(beside.id, id);
        assert.equal(await askOne(socket, "echo", "here"), "here");
        assert.deepEqual(endings, []);
    });

    test("a session that has expired is a new one", async (t) => {
        const room = newRoom();
        const other = await connectSettled(t, "/test");
        const delay = recoveryMillis + 500;
        const socket = await connectSettled(t, "/test", {
            reconnectionDelay: delay,
            reconnectionDelayMax: delay,
            randomizationFactor: 0,
        });
        const { id } = socket;
        const received = record(socket, "news");
        await ask(socket, "join", room);

        const back = event(socket, "connect");
        await lose(socket, cut);
        other.emit("to-rooms", room, [], "news", 1);
        await back;
        await askOne(socket, "echo", "back");

        assert.equal(socket.recovered, false);
        assert.notEqual(socket.id, id);
        assert.deepEqual(received, []);
    });

    test("many clients that lose their connections receive every number of a broadcast once and in order", async (t) => {
        const room = newRoom();
        const total = 400;
        const sender = await connectSettled(t, "/test");
        const clients = await connectMany(t, 10, "/test", { reconnectionDelay: 5, reconnectionDelayMax: 20 });
        const arrivals = clients.map((socket) => record(socket, "news"));
        let recoveries = 0;
        for (const socket of clients) {
            socket.on("connect", () => {
                recoveries++;
                assert.equal(socket.recovered, true);
            });
            await ask(socket, "join", room);
        }
        for (let i = 0; i < total; i++) {
            sender.emit("to-rooms", room, [], "news", i);
            if (i % 20 === 10) {
                const socket = clients[(i / 10) % clients.length | 0];
                if (socket.connected) {
                    cut(socket);
                }
            }
            await sleep(2);
        }
        for (const received of arrivals) {
            await count(received, total);
        }
        await askOne(sender, "echo", "no more");
        const expected = Array.from({ length: total }, (_, i) => i);
        for (const received of arrivals) {
            assert.deepEqual(received.map(([number]) => number), expected);
        }
        assert.ok(recoveries > 5, `${recoveries} recoveries`);
    });
});
