// What npm's emitter sends is what a server of the cluster would have sent.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Emitter } from "@socket.io/redis-emitter";
import { adapterOptions, Client, eventually, NAMES, NAMESPACES, NODES } from "./cluster.mjs";

let marks = 0;

export function emitter(cluster) {
    describe("the emitter", () => {
        const emitter = () => new Emitter(cluster.redis, { key: adapterOptions.key ?? "socket.io" });
        const deliveries = () => {
            const mark = `mark of the emitter ${++marks}`;
            NAMESPACES.forEach((namespace) => emitter().of(namespace).emit("mark", mark));
            return cluster.taken(mark);
        };

        const CASES = {
            everybody: [(one) => one, NAMES],
            "a room": [(one) => one.to("red"), ["a1", "b1", "n1"]],
            "several rooms": [(one) => one.to(["red", "blue"]), ["a1", "a2", "b1", "n1", "n2"]],
            "rooms but others": [(one) => one.to(["red", "blue"]).except("123"), ["a1", "a2", "n2"]],
            "all but a room": [(one) => one.except("blue"), ["a1", "b2", "n1"]],
            "a room whose name is not ASCII, uncompressed": [(one) => one.to("pets 🐈").compress(false), ["a2", "b2"]],
            "a room of another namespace": [(one) => one.of("/desk").to("red"), ["a1/desk", "b1/desk", "n1/desk"]],
        };
        for (const [name, [target, names]] of Object.entries(CASES)) {
            test(`the emitter emits to ${name}`, async () => {
                const payload = { deep: [Buffer.from([1, 2]), "😀", 1.5, null], n: 2 ** 40 };
                target(emitter()).emit("news", payload, name);
                cluster.check(await deliveries(), names, ["news", payload, name]);
            });
        }

        test("the emitter emits to a socket", async () => {
            emitter().to(cluster.clients.b2.id()).emit("news", 1);
            emitter().to(cluster.clients.n2.id()).emit("news", 1);
            cluster.check(await deliveries(), ["b2", "n2"], ["news", 1]);
        });

        test("the emitter makes sockets join and leave rooms", async () => {
            emitter().in("blue").socketsJoin(["emitted", "too"]);
            await cluster.inRoom("emitted", ["a2", "b1", "n2"]);
            await cluster.inRoom("too", ["a2", "b1", "n2"]);
            emitter().in("emitted").except("node").socketsLeave("emitted");
            await cluster.inRoom("emitted", ["n2"]);
            emitter().socketsLeave(["emitted", "too"]);
            await cluster.inRoom("too", []);
        });

        for (const close of [false, true]) {
            test(`the emitter disconnects sockets${close ? ", and their connections" : ""}`, async () => {
                const room = `goners of the emitter ${close}`;
                const goners = [];
                for (const server of NODES) {
                    goners.push(await new Client(`${server} goner`, cluster.urls[server]).open([room]));
                }
                emitter().in(room).disconnectSockets(close);
                for (const client of goners) {
                    await eventually(`the end of ${client.name}`, () => client.endings["/"].length > 0);
                    await eventually("the end of the connection", () => !close || client.endings["/desk"].length > 0);
                    assert.deepEqual(client.endings["/"], ["io server disconnect"]);
                    assert.equal(client.endings["/desk"].length, close ? 1 : 0);
                    client.close();
                }
                cluster.check(await deliveries(), []);
            });
        }

        test("the emitter tells all servers", async () => {
            const mark = `the emitter ${Math.random()}`;
            emitter().serverSideEmit("news", mark, { deep: ["😀", 1.5] });
            emitter().serverSideEmit("news", `${mark} has spoken`);
            for (const node of NODES) {
                let all;
                await eventually(`news of the emitter at ${node}`, async () => {
                    all = await cluster.do(node, "heard");
                    return all.some(([text]) => text === `${mark} has spoken`);
                });
                assert.deepEqual(all.filter(([text]) => text === mark), [[mark, { deep: ["😀", 1.5] }]]);
            }
        });
    });
}
