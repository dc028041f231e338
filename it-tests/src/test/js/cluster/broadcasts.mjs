// Who receives what a server broadcasts, exactly.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { eventually, NAMES, NODES, recovery, ROOMS } from "./cluster.mjs";

const inRoom = (...rooms) => NAMES.filter((name) => rooms.some((room) => ROOMS[name].includes(room)));
const without = (names, ...gone) => names.filter((name) => !gone.includes(name));

/** The options of a broadcast, and who receives it. */
const CASES = {
    everybody: () => [{}, NAMES],
    "a room": () => [{ to: ["red"] }, inRoom("red")],
    "several rooms, with sockets in several of them": () => [{ to: ["red", "blue"] }, inRoom("red", "blue")],
    "a room whose name is not ASCII": () => [{ to: ["pets 🐈"] }, inRoom("pets 🐈")],
    "a room whose name is a number": () => [{ to: ["123"] }, inRoom("123")],
    "a room that one server has": () => [{ to: ["node"] }, ["n2"]],
    "an empty room": () => [{ to: ["nobody"] }, []],
    "all but a room": () => [{ except: ["red"] }, without(NAMES, ...inRoom("red"))],
    "rooms but others": () => [
        { to: ["red", "blue", "pets 🐈"], except: ["123", "node"] },
        without(inRoom("red", "blue", "pets 🐈"), ...inRoom("123", "node")),
    ],
    "one socket of Java": (cluster) => [{ to: [cluster.clients.b2.id()] }, ["b2"]],
    "one socket of Node.js": (cluster) => [{ to: [cluster.clients.n2.id()] }, ["n2"]],
    "all but sockets": (cluster) => [
        { except: [cluster.clients.a2.id(), cluster.clients.n1.id()] },
        without(NAMES, "a2", "n1"),
    ],
    "the other sockets": (cluster, node) => [{ others: true }, without(NAMES, `${node}1`)],
    "the other sockets of a room": (cluster, node) => [
        { others: true, to: ["red"] },
        without(inRoom("red"), `${node}1`),
    ],
    "the other sockets of rooms but others": (cluster, node) => [
        { others: true, to: ["red", "blue"], except: ["node"] },
        without(inRoom("red", "blue"), `${node}1`, "n2"),
    ],
    "the sockets of its own": (cluster, node) => [{ local: true }, [`${node}1`, `${node}2`]],
    "the sockets of its own in a room": (cluster, node) => [{ local: true, to: ["red"] }, [`${node}1`]],
    "everybody uncompressed": () => [{ compress: false }, NAMES],
};

export function broadcasts(cluster) {
    describe("broadcasts", () => {
        for (const node of NODES) {
            for (const [name, options] of Object.entries(CASES)) {
                test(`${node} broadcasts to ${name}`, async () => {
                    const [target, names] = options(cluster, node);
                    await cluster.do(node, "emit", target, "news", name, { from: node });
                    cluster.check(await cluster.deliveries(node), names, ["news", name, { from: node }]);
                });
            }

            test(`${node} broadcasts volatile`, async () => {
                const missing = new Set(NAMES);
                await eventually("the arrival at each of them", async () => {
                    await cluster.do(node, "emit", { isVolatile: true }, "news", "volatile");
                    for (const [name, received] of Object.entries(await cluster.deliveries(node))) {
                        // Whoever is busy may be left out, which is no matter of the cluster.
                        const most = NAMES.includes(name) ? [["news", "volatile"]] : [];
                        assert.deepEqual(received, most.slice(0, received.length), `what ${name} received`);
                        received.forEach(() => missing.delete(name));
                    }
                    return missing.size === 0;
                });
            });

            test(`${node} broadcasts in another namespace`, async () => {
                const names = inRoom("red").map((name) => `${name}/desk`);
                await cluster.doIn("/desk", node, "emit", { to: ["red"] }, "news", "desk");
                cluster.check(await cluster.deliveries(node), names, ["news", "desk"]);
            });

            if (recovery) {
                test(`what ${node} broadcasts has the same offset everywhere`, async () => {
                    await cluster.do(node, "emit", {}, "news", "offset");
                    cluster.check(await cluster.deliveries(node), NAMES, ["news", "offset"]);
                    const offsets = NAMES.map((name) => cluster.lastOffsets[name]);
                    assert.match(offsets[0][0], /^\d+-\d+$/);
                    offsets.forEach((offset) => assert.deepEqual(offset, offsets[0]));
                });
            }
        }

        test("n broadcasts to a room whose name is a number, and makes sockets join and leave it", async () => {
            await cluster.withNumbers(async (names) => {
                const emit = (options, text) => cluster.do("n", "emit", options, "news", text);
                await emit({ to: [7] }, "one room");
                await emit({ to: [7, "node"], except: ["red"] }, "several rooms");
                const taken = await cluster.deliveries("n");
                for (const [name, received] of Object.entries(taken)) {
                    const one = names.includes(name) ? [["news", "one room"]] : [];
                    const several = ["a2", "n2"].includes(name) ? [["news", "several rooms"]] : [];
                    assert.deepEqual(received, [...one, ...several], `what ${name} received`);
                }
                await emit({ except: [7] }, "all but a room");
                cluster.check(await cluster.deliveries("n"), without(NAMES, ...names), ["news", "all but a room"]);
                const found = (await cluster.fetch("n", { to: [7] })).map((socket) => socket.handshake.auth.name);
                assert.deepEqual(found, names);

                await cluster.do("n", "join", { to: ["node"] }, [7]);
                await cluster.do("n", "join", { to: ["pets 🐈"] }, [7]);
                const more = ["a2", "b1", "b2", "n1", "n2"];
                await eventually("their joining", async () => {
                    const seen = await cluster.fetch("n", { to: [7] });
                    return seen.map((socket) => socket.handshake.auth.name).join() === more.join();
                });
                await emit({ to: [7] }, "joined");
                cluster.check(await cluster.deliveries("n"), more, ["news", "joined"]);
            });
        });

        test("all broadcast at once, and each client receives everything of each in its order", async () => {
            const count = 300;
            await Promise.all(NODES.map((node) => cluster.do(node, "burst", {}, "tick", count)));
            const marks = NODES.map((node) => [node, `end of ${node}`]);
            await Promise.all(marks.map(([node, mark]) => cluster.do(node, "emit", {}, "mark", mark)));
            const expected = Array.from({ length: count }, (_, i) => i);
            for (const client of cluster.all()) {
                const log = client.logs["/"];
                const done = () => marks.every(([, mark]) => log.some(([event, text]) => event === "mark" && text === mark));
                await eventually(`all marks at ${client.name}`, done);
                const received = log.splice(0);
                client.offsets["/"].splice(0);
                for (const node of NODES) {
                    const own = received.filter(([event, from]) => event === "tick" && from === node);
                    assert.deepEqual(own.map(([, , number]) => number), expected, `ticks of ${node} at ${client.name}`);
                }
                assert.equal(received.length, NODES.length * (count + 1));
                const orders = received.filter(([event]) => event === "tick").map((tick) => tick.join());
                assert.equal(new Set(orders).size, NODES.length * count);
            }
        });
    });
}
