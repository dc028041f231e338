// What the suite runs against, taken from the environment:
//
//   SERVER_URL  where the test application listens, for example http://127.0.0.1:3000 or http://127.0.0.1:8080/conformance
//   CLIENT      the client library, one of the aliases in package.json (client-4, client-4.0, client-3.1; client-2.5,
//               client-2.3, client-1.7 if the server lets them in)
//   BINARY_XHR  if set, gives a client of 2.5 an XMLHttpRequest that takes bytes, so that it uses them over polling
//   PARSER      json (the standard one) or msgpack; the server must have the same
//   TRANSPORT   polling, websocket, or upgrade (polling first, then WebSocket)

import { exchangeBytes } from "./xhr.mjs";

const TRANSPORTS = {
    polling: ["polling"],
    websocket: ["websocket"],
    upgrade: ["polling", "websocket"],
};

export const serverUrl = required("SERVER_URL");

/** Its host and port: clients take a path that follows these for a namespace. */
export const serverOrigin = new URL(serverUrl).origin;

/** The `path` option of the client. */
export const enginePath = `${serverUrl.slice(serverOrigin.length)}/socket.io`;
export const client = process.env.CLIENT ?? "client-4";
export const transport = process.env.TRANSPORT ?? "upgrade";
export const transports = TRANSPORTS[transport];
if (!transports) {
    throw new Error(`TRANSPORT must be one of ${Object.keys(TRANSPORTS).join(", ")}, not ${transport}`);
}

/**
 * How many tests of a topic run at the same time: enough to overlap their waiting, few enough that this process answers
 * the pings of all its connections in time.
 */
export const SIMULTANEOUS = 8;

/** The name of the transport that a connection ends up with. */
export const lastTransport = transports.at(-1);

/** True if the client is the current release: older ones lack ack timeouts, `emitWithAck` and the split of batches. */
export const isCurrentClient = client === "client-4";

/** The `skip` option of a test that needs the current client. */
export const needsCurrentClient = isCurrentClient ? false : `${client} does not offer this`;

/**
 * True if the client is one of 1.x or 2.x. Such a client pings the server, is connected to the main namespace without
 * asking, gives its namespaces a query instead of a payload, and has the id of its connection for its own.
 */
export const isOldClient = /^client-[12]\./.test(client);

/** The `skip` option of a test of what came with 3.0. */
export const needsNewClient = isOldClient ? `${client} does not offer this` : false;

/** The `skip` option of a test that begins with polling and is about WebSocket too. */
export const needsUpgrade = transport === "upgrade" ? false : `${transport} alone is not enough`;

/** The `skip` option of a test that ends on WebSocket. */
export const needsWebSocket = lastTransport === "websocket" ? false : `this is not about ${lastTransport}`;

if (process.env.BINARY_XHR) {
    exchangeBytes(client);
}
const library = await import(client);

/** The factory of sockets. */
export const io = library.io ?? library.default;

/** A connection that its sockets share. */
export const Manager = library.Manager ?? io.Manager;

const PARSERS = {
    json: async () => undefined,
    msgpack: async () => (await import("socket.io-msgpack-parser")).default,
};
const parserName = process.env.PARSER ?? "json";
if (!PARSERS[parserName]) {
    throw new Error(`PARSER must be one of ${Object.keys(PARSERS).join(", ")}, not ${parserName}`);
}

/** The `parser` option of the client, undefined for the standard one. */
export const parser = await PARSERS[parserName]();

/** The `skip` option of a test of what JSON does, or of what notepack, which the other parser uses, gets wrong. */
export const needsJson = parserName === "json" ? false : `${parserName} does not have this`;

let handshake;

/** The heartbeat times and the payload limit that the server announces. */
export function serverSettings() {
    handshake ??= readHandshake();
    return handshake;
}

async function readHandshake() {
    const polling = `${serverUrl}/socket.io/?EIO=4&transport=polling`;
    const text = await (await fetch(polling)).text();
    const settings = JSON.parse(text.slice(1));
    await (await fetch(`${polling}&sid=${settings.sid}`, { method: "POST", body: "1" })).text();
    return settings;
}

function required(name) {
    const value = process.env[name];
    if (!value) {
        throw new Error(`the environment variable ${name} is not set`);
    }
    return value.replace(/\/$/, "");
}
