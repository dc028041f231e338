import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, connect, connectBeside, connected, prepare, prepareBeside, refused } from "../harness/connection.mjs";
import { isOldClient, needsNewClient, SIMULTANEOUS } from "../harness/target.mjs";
import { ask, askOne, event, record } from "../harness/wait.mjs";

const NAMESPACES = ["/", "/custom", "/test"];

describe("namespaces", { concurrency: SIMULTANEOUS }, () => {
    test("a custom namespace accepts the client", async (t) => {
        const socket = await connect(t, "/custom");
        assert.equal(socket.nsp, "/custom");
        assert.match(socket.id, isOldClient ? /^\/custom#[A-Za-z0-9_-]{20}$/ : /^[A-Za-z0-9_-]{20}$/);
    });

    test("an unknown namespace is refused as invalid", async (t) => {
        const socket = prepare(t, "/no-such-namespace");
        assert.deepEqual(await refused(socket), { message: "Invalid namespace" });
        assert.equal(socket.connected, false);
    });

    test("a forbidden namespace is refused with the message and the data of the middleware", async (t) => {
        const socket = prepare(t, "/forbidden");
        const data = { code: 42 };
        // There is room for one of them in what an old client is told, and the data come first.
        assert.deepEqual(await refused(socket), isOldClient ? { data } : { message: "not allowed", data });
        assert.equal(socket.connected, false);
    });

    test("a refusal leaves the other namespaces of the connection alone", async (t) => {
        const root = await connect(t);
        for (const namespace of ["/no-such-namespace", "/forbidden"]) {
            await refused(prepareBeside(t, root, namespace));
        }
        assert.equal(await askOne(root, "echo", "still here"), "still here");
        const other = await connectBeside(t, root, "/test");
        assert.equal(await askOne(other, "echo", "welcome"), "welcome");
    });

    test("several namespaces share one connection, each with an id of its own", async (t) => {
        const root = await connect(t);
        const engineId = root.io.engine.id;
        const others = await Promise.all(["/custom", "/test"].map((name) => connectBeside(t, root, name)));
        const ids = new Set([root, ...others].map((socket) => socket.id));
        assert.equal(ids.size, NAMESPACES.length);
        assert.equal(root.io.engine.id, engineId);
        assert.equal((await askOne(root, "whoami")).id, root.id);
    });

    test("namespaces that are joined all at once are joined all", async (t) => {
        const root = prepare(t, "/");
        const others = ["/custom", "/test"].map((name) => prepareBeside(t, root, name));
        await Promise.all([root, ...others].map(connected));
        assert.equal(await askOne(root, "echo", 1), 1);
        assert.equal(await askOne(others[1], "echo", 2), 2);
    });

    test("an event reaches its own namespace only", async (t) => {
        const root = await connect(t);
        const other = await connectBeside(t, root, "/test");
        const strays = record(other, "message-back");
        const back = event(root, "message-back");
        root.send("for the root");
        assert.deepEqual(await back, ["for the root"]);
        assert.equal(await askOne(other, "echo", "barrier"), "barrier");
        assert.deepEqual(strays, []);
    });

    test("events of many namespaces interleave without being mixed up", async (t) => {
        const root = await connect(t);
        const other = await connectBeside(t, root, "/test");
        const questions = Array.from({ length: 50 }, (_, i) => [i, Buffer.of(i)]);
        const answers = await Promise.all(
            questions.flatMap((args) => [ask(root, "echo", "root", ...args), ask(other, "echo", "test", ...args)]),
        );
        const expected = questions.flatMap((args) => [["root", ...args], ["test", ...args]]);
        assert.deepEqual(answers, expected);
    });

    test("a client that leaves a namespace stays in the others and may come back", async (t) => {
        const root = await connect(t);
        const other = await connectBeside(t, root, "/test");
        const { id } = other;
        other.disconnect();
        assert.equal(await askOne(root, "echo", "still here"), "still here");
        await connected(other);
        // That of an old client is made of its names.
        assert.equal(other.id === id, isOldClient);
        assert.equal(await askOne(other, "echo", "back"), "back");
    });

    test("the name of a namespace is taken literally", async (t) => {
        for (const namespace of ["/custom/", "/Custom", "/custom/deeper", "/größe 😀"]) {
            const socket = prepare(t, namespace);
            assert.deepEqual(await refused(socket), { message: "Invalid namespace" });
        }
    });
});

describe("auth", { concurrency: SIMULTANEOUS, skip: needsNewClient }, () => {
    const AUTH = { token: "größe 😀 \u2028 \u0000", nested: { list: [1, null, { a: true }] } };

    for (const namespace of ["/", "/custom"]) {
        test(`the auth payload reaches ${namespace} unchanged`, async (t) => {
            const socket = prepare(t, namespace, { auth: AUTH });
            const auth = event(socket, "auth");
            await connected(socket);
            assert.deepEqual(await auth, [AUTH]);
        });

        test(`${namespace} sees an empty auth payload where the client gives none`, async (t) => {
            const socket = prepare(t, namespace);
            const auth = event(socket, "auth");
            await connected(socket);
            assert.deepEqual(await auth, [{}]);
        });
    }

    test("each namespace of a connection sees its own auth payload", async (t) => {
        const root = prepare(t, "/", { auth: { name: "root" } });
        const custom = prepareBeside(t, root, "/custom", { name: "custom" });
        const auths = [event(root, "auth"), event(custom, "auth")];
        await Promise.all([connected(root), connected(custom)]);
        assert.deepEqual(await Promise.all(auths), [[{ name: "root" }], [{ name: "custom" }]]);
    });

    test("an auth payload may be made anew for every connection", async (t) => {
        let calls = 0;
        const socket = prepare(t, "/", { auth: (send) => send({ call: ++calls }) });
        const auths = record(socket, "auth");
        await connected(socket);
        await ask(socket, "echo");
        await close(socket);
        await connected(socket);
        await ask(socket, "echo");
        assert.deepEqual(auths, [[{ call: 1 }], [{ call: 2 }]]);
    });
});
