// What only clients of 1.x and 2.x do.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import * as current from "client-4";
import {
    connect,
    connectBeside,
    connected,
    connectMany,
    connectSettled,
    departure,
    disconnection,
    prepare,
    prepareBeside,
    refused,
} from "../harness/connection.mjs";
import { binaryFrames } from "../harness/frames.mjs";
import { ownNamespace, unique } from "../harness/names.mjs";
import { relay } from "../harness/relay.mjs";
import {
    client,
    io,
    lastTransport,
    needsWebSocket,
    serverUrl,
    SIMULTANEOUS,
    transport,
    transports,
} from "../harness/target.mjs";
import { ask, askOne, event, events, record } from "../harness/wait.mjs";

const EVERY_BYTE = Buffer.from([...Array(256).keys()]);

/** A connected socket of the current client, over the same transport. */
function connectCurrent(t, namespace) {
    return connect(t, namespace, { library: current });
}

describe("ids of old clients", { concurrency: SIMULTANEOUS }, () => {
    test("in the main namespace a socket has the id of its connection", async (t) => {
        const socket = await connectSettled(t);
        assert.equal(socket.id, socket.io.engine.id);
        const { id, rooms, transport: now } = await askOne(socket, "whoami");
        assert.deepEqual({ id, rooms, now }, { id: socket.id, rooms: [socket.id], now: lastTransport });
    });

    test("elsewhere the name of the namespace comes before it", async (t) => {
        const root = await connect(t);
        const namespace = ownNamespace();
        const socket = await connectBeside(t, root, namespace);
        const [found] = await askOne(socket, "fetch", null);
        assert.deepEqual(found, { id: `${namespace}#${root.id}`, rooms: [`${namespace}#${root.id}`], data: {} });
        assert.equal(socket.id, found.id);
    });
});

describe("namespaces of old clients", { concurrency: SIMULTANEOUS }, () => {
    test("the main namespace is connected before the one that was asked for", async (t) => {
        const root = prepare(t, "/");
        const socket = prepareBeside(t, root, "/test");
        const order = [];
        [root, socket].forEach((one) => one.on("connect", () => order.push(one.nsp)));
        await Promise.all([socket, root].map(connected));
        assert.deepEqual(order, ["/", "/test"]);
        assert.equal(await askOne(socket, "main-was-first"), true);
    });

    test("the main namespace is connected without being asked for", async (t) => {
        const [socket, witness] = await Promise.all([connect(t, "/test"), connect(t)]);
        const [found] = await askOne(witness, "fetch", socket.io.engine.id);
        assert.equal(found.id, socket.io.engine.id);
    });

    test("a client that was refused is told when it asks again", async (t) => {
        const root = await connect(t);
        const socket = prepareBeside(t, root, "/no-such-namespace");
        for (let i = 0; i < 3; i++) {
            assert.deepEqual(await refused(socket), { message: "Invalid namespace" });
        }
        assert.equal(await askOne(root, "echo", "still here"), "still here");
    });

    test("what is sent to a namespace that refused the client does no harm", async (t) => {
        const root = await connect(t);
        const socket = prepareBeside(t, root, "/forbidden");
        assert.deepEqual(await refused(socket), { data: { code: 42 } });
        socket.packet({ type: 2, data: ["echo", 1], id: 7, options: {} });
        assert.equal(await askOne(root, "echo", "still here"), "still here");
    });

    // 2.x tells the refusal to the sockets of all namespaces, 1.x to that of the main one.
    test("a refusal of the main namespace reaches the client", { skip: !process.env.GUARDED }, async (t) => {
        const root = prepare(t, "/", { query: { refuse: "root" } });
        const socket = prepareBeside(t, root, "/custom");
        const sockets = client === "client-1.7" ? [root] : [root, socket];
        const refusals = sockets.map((one) => event(one, "error"));
        [root, socket].forEach((one) => one.connect());
        assert.deepEqual(await Promise.all(refusals), sockets.map(() => ["not at all"]));
        assert.equal(root.connected, false);
    });

    test("a client that joins and leaves a namespace is always the same socket", async (t) => {
        const root = await connect(t);
        const socket = await connectBeside(t, root, "/test");
        for (let i = 0; i < 5; i++) {
            await ask(socket, "join", "room");
            socket.disconnect();
            await ask(root, "echo"); // behind the farewell
            await connected(socket);
            assert.equal(await askOne(socket, "echo", i), i);
        }
        assert.deepEqual((await departure(t, socket.id)).reason, "client namespace disconnect");
    });
});

describe("queries of namespaces", { concurrency: SIMULTANEOUS }, () => {
    const QUERY = { token: "a b,c", x: "1", name: "größe 😀 &=?#+%/", empty: "" };

    test("one reaches its namespace as the auth payload", async (t) => {
        const socket = prepareBeside(t, await connect(t), "/custom", undefined, { query: QUERY });
        const auth = event(socket, "auth");
        await connected(socket);
        assert.deepEqual(await auth, [QUERY]);
    });

    test("one is part of the query of the handshake", async (t) => {
        const root = await connect(t, "/", { query: { from: "the connection" } });
        const options = { query: { from: "the namespace", ...QUERY } };
        const socket = await connectBeside(t, root, "/test", undefined, options);
        const { query } = await askOne(socket, "arrival");
        const { EIO, transport: first, from, token, x, name, empty } = query;
        const expected = { EIO: "3", first: transports[0], ...options.query };
        assert.deepEqual({ EIO, first, from, token, x, name, empty }, expected);
    });

    test("each namespace of a connection has its own", async (t) => {
        const root = await connect(t);
        const [a, b] = ["a", "b"].map((x) => prepareBeside(t, root, ownNamespace(), undefined, { query: { x } }));
        const custom = prepareBeside(t, root, "/custom");
        const auth = event(custom, "auth");
        await Promise.all([a, b, custom].map(connected));
        assert.deepEqual(await auth, [{}]);
        assert.notEqual(a.id, b.id);
    });

    test("that of the URL reaches the namespace", async (t) => {
        const socket = io(`${serverUrl}/custom?token=a%20b%2Cc&x=1`, { transports, forceNew: true, forceNode: true });
        t.after(() => socket.disconnect());
        assert.deepEqual(await event(socket, "auth"), [{ token: "a b,c", x: "1" }]);
    });

    test("the main namespace has none", async (t) => {
        const socket = prepare(t, "/", { query: { x: 1 } });
        const auth = event(socket, "auth");
        await connected(socket);
        assert.deepEqual(await auth, [{}]);
    });

    test("a client that was refused gets in with another one", async (t) => {
        const root = await connect(t);
        const socket = prepareBeside(t, root, "/locked", undefined, { query: { token: "abcd" } });
        assert.deepEqual(await refused(socket), { message: "invalid credentials" });
        socket.query = "token=efgh";
        await connected(socket);
        assert.equal(await askOne(socket, "echo", "in"), "in");
    });
});

describe("old and current clients together", { concurrency: SIMULTANEOUS }, () => {
    test("a message to a room reaches both, text and attachments, once and in order", async (t) => {
        const room = unique("room");
        const [old, other, outsider] = [await connect(t), await connectCurrent(t), await connectCurrent(t)];
        await Promise.all([old, other].map((socket) => ask(socket, "join", room)));
        const sent = Array.from({ length: 40 }, (_, i) => [i, i % 2 ? { parts: [Buffer.of(i), EVERY_BYTE] } : "text"]);
        const strays = record(outsider, "news");
        const arrivals = [old, other].map((socket) => events(socket, "news", 2 * sent.length));
        for (const sender of [old, other]) {
            sent.forEach((args) => sender.emit("to-room", room, "news", ...args));
            await ask(sender, "echo");
        }
        for (const received of await Promise.all(arrivals)) {
            assert.deepEqual(received, [...sent, ...sent]);
        }
        assert.deepEqual(strays, []);
    });

    test("a broadcast reaches both", async (t) => {
        const token = unique("token");
        const sockets = [await connect(t), await connectCurrent(t)];
        const mine = (socket) =>
            new Promise((done) => socket.on("bcast", (first, ...rest) => first === token && done(rest)));
        const payload = [Buffer.of(1, 2, 3), { text: "plain" }];
        for (const sender of sockets) {
            const arrivals = sockets.map(mine);
            sender.emit("bcast", token, ...payload);
            assert.deepEqual(await Promise.all(arrivals), [payload, payload]);
        }
    });

    test("text means the same to both", async (t) => {
        const namespace = ownNamespace();
        const [old, other] = [await connect(t, namespace), await connectCurrent(t, namespace)];
        const text = "größe 😀 \u2028 \u0000 語";
        for (const [sender, receiver] of [[old, other], [other, old]]) {
            await ask(receiver, "join", text);
            const news = event(receiver, "news");
            sender.emit("to-others", text, "news", text, { [text]: Buffer.of(1) });
            assert.deepEqual(await news, [text, { [text]: Buffer.of(1) }]);
            await ask(receiver, "sockets-leave", receiver.id, text);
        }
    });

    test("each answers a question to all others", async (t) => {
        const namespace = ownNamespace();
        const old = await connectMany(t, 2, namespace);
        const others = await Promise.all([1, 2].map(() => connectCurrent(t, namespace)));
        const sockets = [...old, ...others];
        sockets.forEach((socket, i) =>
            socket.on("question", ({ bytes }, answer) => answer({ i, reversed: Buffer.from(bytes).reverse() })),
        );
        for (const [i, asker] of sockets.entries()) {
            const { answers, error } = await askOne(asker, "bcast-ack", { bytes: Buffer.of(1, 2, 3) }, 15_000);
            assert.equal(error, null);
            const reversed = Buffer.of(3, 2, 1);
            const expected = [0, 1, 2, 3].filter((one) => one !== i).map((one) => ({ i: one, reversed }));
            assert.deepEqual(answers.sort((a, b) => a.i - b.i), expected);
        }
    });

    test("each is looked up, moved and sent away by the other", async (t) => {
        const namespace = ownNamespace();
        const [old, other] = [await connect(t, namespace), await connectCurrent(t, namespace)];
        for (const [one, two] of [[old, other], [other, old]]) {
            await ask(one, "sockets-join", two.id, `room of ${two.id}`);
            const [{ id, rooms }] = await askOne(one, "fetch", `room of ${two.id}`);
            assert.deepEqual({ id, rooms: new Set(rooms) }, { id: two.id, rooms: new Set([id, `room of ${id}`]) });
            const ending = disconnection(two);
            one.emit("kick", two.id);
            assert.equal((await ending).reason, "io server disconnect");
            await departure(t, id);
            await connected(two);
        }
    });
});

describe("middlewares for the events of old clients", { concurrency: SIMULTANEOUS }, () => {
    test("a client is told the message of the error", async (t) => {
        const socket = await connect(t, "/guarded");
        const error = event(socket, "error");
        socket.emit("refused", 1, Buffer.of(1));
        assert.deepEqual(await error, ["not this one 😀"]);
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
    });

    test("a client is told the data of the error, if there are any", async (t) => {
        const socket = await connect(t, "/guarded");
        const error = event(socket, "error");
        socket.emit("refused-with-data");
        assert.deepEqual(await error, [{ code: 43 }]);
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
    });

    test("other namespaces of the connection do not hear of it", async (t) => {
        const root = await connect(t);
        const socket = await connectBeside(t, root, "/guarded");
        const errors = record(root, "error");
        const error = event(socket, "error");
        socket.emit("refused");
        await error;
        await ask(root, "echo");
        assert.deepEqual(errors, []);
    });
});

describe("what old clients send", { concurrency: SIMULTANEOUS }, () => {
    test("a thousand messages arrive in order, both ways", async (t) => {
        const socket = await connect(t);
        const payload = (i) => (i % 7 ? `message ${i}` : { bytes: Buffer.from(`${i}`) });
        const sent = Array.from({ length: 1000 }, (_, i) => [i, payload(i)]);
        const back = events(socket, "echo2", sent.length);
        sent.forEach((args) => socket.emit("echo2", ...args));
        assert.deepEqual(await back, sent);
    });

    test("question and answer carry large attachments, nested", async (t) => {
        const socket = await connectSettled(t, "/test");
        const [first, second] = [randomBytes(150_000), randomBytes(120_000)];
        socket.on("question", ({ parts }, answer) => answer({ deep: [parts[1], { deeper: parts[0] }] }, "done"));
        const answer = await ask(socket, "ask", { parts: [first, second] });
        assert.deepEqual(answer, [{ deep: [second, { deeper: first }] }, "done"]);
    });

    test("forceBase64: attachments travel both ways", async (t) => {
        const socket = await connectSettled(t, "/test", { forceBase64: true });
        const { query } = await askOne(socket, "arrival");
        assert.equal(query.b64, "1");
        const values = [EVERY_BYTE, { deep: [Buffer.alloc(0), randomBytes(150_000)] }];
        assert.deepEqual(await ask(socket, "echo", ...values), values);
    });

    for (const [forceBase64, frames] of [[true, 0], [false, 1]]) {
        const name = `forceBase64: ${forceBase64} means that ${frames} binary frames come over WebSocket`;
        test(name, { skip: needsWebSocket }, async (t) => {
            const socket = await connectSettled(t, "/test", { forceBase64 });
            const seen = binaryFrames(socket);
            assert.deepEqual(await askOne(socket, "echo", EVERY_BYTE), EVERY_BYTE);
            // 1.x asks for base64, and sends bytes nonetheless.
            assert.deepEqual(seen, { sent: client === "client-1.7" ? 1 : frames, received: frames });
        });
    }

    const hasBytes = process.env.BINARY_XHR && transport === "polling";
    const skip = hasBytes ? false : "this client gives polling no bytes";
    test("bytes travel as bytes over polling", { skip }, async (t) => {
        const { url, heard } = await relay(t);
        const socket = await connect(t, "/test", { url });
        assert.deepEqual(await askOne(socket, "echo", EVERY_BYTE), EVERY_BYTE);
        assert.ok(heard().includes(EVERY_BYTE.toString("latin1")));
    });
});

describe("old clients that come back", { concurrency: SIMULTANEOUS }, () => {
    test("the server drops a connection, and the client comes back", async (t) => {
        const socket = await connectSettled(t);
        const { id } = socket;
        const ending = disconnection(socket);
        const back = event(socket, "connect");
        await ask(socket, "drop");
        assert.equal((await ending).reason, "transport close");
        await back;
        assert.notEqual(socket.id, id);
        assert.equal((await askOne(socket, "whoami")).id, socket.id);
    });

    test("the server is gone and comes back, and so do all namespaces, with their queries", async (t) => {
        const { url, leave, comeBack } = await relay(t);
        const root = await connectSettled(t, "/", { url });
        const test = await connectBeside(t, root, "/test");
        const custom = prepareBeside(t, root, "/custom", undefined, { query: { token: "a b" } });
        const auth = event(custom, "auth");
        await connected(custom);
        assert.deepEqual(await auth, [{ token: "a b" }]);
        const sockets = [root, test, custom];
        const ids = sockets.map(({ id }) => id);
        const endings = sockets.map(disconnection);
        const attempt = event(root.io, "reconnect_error");
        leave();
        for (const { reason } of await Promise.all(endings)) {
            assert.match(reason, /^transport (close|error)$/);
        }
        await attempt;
        const backs = sockets.map((socket) => event(socket, "connect"));
        const again = event(custom, "auth");
        await comeBack();
        await Promise.all(backs);
        assert.deepEqual(await again, [{ token: "a b" }]);
        sockets.forEach(({ id }, i) => assert.notEqual(id, ids[i]));
        assert.equal(await askOne(test, "echo", "back"), "back");
    });

    test("many come and go at once, beside current ones", async (t) => {
        const namespace = ownNamespace();
        const olds = connectMany(t, 20, namespace);
        const sockets = [...(await olds), ...(await connectMany(t, 20, namespace, { library: current }))];
        assert.equal((await askOne(sockets[0], "fetch", null)).length, 40);
        const ids = sockets.slice(1).map(({ id }) => id);
        sockets.slice(1).forEach((socket) => socket.disconnect());
        await Promise.all(ids.map((id) => departure(t, id)));
        assert.equal((await askOne(sockets[0], "fetch", null)).length, 1);
    });
});
