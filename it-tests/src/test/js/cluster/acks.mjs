// Broadcasts that clients of all servers answer.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NAMES, NODES } from "./cluster.mjs";

export function acks(cluster) {
    describe("broadcasts with acks", () => {
        for (const node of NODES) {
            const ask = async (options, ...args) => {
                const { error, answers } = await cluster.do(node, "ask", { timeout: 5000, ...options }, ...args);
                return { error, answers: answers.toSorted() };
            };

            test(`${node} asks clients of all servers`, async () => {
                const payload = { deep: [Buffer.from([1, 2, 3])], text: "😀" };
                assert.deepEqual(await ask({}, "question", payload, 1.5), { error: null, answers: NAMES });
                cluster.check(await cluster.deliveries(node), NAMES, ["question", payload, 1.5]);
            });

            test(`${node} asks the clients of rooms`, async () => {
                assert.deepEqual(await ask({ to: ["red"] }, "question"), { error: null, answers: ["a1", "b1", "n1"] });
                const rest = { to: ["red", "blue"], except: ["123"] };
                assert.deepEqual(await ask(rest, "question"), { error: null, answers: ["a1", "a2", "n2"] });
                assert.deepEqual(await ask({ to: ["node"] }, "question"), { error: null, answers: ["n2"] });
                assert.deepEqual(await ask({ to: ["nobody"] }, "question"), { error: null, answers: [] });
                const others = NAMES.filter((name) => name !== `${node}1`);
                assert.deepEqual(await ask({ others: true }, "question"), { error: null, answers: others });
                await cluster.deliveries(node);
            });

            test(`${node} is answered with bytes, and with nothing`, async () => {
                const { error, answers } = await cluster.do(node, "ask", { timeout: 5000 }, "bytes?", Buffer.from([7, 8]));
                assert.equal(error, null);
                answers.sort((one, other) => (one.name < other.name ? -1 : 1));
                assert.deepEqual(answers, NAMES.map((name) => ({ name, bytes: Buffer.from([7, 8]) })));
                assert.deepEqual(await ask({}, "nothing?"), { error: null, answers: NAMES.map(() => null) });
                await cluster.deliveries(node);
            });

            test(`${node} asks in another namespace`, async () => {
                const red = { timeout: 5000, to: ["red"] };
                const { error, answers } = await cluster.doIn("/desk", node, "ask", red, "question");
                assert.deepEqual([error, answers.toSorted()], [null, ["a1", "b1", "n1"]]);
                cluster.check(await cluster.deliveries(node), ["a1/desk", "b1/desk", "n1/desk"], ["question"]);
            });
        }

        test("whoever asks gets what was answered in time", async () => {
            const names = ["a2", "b1", "n1"];
            const ask = async (node) => {
                const { error, answers } = await cluster.do(node, "ask", { timeout: 500 }, "who-of", names);
                assert.deepEqual([error, answers.toSorted()], ["operation has timed out", names], `answers for ${node}`);
            };
            await Promise.all(NODES.map(ask));
            const all = Object.fromEntries(NAMES.map((name) => [name, []]));
            for (const node of NODES) {
                const taken = await cluster.deliveries(node);
                NAMES.forEach((name) => all[name].push(...taken[name]));
            }
            cluster.check(all, NAMES, ...NODES.map(() => ["who-of", names]));
        });
    });
}
