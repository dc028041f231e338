// Needs two Java servers, at SERVER_URL_A and SERVER_URL_B, with the adapter ADAPTER and a requestsTimeout of four
// seconds, on the Redis at REDIS_URL. ADAPTER_OPTIONS are the options of the same adapter in Node.js, ADAPTER_PACKAGE is
// the package that it is in, and RECOVERY_MILLIS the maxDisconnectionDuration, if there is to be connection state recovery.
// PARTS are the tests that are wanted.

import { after } from "node:test";
import { acks } from "./cluster/acks.mjs";
import { broadcasts } from "./cluster/broadcasts.mjs";
import { Cluster, kind, recovery } from "./cluster/cluster.mjs";
import { emitter } from "./cluster/emitter.mjs";
import { leaving } from "./cluster/leaving.mjs";
import { payloads } from "./cluster/payloads.mjs";
import { resumption } from "./cluster/resumption.mjs";
import { askInVain, servers } from "./cluster/servers.mjs";
import { sockets } from "./cluster/sockets.mjs";

const PARTS = { broadcasts, payloads, sockets, acks, servers };
const wanted = process.env.PARTS.split(",");

const cluster = new Cluster();
after(() => cluster.close());
try {
    await cluster.open();
    if (wanted.includes("servers")) {
        askInVain(cluster);
    }
} catch (e) {
    await cluster.close();
    throw e;
}

// One after the other: they share the clients.
wanted.forEach((part) => PARTS[part](cluster));
if (kind === "classic") {
    emitter(cluster);
}
if (recovery) {
    resumption(cluster);
}
leaving(cluster); // takes it apart
