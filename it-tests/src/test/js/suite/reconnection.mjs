import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import {
    close,
    connect,
    connectBeside,
    connected,
    connectMany,
    connectSettled,
    departure,
    disconnection,
    prepare,
    settled,
} from "../harness/connection.mjs";
import { cut } from "../harness/fault.mjs";
import { lastTransport, serverUrl, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event, events } from "../harness/wait.mjs";

/** Lets the server close the connection of the socket, which must be one of /test, and waits until it is back. */
async function closeAndComeBack(socket) {
    const back = event(socket, "connect");
    const ending = disconnection(socket);
    socket.emit("close-engine");
    const { reason, details } = await ending;
    assert.equal(reason, "transport close", `${reason}: ${inspect(details, { depth: 1 })}`);
    await back;
}

describe("reconnection", { concurrency: SIMULTANEOUS }, () => {
    test("a client whose connection the server closed comes back as a new socket", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket;
        const engineId = socket.io.engine.id;
        await closeAndComeBack(socket);
        assert.notEqual(socket.id, id);
        assert.notEqual(socket.io.engine.id, engineId);
        assert.equal(await askOne(socket, "echo", "back"), "back");
        await settled(socket);
        assert.equal(socket.io.engine.transport.name, lastTransport);
    });

    test("a client comes back even if the server closes during the upgrade", async (t) => {
        const socket = await connect(t, "/test");
        for (let i = 0; i < 3; i++) {
            await closeAndComeBack(socket);
        }
        assert.equal(await askOne(socket, "echo", "back"), "back");
    });

    test("all namespaces come back", async (t) => {
        const root = await connectSettled(t);
        const socket = await connectBeside(t, root, "/test");
        const others = [root, await connectBeside(t, root, "/custom")];
        const backs = others.map((other) => event(other, "connect"));
        await closeAndComeBack(socket);
        await Promise.all(backs);
        assert.equal(await askOne(others[0], "echo", "back"), "back");
    });

    test("a client comes back after the network failed", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket;
        const back = event(socket, "connect");
        cut(socket);
        await back;
        assert.notEqual(socket.id, id);
        assert.equal(await askOne(socket, "echo", "back"), "back");
        assert.notEqual((await departure(t, id)).reason, undefined);
    });

    test("what is emitted while the client is away arrives once it is back, once and in order", async (t) => {
        const root = await connectSettled(t);
        const socket = await connectBeside(t, root, "/test");
        const numbers = Array.from({ length: 20 }, (_, i) => i);
        const back = events(root, "echo2", numbers.length);
        root.once("disconnect", () => numbers.forEach((i) => root.emit("echo2", i)));
        await closeAndComeBack(socket);
        assert.deepEqual(await back, numbers.map((i) => [i]));
    });

    test("the id of a closed connection is worth nothing", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { id } = socket.io.engine;
        await closeAndComeBack(socket);
        const response = await fetch(`${serverUrl}/socket.io/?EIO=4&transport=polling&sid=${id}`);
        assert.equal(response.status, 400);
        assert.deepEqual(await response.json(), { code: 1, message: "Session ID unknown" });
    });
});

describe("crowds", () => {
    const CROWD = 20;

    test("twenty clients come and go three times, all at once", async (t) => {
        for (let round = 0; round < 3; round++) {
            const sockets = await connectMany(t, CROWD, "/test");
            const ids = sockets.map(({ id }) => id);
            assert.equal(new Set(ids).size, CROWD);
            const answers = await Promise.all(sockets.map((socket, i) => askOne(socket, "echo", i)));
            assert.deepEqual(answers, [...ids.keys()]);
            sockets.forEach((socket) => socket.disconnect());
            const witness = await connect(t, "/test");
            const departures = await Promise.all(ids.map((id) => askOne(witness, "reason-of", id)));
            assert.deepEqual(new Set(departures.map(({ reason }) => reason)), new Set(["client namespace disconnect"]));
        }
    });

    test("the same twenty clients disconnect and connect again, all at once", async (t) => {
        const sockets = await connectMany(t, CROWD, "/test");
        for (let round = 0; round < 3; round++) {
            await Promise.all(sockets.map(close));
            await Promise.all(sockets.map(connected));
            await Promise.all(sockets.map((socket) => ask(socket, "echo", round)));
        }
    });

    test("twenty clients whose connections the server closes at once all come back", async (t) => {
        const sockets = await connectMany(t, CROWD, "/test");
        await Promise.all(sockets.map(closeAndComeBack));
        const answers = await Promise.all(sockets.map((socket, i) => askOne(socket, "echo", i)));
        assert.deepEqual(answers, [...sockets.keys()]);
    });

    test("clients that give up at any moment of connecting leave the server unharmed", async (t) => {
        const patience = Array.from({ length: CROWD }, (_, i) => i);
        await Promise.all(patience.map((millis) => giveUp(t, millis)));
        const socket = await connect(t);
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
    });
});

/** Begins to connect and gives up after a while, whatever has been reached by then. */
async function giveUp(t, millis) {
    const socket = prepare(t, "/test");
    socket.connect();
    await new Promise((resolve) => setTimeout(resolve, millis));
    socket.disconnect();
}
