// The channels on which the classic adapter's answers go: publishOnSpecificResponseChannel.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { adapterOptions, eventually, NAMES, NODES } from "./cluster.mjs";

/** The servers that send answers on the channel of the requester. */
const SPECIFIC = process.env.SPECIFIC_ANSWERS.split(",");
const COMMON = `${adapterOptions.key}-response#/#`;

export function answers(cluster) {
    describe("answers", () => {
        const channelsOfAll = new Set();

        for (const node of NODES) {
            test(`answers to ${node} come on the channels that the servers are to use`, async () => {
                const others = NODES.filter((other) => other !== node);
                const specific = others.filter((other) => SPECIFIC.includes(other)).length;

                const fetched = await watch(cluster, async () => {
                    const seen = (await cluster.fetch(node)).map((socket) => socket.handshake.auth.name);
                    assert.deepEqual(seen, NAMES);
                });
                assertChannels(fetched, specific, others.length - specific);

                // Each of the others tells how many clients it has, which are two, and what each of them said.
                const asked = await watch(cluster, async () => {
                    const outcome = await cluster.do(node, "ask", { timeout: 5000 }, "question");
                    assert.deepEqual([outcome.error, outcome.answers.toSorted()], [null, NAMES]);
                });
                assertChannels(asked, 3 * specific, 3 * (others.length - specific));
                await cluster.deliveries(node);

                // The reference ignores the option for these.
                const consulted = await watch(cluster, async () => {
                    const outcome = await cluster.do(node, "consult", {}, "who");
                    assert.deepEqual([outcome.error, outcome.answers.toSorted()], [null, others]);
                });
                assertChannels(consulted, 0, others.length);

                const own = new Set([...fetched, ...asked].filter((channel) => channel !== COMMON));
                assert.equal(own.size, specific > 0 ? 1 : 0, "channels of this requester");
                own.forEach((channel) => assert.ok(!channelsOfAll.has(channel), "it is no other's"));
                own.forEach((channel) => channelsOfAll.add(channel));
            });
        }
    });
}

/** The channels of the answers while something is done, in their order. */
async function watch(cluster, something) {
    const watcher = await cluster.redis.duplicate().connect();
    try {
        const channels = [];
        const end = `${COMMON}end of the watch`; // which nobody else reads
        await watcher.pSubscribe(`${COMMON}*`, (message, channel) => channels.push(channel));
        await something();
        await cluster.redis.publish(end, "");
        await eventually("the end of the watch", () => channels.includes(end));
        return channels.slice(0, channels.indexOf(end));
    } finally {
        await watcher.close();
    }
}

function assertChannels(channels, specific, common) {
    const onCommon = channels.filter((channel) => channel === COMMON).length;
    assert.deepEqual({ specific: channels.length - onCommon, common: onCommon }, { specific, common });
}
