// Every option of the clients that reaches the server. Those that need another server are in servlets.test.mjs and
// tls.test.mjs; `auth` and `retries` have tests in namespaces.mjs and acks.mjs too.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
    close,
    connect,
    connected,
    connectSettled,
    disconnection,
    prepare,
    prepareBeside,
    settled,
} from "../harness/connection.mjs";
import { binaryFrames } from "../harness/frames.mjs";
import { ownNamespace } from "../harness/names.mjs";
import { relay } from "../harness/relay.mjs";
import {
    io,
    needsCurrentClient,
    needsUpgrade,
    needsWebSocket,
    parser,
    serverUrl,
    SIMULTANEOUS,
    transports,
} from "../harness/target.mjs";
import { ask, askOne, event, record } from "../harness/wait.mjs";

const FIRST_TRANSPORT = transports[0];
const ON_POLLING = FIRST_TRANSPORT === "polling";

/** A socket made by the factory `io`, as applications make theirs. */
function lookUp(t, namespace, options) {
    const socket = io(serverUrl + namespace, { transports, parser, ...options });
    t.after(() => ended(socket));
    return socket;
}

/** Ends a socket and, if it was the last one, its connection, which the next test may want to use again. */
async function ended(socket) {
    const { engine } = socket.io;
    const closed = new Promise((done) => engine.once("close", done));
    socket.disconnect();
    const last = Object.values(socket.io.nsps).every(({ connected }) => !connected);
    if (last && engine.readyState !== "closed") {
        await closed;
    }
}

/** Sockets made by the factory, one for each pair of a namespace and options, all connected. */
async function lookUpAll(t, ...wanted) {
    const sockets = wanted.map(([namespace, options]) => lookUp(t, namespace, options));
    await Promise.all(sockets.map((socket) => event(socket, "connect")));
    await Promise.all(sockets.map((socket) => ask(socket, "echo")));
    return sockets;
}

/** What the server knows of how a client with these options came. */
async function arrival(t, options) {
    return askOne(await connect(t, "/test", options), "arrival");
}

/** The headers of the request that opened the connection of a socket, by their names in lower case. */
async function headersOf(socket) {
    const { headers } = await askOne(socket, "arrival");
    return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values]));
}

function connections(sockets) {
    return new Set(sockets.map((socket) => socket.io.engine.id)).size;
}

// One after the other: the factory remembers its connections.
describe("options of the factory", () => {
    test("multiplex: sockets of several namespaces share one connection", async (t) => {
        const sockets = await lookUpAll(t, [ownNamespace()], [ownNamespace()], [ownNamespace()], ["/test"]);
        assert.equal(connections(sockets), 1);
        assert.equal(new Set(sockets.map(({ id }) => id)).size, 4);
    });

    test("multiplex: a second socket of the same namespace has a connection of its own", async (t) => {
        const namespace = ownNamespace();
        assert.equal(connections(await lookUpAll(t, [namespace], [namespace])), 2);
    });

    test("multiplex: false gives every socket a connection of its own", async (t) => {
        const separate = { multiplex: false };
        const wanted = [1, 2, 3].map(() => [ownNamespace(), separate]);
        assert.equal(connections(await lookUpAll(t, ...wanted)), 3);
    });

    test("forceNew gives a socket a connection of its own", async (t) => {
        const wanted = [[ownNamespace()], [ownNamespace(), { forceNew: true }], ["/test", { forceNew: true }]];
        assert.equal(connections(await lookUpAll(t, ...wanted)), 3);
    });

    test("autoConnect: a socket connects by itself", async (t) => {
        const socket = lookUp(t, "/test", { forceNew: true });
        await event(socket, "connect");
        assert.equal(await askOne(socket, "echo", 1), 1);
    });

    test("autoConnect: false leaves it to the application", async (t) => {
        const socket = lookUp(t, "/test", { forceNew: true, autoConnect: false });
        assert.equal(socket.io.engine, undefined);
        await connected(socket);
        assert.equal(await askOne(socket, "echo", 1), 1);
    });

    test("query: that of the URL reaches the server", async (t) => {
        const socket = lookUp(t, "/test?x=42&name=gr%C3%B6%C3%9Fe", { forceNew: true });
        await event(socket, "connect");
        const { query } = await askOne(socket, "arrival");
        assert.deepEqual([query.x, query.name], ["42", "größe"]);
    });
});

// One after the other: the client remembers in one place for all connections whether WebSocket was reached.
describe("options of transports", { skip: needsUpgrade }, () => {
    test("transports: polling first, then WebSocket", async (t) => {
        const socket = await connectSettled(t, "/test");
        const { query, transport: now } = await askOne(socket, "arrival");
        assert.deepEqual([query.transport, now], ["polling", "websocket"]);
    });

    test("transports: WebSocket first", async (t) => {
        const { query, transport: now } = await arrival(t, { transports: ["websocket", "polling"] });
        assert.deepEqual([query.transport, now], ["websocket", "websocket"]);
    });

    for (const only of ["websocket", "polling"]) {
        test(`transports: ${only} only`, async (t) => {
            const { query, transport: now } = await arrival(t, { transports: [only] });
            assert.deepEqual([query.transport, now], [only, only]);
        });
    }

    test("upgrade: false stays on polling", async (t) => {
        const socket = prepare(t, "/test", { upgrade: false });
        const attempts = [];
        socket.io.on("open", () => socket.io.engine.on("upgrading", (to) => attempts.push(to)));
        await connected(socket);
        for (let i = 0; i < 20; i++) {
            assert.equal(await askOne(socket, "echo", i), i);
        }
        assert.equal((await askOne(socket, "arrival")).transport, "polling");
        assert.deepEqual(attempts, []);
    });

    test("rememberUpgrade: the next connection begins with WebSocket", async (t) => {
        const socket = await connectSettled(t, "/test", { rememberUpgrade: true });
        assert.equal((await askOne(socket, "arrival")).query.transport, "polling");
        await close(socket);
        await connected(socket);
        assert.equal((await askOne(socket, "arrival")).query.transport, "websocket");
    });
});

describe("options of requests", { concurrency: SIMULTANEOUS }, () => {
    test("query: parameters reach the server, beside those of the protocol", async (t) => {
        const name = "größe 😀 &=?#+%20/";
        const { query, url } = await arrival(t, { query: { x: 42, name, empty: "" } });
        assert.deepEqual([query.x, query.name, query.empty], ["42", name, ""]);
        assert.deepEqual([query.EIO, query.transport], ["4", FIRST_TRANSPORT]);
        assert.match(url, /^\/socket\.io\/\?.*\bx=42\b/);
    });

    test("query: the names of the protocol mean what the protocol means", async (t) => {
        const reserved = { EIO: "2", transport: "carrier pigeon" };
        const { query } = await arrival(t, { query: reserved });
        assert.deepEqual([query.EIO, query.transport], ["4", FIRST_TRANSPORT]);
    });

    test("query: a session id of the client's invention is refused, and does no harm", async (t) => {
        const socket = prepare(t, "/test", { query: { sid: "invented" }, reconnection: false });
        const refusal = event(socket, "connect_error");
        socket.connect();
        assert.ok((await refusal)[0] instanceof Error);
        delete socket.io.opts.query.sid;
        await connected(socket);
        assert.equal((await askOne(socket, "arrival")).query.sid, undefined);
    });

    test("query: a change takes effect with the next connection", async (t) => {
        const query = { x: 1 };
        const socket = await connect(t, "/test", { query });
        socket.io.opts.query.x++;
        assert.equal((await askOne(socket, "arrival")).query.x, "1");
        await close(socket);
        await connected(socket);
        assert.equal((await askOne(socket, "arrival")).query.x, "2");
    });

    test("extraHeaders: headers reach the server", async (t) => {
        const extraHeaders = { "my-custom-header": "1234", "X-Other": "a b" };
        const headers = await headersOf(await connectSettled(t, "/test", { extraHeaders }));
        assert.deepEqual([headers["my-custom-header"], headers["x-other"]], [["1234"], ["a b"]]);
    });

    test("extraHeaders: a change takes effect with the next connection", async (t) => {
        const socket = await connectSettled(t, "/test", { extraHeaders: { count: "0" } });
        const count = async () => (await headersOf(socket)).count;
        socket.io.opts.extraHeaders.count = "1";
        assert.deepEqual(await count(), ["0"]);
        await close(socket);
        await connected(socket);
        assert.deepEqual(await count(), ["1"]);
    });

    test("transportOptions: the server sees those of the transport that the connection began with", async (t) => {
        const transportOptions = Object.fromEntries(
            ["polling", "websocket"].map((name) => [name, { extraHeaders: { over: name } }]),
        );
        const headers = await headersOf(await connectSettled(t, "/test", { transportOptions }));
        assert.deepEqual(headers.over, [FIRST_TRANSPORT]);
    });

    test("timestampRequests: by default polling has a timestamp, and WebSocket has none", async (t) => {
        const { query } = await arrival(t);
        assert.equal(typeof query.t, ON_POLLING ? "string" : "undefined");
    });

    test("timestampRequests: true is for both transports", async (t) => {
        const socket = await connectSettled(t, "/test", { timestampRequests: true });
        assert.equal(typeof (await askOne(socket, "arrival")).query.t, "string");
    });

    test("timestampRequests: false is for both transports", async (t) => {
        const socket = await connectSettled(t, "/test", { timestampRequests: false });
        assert.equal((await askOne(socket, "arrival")).query.t, undefined);
        assert.equal(await askOne(socket, "echo", 1), 1);
    });

    test("timestampParam: the timestamp may have any name", async (t) => {
        const options = { timestampRequests: true, timestampParam: "größe" };
        const socket = await connectSettled(t, "/test", options);
        const { query } = await askOne(socket, "arrival");
        assert.deepEqual([typeof query.größe, typeof query.t], ["string", "undefined"]);
    });

    test("forceBase64: attachments travel both ways", async (t) => {
        const socket = await connectSettled(t, "/test", { forceBase64: true });
        const values = [Buffer.from([...Array(256).keys()]), { deep: [Buffer.alloc(0)] }];
        assert.deepEqual(await ask(socket, "echo", ...values), values);
    });

    for (const [forceBase64, frames] of [[true, 0], [false, 1]]) {
        const name = `forceBase64: ${forceBase64} means that each way ${frames} binary frames travel over WebSocket`;
        test(name, { skip: needsWebSocket }, async (t) => {
            const socket = await connectSettled(t, "/test", { forceBase64 });
            const seen = binaryFrames(socket);
            const bytes = Buffer.of(1, 2, 3);
            assert.deepEqual(await askOne(socket, "echo", bytes), bytes);
            assert.deepEqual(seen, { sent: frames, received: frames });
        });
    }

    test("protocols: the first WebSocket sub-protocol is agreed on", { skip: needsWebSocket }, async (t) => {
        const socket = await connectSettled(t, "/test", { protocols: ["chat", "superchat"] });
        assert.equal(socket.io.engine.transport.ws.protocol, "chat");
        assert.equal(await askOne(socket, "echo", 1), 1);
    });

    test("protocols: without any, none is agreed on", { skip: needsWebSocket }, async (t) => {
        const socket = await connectSettled(t, "/test");
        assert.equal(socket.io.engine.transport.ws.protocol, "");
    });
});

describe("options of reconnection", { concurrency: SIMULTANEOUS }, () => {
    test("reconnectionDelay: the server takes a client back at once", async (t) => {
        const delays = { reconnectionDelay: 1, reconnectionDelayMax: 1, randomizationFactor: 0 };
        const socket = await connectSettled(t, "/test", delays);
        for (let i = 0; i < 5; i++) {
            const back = event(socket, "connect");
            const attempt = event(socket.io, "reconnect");
            socket.emit("close-engine");
            assert.deepEqual(await attempt, [1]);
            await back;
            assert.equal(await askOne(socket, "echo", i), i);
            await settled(socket);
        }
    });

    test("reconnection: false leaves it to the application", async (t) => {
        const socket = await connectSettled(t, "/test", { reconnection: false });
        const attempts = record(socket.io, "reconnect_attempt");
        const ending = disconnection(socket);
        socket.emit("close-engine");
        await ending;
        const back = event(socket, "connect");
        socket.io.open();
        await back;
        assert.equal(await askOne(socket, "echo", "back"), "back");
        assert.deepEqual(attempts, []);
    });

    test("reconnectionAttempts: a client that is refused gives up after so many, and may come later", async (t) => {
        const socket = prepare(t, "/test", { reconnectionAttempts: 3, query: { sid: "invented" } });
        const attempts = record(socket.io, "reconnect_attempt");
        const failure = event(socket.io, "reconnect_failed");
        socket.connect();
        await failure;
        assert.deepEqual(attempts, [[1], [2], [3]]);
        delete socket.io.opts.query.sid;
        await connected(socket);
        assert.equal(await askOne(socket, "echo", "in"), "in");
    });

    test("timeout: a client that gave up on a slow handshake gets in with more patience", async (t) => {
        const { url } = await relay(t, { delay: 300 });
        const socket = prepare(t, "/test", { url, timeout: 50, reconnection: false });
        const refusal = event(socket, "connect_error");
        socket.connect();
        // Older clients that give up on a WebSocket report what giving up does to it.
        assert.match((await refusal)[0].message, /^(timeout|websocket error)$/);
        socket.io.timeout(15_000);
        await connected(socket);
        assert.equal(await askOne(socket, "echo", "in"), "in");
    });
});

describe("options of sockets", { concurrency: SIMULTANEOUS }, () => {
    test("auth: a client that was refused gets in with another payload", async (t) => {
        const root = await connect(t);
        const engineId = root.io.engine.id;
        const socket = prepareBeside(t, root, "/locked", { token: "abcd" });
        const refusal = event(socket, "connect_error");
        socket.connect();
        assert.equal((await refusal)[0].message, "invalid credentials");
        socket.auth.token = "efgh";
        await connected(socket);
        assert.equal(await askOne(socket, "echo", "in"), "in");
        assert.equal(root.io.engine.id, engineId);
    });

    test("auth: a function is asked again after a refusal", async (t) => {
        const tokens = ["abcd", "efgh"];
        const socket = prepare(t, "/locked", { auth: (send) => send({ token: tokens.shift() }) });
        const refusal = event(socket, "connect_error");
        socket.connect();
        assert.equal((await refusal)[0].message, "invalid credentials");
        await connected(socket);
        assert.deepEqual(tokens, []);
    });

    test("auth: a payload that changed is not enough any more when the client comes again", async (t) => {
        const socket = await connect(t, "/locked", { auth: { token: "efgh" } });
        await close(socket);
        socket.auth.token = "abcd";
        const refusal = event(socket, "connect_error");
        socket.connect();
        assert.equal((await refusal)[0].message, "invalid credentials");
    });

    test("retries, ackTimeout: an event is sent until it is acked", { skip: needsCurrentClient }, async (t) => {
        const socket = await connect(t, "/test", { retries: 10, ackTimeout: 300 });
        // More than three times only where an ack takes longer than that.
        assert.ok((await socket.emitWithAck("answer-at-last", "key", 3)) >= 3);
    });

    test("retries, ackTimeout: the client gives up after so many", { skip: needsCurrentClient }, async (t) => {
        const socket = await connect(t, "/test", { retries: 2, ackTimeout: 50 });
        await assert.rejects(socket.emitWithAck("nobody-listens-to-this"), /timed out/);
        assert.equal(await socket.timeout(15_000).emitWithAck("echo", "in time"), "in time");
    });

    test("ackTimeout: it is that of every event", { skip: needsCurrentClient }, async (t) => {
        const socket = await connect(t, "/test", { ackTimeout: 50 });
        await assert.rejects(socket.emitWithAck("nobody-listens-to-this"), /timed out/);
    });
});
