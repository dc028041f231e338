// Client connections of a test. Each has a manager of its own, and with it an Engine.IO connection of its own; all end
// with the test.

import assert from "node:assert/strict";
import { Agent } from "node:http";
import {
    client,
    enginePath,
    isOldClient,
    lastTransport,
    Manager,
    parser,
    serverOrigin,
    transports,
} from "./target.mjs";
import { askOne, event, within } from "./wait.mjs";

/** A socket that is not connected yet, so that the test can listen to what comes first. */
export function prepare(t, namespace = "/", { auth, url = serverOrigin, library = { Manager }, ...options } = {}) {
    const manager = new library.Manager(url, {
        path: enginePath,
        transports,
        parser,
        autoConnect: false,
        agent: new Agent(), // of its own, so that a test can cut its TCP connections
        reconnectionDelay: 20,
        reconnectionDelayMax: 100,
        forceNode: true, // old clients prefer the WebSocket of browsers, and Node.js has one since 22
        ...options,
    });
    return prepareBeside(t, { io: manager }, namespace, auth, options);
}

/** A socket that is not connected yet and that shares the connection of another one. */
export function prepareBeside(t, other, namespace, auth, options = {}) {
    const socket = other.io.socket(namespace, { ...options, auth }); // some options are the socket's own
    if (client === "client-1.7" && other.io instanceof Manager) {
        asIn2(socket);
    }
    t.after(() => socket.disconnect());
    return socket;
}

/**
 * Does what the client of 1.x leaves to its callers or its successor: it takes the query of a namespace as text only, and
 * takes the id of the connection for that of every socket.
 */
function asIn2(socket) {
    if (typeof socket.query === "object") {
        const pairs = Object.entries(socket.query).map((pair) => pair.map(encodeURIComponent).join("="));
        socket.query = pairs.join("&");
    }
    socket.on("connect", () => {
        socket.id = socket.nsp === "/" ? socket.id : `${socket.nsp}#${socket.id}`;
    });
}

/** A connected socket. With an upgrade ahead, the upgrade may be anywhere between not begun and done. */
export async function connect(t, namespace, options) {
    return connected(prepare(t, namespace, options));
}

/** A connected socket whose connection has reached its last transport. */
export async function connectSettled(t, namespace, options) {
    return settled(await connect(t, namespace, options));
}

/** A connected socket on the connection of another one. */
export async function connectBeside(t, other, namespace, auth, options) {
    return connected(prepareBeside(t, other, namespace, auth, options));
}

/** As many connected sockets as asked for, connected all at once. */
export function connectMany(t, count, namespace, options) {
    return Promise.all(Array.from({ length: count }, () => connect(t, namespace, options)));
}

/** Connects the socket and waits until it is connected; fails if it is refused. */
export async function connected(socket) {
    await within(`connecting to ${socket.nsp}`, (done, fail) => {
        socket.once("connect", done);
        socket.once("connect_error", fail);
        if (isOldClient) {
            socket.once("error", fail);
        }
        socket.connect();
    });
    return socket;
}

/**
 * Connects the socket and resolves with what the server says against it: the message and the data, if there are any. Old
 * clients are told only one of them.
 */
export async function refused(socket) {
    const refusal = event(socket, isOldClient ? "error" : "connect_error");
    socket.connect();
    const [error] = await refusal;
    if (isOldClient) {
        return typeof error === "string" ? { message: error } : { data: error };
    }
    assert.ok(error instanceof Error);
    return error.data === undefined ? { message: error.message } : { message: error.message, data: error.data };
}

/**
 * Disconnects the only socket of a connection and waits until the connection is closed: older clients that connect
 * again before that mistake the end of the old connection for the end of the new one.
 */
export async function close(socket) {
    const closed = event(socket.io.engine, "close");
    socket.disconnect();
    await closed;
}

/** Waits for the end of the upgrade, if there is one. */
export async function settled(socket) {
    const engine = socket.io.engine;
    if (engine.transport.name !== lastTransport) {
        await event(engine, "upgrade");
    }
    return socket;
}

/** Resolves with the reason for which the client saw this socket disconnect, and the details that the client adds. */
export async function disconnection(socket) {
    const [reason, details] = await event(socket, "disconnect");
    return { reason, details };
}

/**
 * What the server saw when a socket of /test went away: the reason, and the rooms in which it was until then. Asks over
 * a connection of its own and waits for the departure if need be.
 */
export async function departure(t, socketId) {
    const witness = await connect(t, "/test", { transports: ["websocket"] });
    return askOne(witness, "reason-of", socketId);
}
