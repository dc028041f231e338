// Servers see and change the sockets of each other.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Client, eventually, NAMES, NODES, ROOMS } from "./cluster.mjs";

export function sockets(cluster) {
    describe("sockets of others", () => {
        test("every server sees the sockets of all, as their own servers see them", async () => {
            for (const client of cluster.all()) {
                const data = { name: client.name, nested: { list: [1, "zwei 😀", null, 1.5] } };
                await client.do("/", "data", {}, data);
            }
            const seen = await Promise.all(NODES.map((node) => cluster.fetch(node)));
            for (const found of seen) {
                assert.deepEqual(found.map((socket) => socket.handshake.auth), NAMES.map((name) => ({ name })));
                assert.deepEqual(found, seen[0]);
            }
            seen[0].forEach((socket, i) => {
                const client = cluster.clients[NAMES[i]];
                assert.equal(socket.id, client.id());
                assert.deepEqual(socket.rooms, [client.id(), ...ROOMS[client.name]].sort());
                assert.deepEqual(socket.data, { name: client.name, nested: { list: [1, "zwei 😀", null, 1.5] } });
                assert.equal(socket.handshake.query.client, client.name);
                assert.equal(socket.handshake.header, client.name);
                assert.ok(socket.handshake.issued > 1_600_000_000_000);
                assert.match(socket.handshake.url, /^\/socket\.io\/\?/);
            });
        });

        for (const node of NODES) {
            test(`${node} sees the sockets of rooms, but of others, and its own`, async () => {
                const names = async (options, namespace) =>
                    (await cluster.fetch(node, options, namespace)).map((socket) => socket.handshake.auth.name);
                assert.deepEqual(await names({ to: ["red"] }), ["a1", "b1", "n1"]);
                assert.deepEqual(await names({ to: ["red", "blue"], except: ["123"] }), ["a1", "a2", "n2"]);
                assert.deepEqual(await names({ except: ["blue"] }), ["a1", "b2", "n1"]);
                assert.deepEqual(await names({ to: ["nobody"] }), []);
                assert.deepEqual(await names({ local: true }), [`${node}1`, `${node}2`]);
                assert.deepEqual(await names({ to: ["pets 🐈"] }, "/desk"), ["a2", "b2"]);
            });

            test(`${node} makes sockets of all join rooms and leave them`, async () => {
                const [one, other] = [`one of ${node}`, `other of ${node}`];
                await cluster.do(node, "join", { to: ["blue", "node"] }, [one, other]);
                await cluster.inRoom(one, ["a2", "b1", "n2"]);
                await cluster.inRoom(other, ["a2", "b1", "n2"]);
                for (const sender of NODES) {
                    await cluster.do(sender, "emit", { to: [one] }, "news", sender);
                    cluster.check(await cluster.deliveries(sender), ["a2", "b1", "n2"], ["news", sender]);
                }

                await cluster.do(node, "leave", { to: [one], except: ["123"] }, [other]);
                await cluster.inRoom(other, ["b1"]);
                await cluster.inRoom(one, ["a2", "b1", "n2"]);
                for (const sender of NODES) {
                    await cluster.do(sender, "emit", { to: [other] }, "news", sender);
                    cluster.check(await cluster.deliveries(sender), ["b1"], ["news", sender]);
                }
                await cluster.do(node, "leave", {}, [one, other]);
                await cluster.inRoom(one, []);
                await cluster.inRoom(other, []);
            });

            test(`${node} makes its own sockets alone join a room`, async () => {
                const room = `own room of ${node}`;
                await cluster.do(node, "join", { local: true }, [room]);
                await cluster.inRoom(room, [`${node}1`, `${node}2`]);
                await cluster.do(node, "leave", {}, [room]);
                await cluster.inRoom(room, []);
            });

            for (const close of [false, true]) {
                test(`${node} disconnects sockets of all${close ? ", and their connections" : ""}`, async () => {
                    const room = `goners of ${node} ${close}`;
                    const goners = [];
                    for (const server of NODES) {
                        goners.push(await new Client(`${server} goner`, cluster.urls[server]).open([room]));
                    }
                    const engines = goners.map((client) => client.manager.engine);
                    await cluster.heardAt(room, 3);

                    await cluster.do(node, "disconnect", { to: [room] }, close);
                    for (const client of goners) {
                        await eventually(`the end of ${client.name}`, () => client.endings["/"].length > 0);
                        if (close) {
                            await eventually(`its end in /desk`, () => client.endings["/desk"].length > 0);
                        } else {
                            assert.equal(await client.do("/desk", "servers", {}), 3);
                        }
                    }
                    const endings = goners.map((client) => client.endings["/"]);
                    assert.deepEqual(endings, NODES.map(() => ["io server disconnect"]));
                    assert.deepEqual(
                        goners.map((client) => client.endings["/desk"].length),
                        NODES.map(() => (close ? 1 : 0)),
                    );
                    const states = engines.map((engine) => engine.readyState);
                    assert.deepEqual(states, NODES.map(() => (close ? "closed" : "open")));
                    assert.equal((await cluster.fetch(node)).length, NAMES.length);
                    goners.forEach((client) => client.close());
                    cluster.check(await cluster.deliveries(node), []);
                });
            }

            for (const other of NODES.filter((one) => one !== node)) {
                test(`${node} does things to one socket of ${other}`, async () => {
                    const name = `${other}2`;
                    const client = cluster.clients[name];
                    const payload = { deep: [Buffer.from([1, 2])], text: "😀" };
                    await cluster.do(node, "remote", {}, client.id(), "emit", "news", payload);
                    cluster.check(await cluster.deliveries(node), [name], ["news", payload]);

                    assert.equal(await cluster.do(node, "remote", {}, client.id(), "ask", "question", 1), name);
                    cluster.check(await cluster.deliveries(node), [name], ["question", 1]);

                    await cluster.do(node, "remote", {}, client.id(), "join", "lonely");
                    await cluster.inRoom("lonely", [name]);
                    await cluster.do(node, "remote", {}, client.id(), "leave", "lonely");
                    await cluster.inRoom("lonely", []);

                    const goner = await new Client(`${other} goner`, cluster.urls[other]).open();
                    await cluster.do(node, "remote", {}, goner.id(), "disconnect", true);
                    await eventually("the end", () => goner.endings["/"].length > 0);
                    assert.deepEqual(goner.endings["/"], ["io server disconnect"]);
                    goner.close();
                });
            }
        }
    });
}
