// Options of the clients that a server has to match, against a container with one servlet for each of them:
//
//   /socket.io/, /my-custom-path/    default options
//   /no-slash/                       addTrailingSlash: false
//   /credentials/                    cors: credentials for https://app.example only; a cookie named affinity
//   /only-polling/, /only-websocket/ one transport each

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, connected, connectSettled, prepare } from "./harness/connection.mjs";
import { ownNamespace } from "./harness/names.mjs";
import { relay } from "./harness/relay.mjs";
import {
    io,
    isCurrentClient,
    lastTransport,
    needsCurrentClient,
    needsUpgrade,
    needsWebSocket,
    serverUrl,
    SIMULTANEOUS,
    transports,
} from "./harness/target.mjs";
import { ask, askOne, event, record } from "./harness/wait.mjs";

const CUSTOM_PATH = "/my-custom-path/";
const APP = "https://app.example";
const CREDENTIALS = { path: "/credentials/", withCredentials: true };
const BEGINS_WITH_POLLING = transports[0] === "polling";

/** Connects and resolves with the error of the refusal. */
async function refusal(socket) {
    const error = event(socket, "connect_error");
    socket.connect();
    return (await error)[0];
}

/** What the server knows of how a client with these options came, and over which transport it is connected now. */
async function arrival(t, options) {
    return askOne(await connectSettled(t, "/test", options), "arrival");
}

function handshakeUrl(path) {
    return `${serverUrl}${path}?EIO=4&transport=polling`;
}

async function offeredUpgrades(path) {
    const handshake = await (await fetch(handshakeUrl(path))).text();
    return JSON.parse(handshake.slice(1)).upgrades;
}

describe("path", { concurrency: SIMULTANEOUS }, () => {
    for (const path of ["/my-custom-path/", "/my-custom-path"]) {
        test(`path: ${path} leads to the servlet there`, async (t) => {
            const { url, transport } = await arrival(t, { path });
            assert.match(url, /^\/my-custom-path\/\?/);
            assert.equal(transport, lastTransport);
        });
    }

    test("path: that of the URL is the namespace instead", async (t) => {
        const socket = io(`${serverUrl}/test`, { path: CUSTOM_PATH, transports });
        t.after(() => socket.disconnect());
        await event(socket, "connect");
        assert.equal(socket.nsp, "/test");
        assert.match((await askOne(socket, "arrival")).url, /^\/my-custom-path\/\?/);
    });

    test("path: where no servlet is, nobody is let in", async (t) => {
        assert.ok((await refusal(prepare(t, "/", { path: "/nowhere/", reconnection: false }))) instanceof Error);
    });

    test("two servlets have nothing in common but the container", async (t) => {
        const namespace = ownNamespace();
        const here = await connect(t, namespace);
        const there = await connect(t, namespace, { path: CUSTOM_PATH });
        await Promise.all([here, there].map((socket) => ask(socket, "join", "room")));
        const seen = [here, there].map((socket) => record(socket, "news"));
        here.emit("to-rooms", "room", [], "news", 1);
        there.emit("to-rooms", "room", [], "news", 2);
        await Promise.all([here, there].map((socket) => ask(socket, "echo"))); // both have sent
        await Promise.all([here, there].map((socket) => ask(socket, "echo"))); // both have received
        assert.deepEqual(seen, [[[1]], [[2]]]);
        assert.deepEqual((await askOne(here, "fetch", null)).map(({ id }) => id), [here.id]);
        assert.deepEqual((await askOne(there, "fetch", null)).map(({ id }) => id), [there.id]);
    });

    test("a session of one servlet is unknown to the other", async (t) => {
        const socket = await connect(t, "/test", { path: CUSTOM_PATH });
        const response = await fetch(`${handshakeUrl("/socket.io/")}&sid=${socket.io.engine.id}`);
        assert.deepEqual(await response.json(), { code: 1, message: "Session ID unknown" });
        assert.equal(await askOne(socket, "echo", "still here"), "still here");
    });
});

describe("addTrailingSlash", { concurrency: SIMULTANEOUS }, () => {
    const BARE = { addTrailingSlash: false };

    test("addTrailingSlash: false reaches a server that does without", { skip: needsCurrentClient }, async (t) => {
        const { url, transport } = await arrival(t, { path: "/no-slash", ...BARE });
        assert.match(url, /^\/no-slash\?/);
        assert.equal(transport, lastTransport);
    });

    test("addTrailingSlash: such a server takes the slash too", async (t) => {
        const { url, transport } = await arrival(t, { path: "/no-slash/" });
        assert.match(url, /^\/no-slash\/\?/);
        assert.equal(transport, lastTransport);
    });

    test("addTrailingSlash: false is refused by a server that wants it", { skip: needsCurrentClient }, async (t) => {
        const socket = prepare(t, "/", { path: "/my-custom-path", reconnection: false, ...BARE });
        assert.ok((await refusal(socket)) instanceof Error);
    });
});

describe("withCredentials", { concurrency: SIMULTANEOUS }, () => {
    for (const origin of [APP, "https://evil.example", undefined]) {
        test(`withCredentials: a request from ${origin} is answered with the one origin, never with *`, async () => {
            const response = await fetch(handshakeUrl("/credentials/"), { headers: origin ? { origin } : {} });
            assert.equal(response.status, 200);
            assert.equal(response.headers.get("access-control-allow-origin"), APP);
            assert.equal(response.headers.get("access-control-allow-credentials"), "true");
            assert.match(response.headers.get("vary"), /\bOrigin\b/i);
        });
    }

    test("withCredentials: the preflight allows credentials, and the header that it asks for", async () => {
        const headers = {
            origin: APP,
            "access-control-request-method": "POST",
            "access-control-request-headers": "my-custom-header",
        };
        const response = await fetch(handshakeUrl("/credentials/"), { method: "OPTIONS", headers });
        assert.equal(response.status, 204);
        assert.equal(response.headers.get("access-control-allow-origin"), APP);
        assert.equal(response.headers.get("access-control-allow-credentials"), "true");
        assert.match(response.headers.get("access-control-allow-methods"), /\bPOST\b/);
        assert.equal(response.headers.get("access-control-allow-headers"), "my-custom-header");
    });

    test("withCredentials: a refusal can be read by the page too", async () => {
        const response = await fetch(`${handshakeUrl("/credentials/")}&sid=unknown`, { headers: { origin: APP } });
        assert.equal(response.status, 400);
        assert.equal(response.headers.get("access-control-allow-origin"), APP);
        assert.equal(response.headers.get("access-control-allow-credentials"), "true");
    });

    test("withCredentials: a client of the allowed origin comes all the way", async (t) => {
        const { transport } = await arrival(t, { ...CREDENTIALS, extraHeaders: { origin: APP } });
        assert.equal(transport, lastTransport);
    });

    test("withCredentials: a WebSocket from a foreign origin is refused", { skip: needsWebSocket }, async (t) => {
        const socket = prepare(t, "/", {
            ...CREDENTIALS,
            transports: ["websocket"],
            extraHeaders: { origin: "https://evil.example" },
            reconnection: false,
        });
        assert.match((await refusal(socket)).message, /websocket error/);
        socket.io.opts.extraHeaders.origin = APP;
        await connected(socket);
        assert.equal(await askOne(socket, "echo", "in"), "in");
    });

    const needsCookies = !isCurrentClient || !BEGINS_WITH_POLLING ? "nobody sets or keeps a cookie here" : false;

    for (const withCredentials of [true, false]) {
        const fate = withCredentials ? "comes back" : "is ignored";
        const name = `withCredentials: ${withCredentials}: the server's cookie ${fate}`;
        test(name, { skip: needsCookies }, async (t) => {
            const { url, heard } = await relay(t);
            const socket = await connectSettled(t, "/test", { ...CREDENTIALS, url, withCredentials });
            assert.equal(await askOne(socket, "echo", 1), 1);
            const requests = heard().match(/(GET|POST) \S*[&?]sid=/g).length;
            const cookies = heard().match(new RegExp(`^cookie: affinity=${socket.io.engine.id}\r$`, "gim")) ?? [];
            assert.equal(cookies.length, withCredentials ? requests : 0);
        });
    }
});

describe("transports that the server does not have", { concurrency: SIMULTANEOUS, skip: needsUpgrade }, () => {
    const WRONG_FIRST = [
        ["/only-polling/", ["websocket", "polling"]],
        ["/only-websocket/", ["polling", "websocket"]],
    ];

    for (const [path, [missing, present]] of WRONG_FIRST) {
        const options = { path, transports: [missing, present] };

        test(`tryAllTransports: after ${missing} comes ${present}`, { skip: needsCurrentClient }, async (t) => {
            const socket = await connect(t, "/test", { ...options, tryAllTransports: true });
            const { query, transport } = await askOne(socket, "arrival");
            assert.deepEqual([query.transport, transport], [present, present]);
        });

        test(`transports: a client that insists on ${missing} is refused, and may change its mind`, async (t) => {
            const socket = prepare(t, "/test", { ...options, reconnection: false });
            assert.ok((await refusal(socket)) instanceof Error);
            socket.io.opts.transports = [present];
            await connected(socket);
            assert.equal((await askOne(socket, "arrival")).transport, present);
        });
    }

    test("transports: no upgrade is offered that is not to be had", async (t) => {
        const socket = await connect(t, "/test", { path: "/only-polling/" });
        assert.equal((await askOne(socket, "arrival")).transport, "polling");
        assert.deepEqual(await offeredUpgrades("/only-polling/"), []);
        assert.deepEqual(await offeredUpgrades("/my-custom-path/"), ["websocket"]);
    });
});
