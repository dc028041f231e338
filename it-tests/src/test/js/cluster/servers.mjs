// Servers talk to each other.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { eventually, kind, NAMESPACES, NODES, ROOMS } from "./cluster.mjs";

let marks = 0;

export function servers(cluster) {
    describe("servers", () => {
        /** What each server has heard until a mark that this one sends; each takes what it has heard once. */
        const seen = new Map(NODES.flatMap((node) => NAMESPACES.map((namespace) => [node + namespace, 0])));
        const heard = async (node) => {
            const mark = `mark ${++marks}`;
            for (const namespace of NAMESPACES) {
                await cluster.doIn(namespace, node, "tell", {}, "news", mark);
            }
            const news = {};
            for (const other of NODES) {
                for (const namespace of NAMESPACES) {
                    const key = other + namespace;
                    let all = await cluster.doIn(namespace, other, "heard", {});
                    await eventually(`${mark} at ${key}`, async () => {
                        all = await cluster.doIn(namespace, other, "heard", {});
                        return other === node || all.some(([text]) => text === mark);
                    });
                    news[key] = all.slice(seen.get(key), other === node ? all.length : -1);
                    seen.set(key, all.length);
                }
            }
            return news;
        };

        for (const node of NODES) {
            const others = NODES.filter((other) => other !== node);

            test(`${node} tells the other servers`, async () => {
                const payload = [1.5, "näh 😀", { deep: [null, true, { x: [] }] }, 2 ** 40];
                await cluster.do(node, "tell", {}, "news", ...payload);
                await cluster.doIn("/desk", node, "tell", {}, "news", "desk");
                const news = await heard(node);
                for (const other of NODES) {
                    const [all, desk] = other === node ? [[], []] : [[payload], [["desk"]]];
                    assert.deepEqual(news[`${other}/`], all, `what ${other} heard`);
                    assert.deepEqual(news[`${other}/desk`], desk, `what ${other} heard in /desk`);
                }
            });

            test(`${node} asks the other servers`, async () => {
                const { error, answers } = await cluster.do(node, "consult", {}, "who");
                assert.deepEqual([error, answers.toSorted()], [null, others]);
            });

            test(`${node} sends the other servers bytes`, async () => {
                const { error, answers } = await cluster.do(node, "consult", {}, "bytes", Buffer.from([1, 255]));
                // The classic adapter's requests are JSON.
                const back = kind === "classic" ? { type: "Buffer", data: [1, 255] } : Buffer.from([1, 255]);
                assert.equal(error, null);
                answers.sort((one, other) => (one.name < other.name ? -1 : 1));
                assert.deepEqual(answers, others.map((name) => ({ name, back })));
            });
        }

        if (kind === "classic") {
            test("a server of Node.js sees the rooms of all", async () => {
                const rooms = new Set(await cluster.do("n", "allRooms"));
                const own = cluster.all().map((client) => client.id());
                for (const room of [...Object.values(ROOMS).flat(), ...own]) {
                    assert.ok(rooms.has(room), room);
                }
            });
        }
    });
}

/** Has each server ask what only one of the others answers. It takes seconds until that is certain, so the rest goes on. */
export function askInVain(cluster) {
    cluster.askedInVain = NODES.map((node) => {
        const [first] = NODES.filter((other) => other !== node);
        return { node, first, asking: cluster.do(node, "consult", {}, "who-of", [first]) };
    });
    cluster.askedInVain.forEach(({ asking }) => asking.catch(() => {})); // the test looks at it in time
}

export function patience(cluster) {
    describe("servers that wait for answers", () => {
        test("whoever gets no answer in time gets those that came", async () => {
            for (const { node, first, asking } of cluster.askedInVain) {
                const { error, answers } = await asking;
                // Servers of Java say the same of servers as of clients.
                assert.match(error, node === "n" ? /only 1 responses received out of 2/ : /operation has timed out/);
                assert.deepEqual(answers, [first]);
            }
        });
    });
}
