// Clients behind a proxy with two nodes, "a" and "b", which it tells apart by a cookie.
//
//   SERVER_URL  the proxy

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connected, prepare, settled } from "./harness/connection.mjs";
import { isCurrentClient, lastTransport, SIMULTANEOUS } from "./harness/target.mjs";
import { askOne, within } from "./harness/wait.mjs";

const CLIENTS = 20;

/** In Node.js only the current client keeps cookies, as all do in browsers; the others are told which to send. */
function stickyTo(node) {
    return isCurrentClient ? { withCredentials: true } : { extraHeaders: { cookie: `node=${node}` } };
}

async function client(t, options = stickyTo("a")) {
    return settled(await connected(prepare(t, "/", { reconnection: false, ...options })));
}

/** The next heartbeats, of which the older clients tell by their packets only. */
function pings(socket, count) {
    return within(`${count} heartbeats`, (done) => {
        let seen = 0;
        socket.io.engine.on("packet", ({ type }) => {
            seen += type === "ping" ? 1 : 0;
            if (seen === count) done();
        });
    });
}

describe("a proxy", { concurrency: SIMULTANEOUS }, () => {
    test("text, binary and acks pass, also as much as one message may have", async (t) => {
        const socket = await client(t);
        const values = ["Grüße \u{1f600}", { list: [1, null, { deep: true }] }, Buffer.from([0, 1, 255])];
        for (const value of values) {
            assert.deepEqual(await askOne(socket, "echo", value), value);
        }
        const large = Buffer.alloc(700_000, 7);
        assert.ok(large.equals(await askOne(socket, "echo", large)));
    });

    test("a client that says nothing stays over several heartbeats", async (t) => {
        const socket = await client(t);
        await pings(socket, 3);
        const { transport } = await askOne(socket, "where");
        assert.equal(transport, lastTransport);
    });

    test(`each of ${CLIENTS} clients stays on its node, and both nodes have some`, async (t) => {
        const nodes = await Promise.all(Array.from({ length: CLIENTS }, async (_, i) => {
            const socket = await client(t, stickyTo(i % 2 === 0 ? "a" : "b"));
            const { node } = await askOne(socket, "where");
            for (let more = 0; more < 5; more += 1) {
                assert.equal((await askOne(socket, "where")).node, node);
            }
            return node;
        }));
        assert.deepEqual([...new Set(nodes)].sort(), ["a", "b"]);
    });

    test("nobody can choose their address", async (t) => {
        const headers = {
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "X-Proxied-Https": "on",
            Forwarded: "for=203.0.113.7;proto=https",
            cookie: "node=a",
        };
        const socket = await client(t, { extraHeaders: headers });
        const { address, secure } = await askOne(socket, "where");
        assert.deepEqual({ address, secure }, { address: "127.0.0.1", secure: false });
    });
});
