// Needs two Java servers, at SERVER_URL_A and SERVER_URL_B, with the adapter ADAPTER and a requestsTimeout of four
// seconds, on the Redis at REDIS_URL. ADAPTER_OPTIONS are the options of the same adapter in Node.js, ADAPTER_PACKAGE is
// the package that it is in, and RECOVERY_MILLIS the maxDisconnectionDuration, if there is to be connection state recovery.
// PARTS are the tests that are wanted. SPECIFIC_ANSWERS are the servers whose publishOnSpecificResponseChannel is on.

import { after } from "node:test";
import { acks } from "./cluster/acks.mjs";
import { answers } from "./cluster/answers.mjs";
import { broadcasts } from "./cluster/broadcasts.mjs";
import { Cluster } from "./cluster/cluster.mjs";
import { emitters } from "./cluster/emitters.mjs";
import { hanging } from "./cluster/hanging.mjs";
import { leaving } from "./cluster/leaving.mjs";
import { payloads } from "./cluster/payloads.mjs";
import { resumption } from "./cluster/resumption.mjs";
import { askInVain, patience, servers } from "./cluster/servers.mjs";
import { sockets } from "./cluster/sockets.mjs";

/** In this order: what is asked in vain takes seconds, and the last one takes the cluster apart. */
const PARTS = {
    broadcasts, payloads, sockets, acks, servers, emitters, answers, resumption, patience, hanging, leaving,
};
const wanted = process.env.PARTS.split(",");

const cluster = new Cluster();
after(() => cluster.close());
try {
    await cluster.open();
    if (wanted.includes("patience")) {
        askInVain(cluster);
    }
} catch (e) {
    await cluster.close();
    throw e;
}

// One after the other: they share the clients.
for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.includes(name)) {
        part(cluster);
    }
}
