// Servers leave: the others go on, and wait for nobody. These are the last tests.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Client, eventually, NAMESPACES, ROOMS } from "./cluster.mjs";

export function leaving(cluster) {
    describe("leaving", () => {
        /** Nobody is waited for: each of these fails if one does not answer. */
        const check = async (nodes) => {
            const names = nodes.flatMap((node) => [`${node}1`, `${node}2`]);
            for (const node of nodes) {
                for (const namespace of NAMESPACES) {
                    const count = async () => (await cluster.servers(node, namespace)) === nodes.length;
                    await eventually(`${nodes.length} servers for ${node} in ${namespace}`, count);
                }
                const seen = (await cluster.fetch(node)).map((socket) => socket.handshake.auth.name);
                assert.deepEqual(seen, names);
                const asked = await cluster.do(node, "ask", { timeout: 5000 }, "question");
                assert.deepEqual([asked.error, asked.answers.toSorted()], [null, names]);
                const consulted = await cluster.do(node, "consult", {}, "who");
                const others = nodes.filter((one) => one !== node);
                assert.deepEqual([consulted.error, consulted.answers.toSorted()], [null, others]);
                await cluster.do(node, "emit", { to: ["blue", "red"] }, "news", node);
                const taken = await cluster.deliveries(node, cluster.all(names));
                for (const name of names) {
                    const news = taken[name].filter(([event]) => event === "news");
                    assert.deepEqual(news, name === "b2" ? [] : [["news", node]]);
                }
            }
        };

        test("all are there", () => check(["a", "b", "n"]));

        /** Has a server close, and waits until its clients know. */
        const close = async (node) => {
            const clients = cluster.all([`${node}1`, `${node}2`]);
            clients.forEach((client) => client.manager.reconnection(false));
            clients[0].sockets["/"].emit("do", "close", {}, () => {}); // which may be faster than its ack
            for (const client of clients) {
                await eventually(`the end of ${client.name}`, () => client.endings["/"].length > 0);
            }
        };

        test("a server of Node.js leaves", async () => {
            await close("n");
            await check(["a", "b"]);
        });

        test("a server of Node.js comes", async () => {
            cluster.process.kill("SIGKILL");
            await cluster.startNode();
            for (const name of ["n1", "n2"]) {
                cluster.clients[name] = await new Client(name, cluster.urls.n).open(ROOMS[name]);
            }
            await check(["a", "b", "n"]);
        });

        test("a server of Java leaves", async () => {
            await close("b");
            await check(["a", "n"]);
        });

        test("a server of Node.js is killed", async () => {
            cluster.process.kill("SIGKILL");
            await check(["a"]);
        });
    });
}
