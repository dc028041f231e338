// A server of Node.js hangs: who asks gets what the others said.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NAMES, NODES } from "./cluster.mjs";

const JAVA = ["a", "b"];

export function hanging(cluster) {
    describe("a server that hangs", () => {
        const namesOf = (sockets) => sockets.map((socket) => socket.handshake.auth.name).sort();

        test("servers of Java tell what they know while one of Node.js hangs", async () => {
            const awake = NAMES.filter((name) => !name.startsWith("n"));
            cluster.process.kill("SIGSTOP");
            try {
                const check = async (node) => {
                    const [fetched, asked, consulted] = await Promise.all([
                        cluster.do(node, "fetch in time"),
                        cluster.do(node, "ask", { timeout: 1000 }, "question", node),
                        cluster.do(node, "consult", {}, "who"),
                    ]);
                    assert.equal(fetched.type, "FetchTimeoutException");
                    assert.deepEqual(namesOf(fetched.sockets), awake);
                    assert.equal(asked.type, "AckTimeoutException");
                    assert.deepEqual(asked.answers.toSorted(), awake);
                    assert.equal(consulted.type, "AckTimeoutException");
                    assert.deepEqual(consulted.answers, JAVA.filter((other) => other !== node));
                };
                await Promise.all(JAVA.map(check));
            } finally {
                cluster.process.kill("SIGCONT");
            }
        });

        test("when it wakes, it has missed nothing, and all know each other", async () => {
            const taken = {};
            for (const node of NODES) {
                for (const [name, received] of Object.entries(await cluster.deliveries(node))) {
                    taken[name] = [...(taken[name] ?? []), ...received];
                }
            }
            for (const [name, received] of Object.entries(taken)) {
                const questions = NAMES.includes(name) ? JAVA.map((node) => ["question", node]) : [];
                assert.deepEqual(received.toSorted(), questions, `what ${name} received`);
            }
            for (const node of NODES) {
                assert.deepEqual(namesOf(await cluster.fetch(node)), NAMES);
                const { error, answers } = await cluster.do(node, "ask", { timeout: 5000 }, "question", node);
                assert.deepEqual([error, answers.toSorted()], [null, NAMES]);
                cluster.check(await cluster.deliveries(node), NAMES, ["question", node]);
                const others = NODES.filter((other) => other !== node);
                const consulted = await cluster.do(node, "consult", {}, "who");
                assert.deepEqual([consulted.error, consulted.answers.toSorted()], [null, others]);
                assert.equal(await cluster.servers(node), NODES.length);
            }
        });
    });
}
