// TLS, with certificates on both sides, against two ports of one server:
//
//   SERVER_URL            takes a client's certificate if there is one
//   REQUIRING_SERVER_URL  demands one
//   CERTIFICATES          where the files of "server", "alice" (whom the server trusts) and "stranger" are
//   PASSPHRASE            that of alice.p12

import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { join } from "node:path";
import { describe, test } from "node:test";
import { connected, prepare, settled } from "./harness/connection.mjs";
import { isCurrentClient, lastTransport, SIMULTANEOUS } from "./harness/target.mjs";
import { askOne, within } from "./harness/wait.mjs";

const { REQUIRING_SERVER_URL, CERTIFICATES, PASSPHRASE } = process.env;

function file(name) {
    return readFileSync(join(CERTIFICATES, name));
}

const CA = { ca: file("server.cert.pem") };
const ALICE = { cert: file("alice.cert.pem"), key: file("alice.key.pem") };
const STRANGER = { cert: file("stranger.cert.pem"), key: file("stranger.key.pem") };

/** With TLS 1.3 a client may have begun to send its request when it is refused, and then miss the reason. */
const CERTIFICATE_REFUSED = /alert (bad certificate|certificate unknown|certificate required)|ECONNRESET|EPIPE|hang up/;

const ENCRYPTED_KEY = createPrivateKey(ALICE.key).export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: "another secret",
});

/** The ways in which a client can have the certificate of alice. */
const IDENTITIES = {
    "cert, key": ALICE,
    "cert, key, passphrase": { cert: ALICE.cert, key: ENCRYPTED_KEY, passphrase: "another secret" },
    "pfx, passphrase": { pfx: file("alice.p12"), passphrase: PASSPHRASE },
    agent: { agent: new Agent({ ...CA, ...ALICE }) },
};

function client(t, options) {
    return prepare(t, "/test", { agent: false, reconnection: false, ...options });
}

/** What the server knows of how a client with these options came, once it is on its last transport. */
async function arrival(t, options) {
    const socket = await settled(await connected(client(t, options)));
    return askOne(socket, "arrival");
}

/** Lets a client with these options connect, and makes sure that TLS ends the attempt for this reason. */
async function assertRefused(t, reason, options) {
    const socket = client(t, options);
    const [error] = await within("a refusal", (done, fail) => {
        socket.once("connect", () => fail(new Error("the client was let in")));
        socket.once("connect_error", (...args) => done(args));
        socket.connect();
    });
    // Older clients know that they failed, but not why; these are not about them anyway.
    if (isCurrentClient) {
        assert.match(causes(error), reason);
    }
}

/** What an error and those beneath it say, wherever the transports have put them. */
function causes({ message, description, context }) {
    return [message, description?.message, description?.error?.code, context?.statusText].join("\n");
}

describe("tls", { concurrency: SIMULTANEOUS }, () => {
    test("ca: a client that trusts the server comes without a certificate, and is secure", async (t) => {
        const { secure, certificates, transport } = await arrival(t, CA);
        assert.deepEqual([secure, certificates, transport], [true, [], lastTransport]);
    });

    test("rejectUnauthorized: false trusts every server", async (t) => {
        const { secure, transport } = await arrival(t, { rejectUnauthorized: false });
        assert.deepEqual({ secure, transport }, { secure: true, transport: lastTransport });
    });

    for (const [options, identity] of Object.entries(IDENTITIES)) {
        for (const [server, url] of [["wants", undefined], ["demands", REQUIRING_SERVER_URL]]) {
            test(`${options}: a server that ${server} a certificate sees the client's`, async (t) => {
                const address = url ? { url } : {};
                const { secure, certificates, transport } = await arrival(t, { ...CA, ...identity, ...address });
                assert.deepEqual([secure, certificates, transport], [true, ["CN=alice"], lastTransport]);
            });
        }
    }

    test("messages and attachments travel over TLS", async (t) => {
        const socket = await settled(await connected(client(t, { ...CA, ...ALICE })));
        const message = { bytes: Buffer.alloc(100_000, "TLS"), text: "語".repeat(10_000) };
        assert.deepEqual(await askOne(socket, "echo", message), message);
    });

    test("a client that does not trust the server goes no further", async (t) => {
        await assertRefused(t, /self-signed/, ALICE);
    });

    test("a client without a certificate is refused by a server that demands one", async (t) => {
        await assertRefused(t, CERTIFICATE_REFUSED, { ...CA, url: REQUIRING_SERVER_URL });
    });

    test("a certificate that the server does not trust is refused", async (t) => {
        await assertRefused(t, CERTIFICATE_REFUSED, { ...CA, ...STRANGER, url: REQUIRING_SERVER_URL });
    });

    test("ciphers: those that the server has are agreed on", async (t) => {
        assert.equal((await arrival(t, { ...CA, ciphers: "TLS_AES_128_GCM_SHA256" })).secure, true);
    });

    test("ciphers: those that the server lacks are refused", async (t) => {
        await assertRefused(t, /alert handshake failure/, { ...CA, ciphers: "TLS_AES_128_CCM_SHA256" });
    });
});
