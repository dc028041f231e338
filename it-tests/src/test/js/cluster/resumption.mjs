// Clients of a server that is gone for them go on at another, whatever it is written in.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { adapterOptions, Client, eventually, NODES } from "./cluster.mjs";

export function resumption(cluster) {
    describe("resumption", () => {
        for (const from of NODES) {
            for (const to of NODES) {
                test(`a client of ${from} resumes at ${to}, with its rooms, its data and what it missed`, async () => {
                    const client = await new Client(`${from} traveller`, cluster.urls[from]).open(["travellers"]);
                    await cluster.heardAt("travellers", 1);
                    const socket = client.sockets["/"];
                    const { id } = socket;
                    await client.do("/", "data", {}, { name: "Ann 😀", list: [1, null] });
                    const emit = (node, ...args) => cluster.do(node, "emit", { to: ["travellers"] }, "news", ...args);
                    await emit("n", 0);
                    await eventually("the first", () => client.logs["/"].length === 1);

                    client.manager.reconnection(false);
                    client.manager.engine.transport.ws.terminate();
                    await eventually("the loss", () => client.endings["/desk"].length === 1);
                    const travellers = () => cluster.fetch(from, { to: ["travellers"] });
                    await eventually("its absence for its server", async () => (await travellers()).length === 0);
                    for (const node of NODES) {
                        await emit(node, node, { bytes: Buffer.from([1, 2]), text: "😀" });
                        await cluster.do(node, "emit", { except: ["travellers"] }, "news", "not for travellers");
                        await cluster.do(node, "emit", { to: [id] }, "news", "for one");
                        await cluster.deliveries(node);
                    }
                    client.manager.uri = cluster.urls[to];
                    const back = new Promise((resolve) => socket.once("connect", resolve));
                    client.manager.open((error) => assert.ifError(error));
                    await back;
                    await emit("a", "last");
                    await eventually("the last", () => client.logs["/"].some(([, text]) => text === "last"));

                    const missed = NODES.flatMap((node) => [
                        ["news", node, { bytes: Buffer.from([1, 2]), text: "😀" }],
                        ["news", "for one"],
                    ]);
                    const received = client.logs["/"].filter(([event]) => event === "news");
                    assert.deepEqual(received, [["news", 0], ...missed, ["news", "last"]]);
                    assert.equal(socket.recovered, true);
                    assert.equal(socket.id, id);
                    const [recovered, rooms, data] = await new Promise((resolve) =>
                        socket.emit("recovered", (...answer) => resolve(answer)),
                    );
                    assert.equal(recovered, true);
                    assert.deepEqual(rooms, [id, "travellers"].sort());
                    assert.deepEqual(data, { name: "Ann 😀", list: [1, null] });
                    client.close();
                    await eventually("its end", async () => (await travellers()).length === 0);
                });
            }
        }

        for (const from of ["a", "b"]) {
            for (const to of NODES.filter((node) => node !== from)) {
                test(`a client of ${from} resumes at ${to}, though ${from} never said that it is gone`, async () => {
                    const lost = await new Client(`${from} lost`, cluster.urls[from]).open(["travellers"]);
                    const { id, _pid: pid } = lost.sockets["/"];
                    await cluster.do("n", "emit", { to: ["travellers"] }, "news", 0);
                    await eventually("the first", () => lost.logs["/"].length === 1);
                    // Servers of Java keep sessions of connected sockets, too, in case that they die.
                    await eventually("the session with its room", async () => {
                        const session = await cluster.redis.get((adapterOptions.sessionKeyPrefix ?? "sio:session:") + pid);
                        return Buffer.from(session ?? "", "base64").includes("travellers");
                    });

                    for (const node of NODES) {
                        await cluster.do(node, "emit", { to: ["travellers"] }, "news", node);
                    }
                    const client = new Client(`${from} lost`, cluster.urls[to]);
                    Object.assign(client.sockets["/"], { _pid: pid, _lastOffset: lost.offsets["/"][0] });
                    await client.open();
                    await eventually("what it missed", () => client.logs["/"].length >= NODES.length);
                    await cluster.do("a", "emit", { to: ["travellers"] }, "news", "last");
                    await eventually("the last", () => client.logs["/"].some(([, text]) => text === "last"));

                    assert.deepEqual(client.logs["/"], [...NODES, "last"].map((text) => ["news", text]));
                    assert.equal(client.sockets["/"].recovered, true);
                    assert.equal(client.id(), id);
                    lost.close();
                    client.close();
                    const travellers = () => cluster.fetch(from, { to: ["travellers"] });
                    await eventually("its end", async () => (await travellers()).length === 0);
                });
            }
        }
    });
}
