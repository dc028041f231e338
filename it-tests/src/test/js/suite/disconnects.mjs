import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connectBeside, connected, connectSettled, departure, disconnection } from "../harness/connection.mjs";
import { cut } from "../harness/fault.mjs";
import { lastTransport, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event } from "../harness/wait.mjs";

const STAY_AWAY = { reconnection: false };

describe("disconnects", { concurrency: SIMULTANEOUS }, () => {
    test("the server sends a socket away, and the connection and its other namespaces stay", async (t) => {
        const root = await connectSettled(t);
        const socket = await connectBeside(t, root, "/test");
        const { id } = socket;
        const ending = disconnection(socket);
        socket.emit("disconnect-me", false);
        assert.equal((await ending).reason, "io server disconnect");
        assert.equal((await departure(t, id)).reason, "server namespace disconnect");
        assert.equal(await askOne(root, "echo", "still here"), "still here");
    });

    test("the server sends a client away, and all its namespaces end with the connection", async (t) => {
        const root = await connectSettled(t);
        const socket = await connectBeside(t, root, "/test");
        const others = [root, await connectBeside(t, root, "/custom")];
        const { id } = socket;
        const { engine } = socket.io;
        const endings = [socket, ...others].map(disconnection);
        const closed = event(engine, "close");
        socket.emit("disconnect-me", true);
        const reasons = (await Promise.all(endings)).map(({ reason }) => reason);
        assert.deepEqual(reasons, Array(3).fill("io server disconnect"));
        await closed;
        assert.equal((await departure(t, id)).reason, "server namespace disconnect");
    });

    test("a client that was sent away stays away until it asks to come back", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket;
        const closed = event(socket.io.engine, "close");
        socket.emit("disconnect-me", true);
        await closed;
        assert.equal(socket.connected, false);
        await connected(socket);
        assert.notEqual(socket.id, id);
        assert.equal(await askOne(socket, "echo", "back"), "back");
    });

    test("the client disconnects", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket;
        const ending = disconnection(socket);
        socket.disconnect();
        assert.equal((await ending).reason, "io client disconnect");
        assert.equal((await departure(t, id)).reason, "client namespace disconnect");
    });

    test("the client leaves one namespace, and the server keeps the others", async (t) => {
        const root = await connectSettled(t);
        const socket = await connectBeside(t, root, "/test");
        const { id } = socket;
        socket.disconnect();
        assert.equal((await departure(t, id)).reason, "client namespace disconnect");
        assert.equal(await askOne(root, "echo", "still here"), "still here");
    });

    test("the client closes the connection without a word to its namespaces", async (t) => {
        const socket = await connectSettled(t, "/test", STAY_AWAY);
        const { id } = socket;
        const ending = disconnection(socket);
        socket.io.engine.close();
        assert.equal((await ending).reason, "forced close");
        // A ping that crosses the close may find the TCP connection gone.
        assert.match((await departure(t, id)).reason, /^transport (close|error)$/);
    });

    test("the server closes the connection without a word to its namespaces", async (t) => {
        const other = await connectSettled(t, "/", STAY_AWAY);
        const socket = await connectBeside(t, other, "/test");
        const { id } = socket;
        const endings = [socket, other].map(disconnection);
        socket.emit("close-engine");
        const reasons = (await Promise.all(endings)).map(({ reason }) => reason);
        assert.deepEqual(reasons, ["transport close", "transport close"]);
        assert.equal((await departure(t, id)).reason, "forced close");
    });

    test("the network fails", async (t) => {
        const socket = await connectSettled(t, "/test", STAY_AWAY);
        const { id } = socket;
        const ending = disconnection(socket);
        cut(socket);
        const expected = lastTransport === "polling" ? "transport error" : "transport close";
        assert.equal((await ending).reason, expected);
        // Not every server can see that a held request has lost its client; to such a one the missing pong tells.
        assert.match((await departure(t, id)).reason, /^(transport close|transport error|ping timeout)$/);
    });

    test("a malformed packet costs the client its connection", async (t) => {
        const socket = await connectSettled(t, "/test", STAY_AWAY);
        const { id } = socket;
        const ending = disconnection(socket);
        socket.io.engine.write("this is no packet");
        assert.equal((await ending).reason, "transport close");
        assert.equal((await departure(t, id)).reason, "forced close");
    });

    test("a socket still has its rooms while it is disconnecting", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket;
        await ask(socket, "join", ["room a", "room b"]);
        socket.disconnect();
        const { rooms } = await departure(t, id);
        assert.deepEqual(new Set(rooms), new Set([id, "room a", "room b"]));
    });
});
