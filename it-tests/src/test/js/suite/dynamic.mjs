import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
    connect,
    connectBeside,
    connected,
    connectMany,
    connectSettled,
    disconnection,
    prepare,
    prepareBeside,
    refused,
} from "../harness/connection.mjs";
import { dynamicNamespace, ownNamespace } from "../harness/names.mjs";
import { isOldClient, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event, record } from "../harness/wait.mjs";

const OUTSIDE = ["/dynamic", "/dynamic-", "/dynamic-x", "/dynamic-1x", "/dynamic-1/2", "/x/dynamic-1", "/DYNAMIC-1"];

describe("dynamic namespaces", { concurrency: SIMULTANEOUS }, () => {
    test("a name that fits the pattern becomes a namespace of that name", async (t) => {
        const namespace = dynamicNamespace();
        const socket = prepare(t, namespace);
        const hello = event(socket, "hello");
        await connected(socket);
        assert.deepEqual(await hello, [namespace]);
        assert.equal(socket.nsp, namespace);
    });

    test("a name that does not fit the whole pattern is an invalid namespace", async (t) => {
        const root = await connect(t);
        for (const namespace of OUTSIDE) {
            const socket = prepareBeside(t, root, namespace);
            assert.deepEqual(await refused(socket), { message: "Invalid namespace" }, namespace);
        }
        assert.equal(await askOne(root, "echo", "still here"), "still here");
    });

    test("clients that name the same namespace at the same time meet in it", async (t) => {
        const namespace = ownNamespace();
        const sockets = await connectMany(t, 5, namespace);
        const ids = sockets.map(({ id }) => id);
        const members = await askOne(sockets[0], "fetch", null);
        assert.deepEqual(members.map(({ id }) => id).sort(), ids.sort());
    });

    test("a client that comes later finds those that are there", async (t) => {
        const namespace = ownNamespace();
        const first = await connect(t, namespace);
        await ask(first, "join", "room");
        const second = await connect(t, namespace);
        const news = event(first, "news");
        await ask(second, "join", "other");
        second.emit("to-others", "room", "news", { from: "second" });
        assert.deepEqual(await news, [{ from: "second" }]);
    });

    test("events of one child do not reach another, though the names of the rooms are the same", async (t) => {
        const here = await connect(t, ownNamespace());
        const there = await connectBeside(t, here, ownNamespace());
        await Promise.all([ask(here, "join", "room"), ask(there, "join", "room")]);
        const seen = [here, there].map((socket) => record(socket, "news"));
        here.emit("to-rooms", "room", [], "news", "for here");
        there.emit("to-rooms", "room", [], "news", "for there");
        await Promise.all([ask(here, "echo"), ask(there, "echo")]);
        await Promise.all([ask(here, "echo"), ask(there, "echo")]);
        assert.deepEqual(seen, [[["for here"]], [["for there"]]]);
    });

    test("what is done to all sockets of one child is not done to those of another", async (t) => {
        const namespace = ownNamespace();
        const [here, beside] = await connectMany(t, 2, namespace);
        const there = await connect(t, ownNamespace());
        beside.on("question", (payload, answer) => answer(`answer to ${payload}`));
        const strays = record(there, "question");
        assert.deepEqual(await askOne(here, "bcast-ack", 7, 15_000), { answers: ["answer to 7"], error: null });
        assert.equal((await askOne(here, "fetch", null)).length, 2);
        assert.equal((await askOne(there, "fetch", null)).length, 1);
        assert.deepEqual(strays, []);
    });

    test("acks of children do not mix, though their ids are the same", async (t) => {
        const first = await connect(t, ownNamespace());
        const others = await Promise.all([1, 2, 3].map(() => connectBeside(t, first, ownNamespace())));
        const sockets = [first, ...others];
        const questions = sockets.map((socket, i) => ({ i, bytes: Buffer.of(i) }));
        const answers = await Promise.all(sockets.map((socket, i) => askOne(socket, "echo", questions[i])));
        assert.deepEqual(answers, questions);
    });

    test("fifty dynamic namespaces live on one connection, joined all at once", async (t) => {
        const root = prepare(t, "/");
        const names = Array.from({ length: 50 }, dynamicNamespace);
        const sockets = names.map((name) => prepareBeside(t, root, name));
        const hellos = sockets.map((socket) => event(socket, "hello"));
        await Promise.all([root, ...sockets].map(connected));
        assert.deepEqual((await Promise.all(hellos)).flat(), names);
        assert.equal(new Set([root, ...sockets].map(({ id }) => id)).size, 51);
        assert.equal(await askOne(root, "echo", "still here"), "still here");
    });

    test("a client leaves one of many children and stays in the others", async (t) => {
        const first = await connect(t, ownNamespace());
        const second = await connectBeside(t, first, ownNamespace());
        first.disconnect();
        assert.equal(await askOne(second, "echo", "still here"), "still here");
        assert.equal((await askOne(second, "fetch", null)).length, 1);
    });

    test("a child that everybody has left can be joined again", async (t) => {
        const root = await connect(t);
        const namespace = dynamicNamespace();
        const socket = await connectBeside(t, root, namespace);
        const { id } = socket;
        socket.disconnect();
        await ask(root, "echo"); // behind the farewell
        const hello = event(socket, "hello");
        await connected(socket);
        assert.deepEqual(await hello, [namespace]);
        // That of an old client is made of its names.
        assert.equal(socket.id === id, isOldClient);
    });

    test("children come back with their connection", async (t) => {
        const socket = await connectSettled(t, "/test");
        const child = await connectBeside(t, socket, ownNamespace());
        const { id } = child;
        const endings = [socket, child].map(disconnection);
        const backs = [socket, child].map((one) => event(one, "connect"));
        socket.emit("close-engine");
        await Promise.all([...endings, ...backs]);
        assert.notEqual(child.id, id);
        assert.equal(await askOne(child, "echo", "back"), "back");
    });
});
