// What an emitter sends is what a server of the cluster would have sent: npm's, which there is for the classic adapter, and
// the one of Java, which there is for all of them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Emitter } from "@socket.io/redis-emitter";
import { adapterOptions, Client, eventually, kind, NAMES, NAMESPACES, NODES } from "./cluster.mjs";

/** The emitter beside the servers of Java, with the methods of npm's. */
class JavaEmitter {
    constructor(cluster, target = { namespace: "/", to: [], except: [] }) {
        this.cluster = cluster;
        this.target = target;
    }

    with(more) {
        return new JavaEmitter(this.cluster, { ...this.target, ...more });
    }

    of(namespace) {
        return this.with({ namespace });
    }

    to(rooms) {
        return this.with({ to: this.target.to.concat(rooms) });
    }

    in(rooms) {
        return this.to(rooms);
    }

    except(rooms) {
        return this.with({ except: this.target.except.concat(rooms) });
    }

    compress(compress) {
        return this.with({ compress });
    }

    get volatile() {
        return this.with({ isVolatile: true });
    }

    run(operation, ...args) {
        return this.cluster.do("a", "emitter", {}, operation, this.target, ...args);
    }

    emit(...args) {
        return this.run("emit", ...args);
    }

    socketsJoin(rooms) {
        return this.run("socketsJoin", [rooms].flat());
    }

    socketsLeave(rooms) {
        return this.run("socketsLeave", [rooms].flat());
    }

    disconnectSockets(close = false) {
        return this.run("disconnectSockets", close);
    }

    serverSideEmit(...args) {
        return this.run("serverSideEmit", ...args);
    }
}

const CASES = {
    everybody: [(one) => one, NAMES],
    "a room": [(one) => one.to("red"), ["a1", "b1", "n1"]],
    "several rooms": [(one) => one.to(["red", "blue"]), ["a1", "a2", "b1", "n1", "n2"]],
    "several rooms, one after the other": [(one) => one.to("red").in("blue"), ["a1", "a2", "b1", "n1", "n2"]],
    "a room that one server has": [(one) => one.to("node"), ["n2"]],
    "an empty room": [(one) => one.to("nobody"), []],
    "rooms but others": [(one) => one.to(["red", "blue"]).except("123"), ["a1", "a2", "n2"]],
    "all but a room": [(one) => one.except("blue"), ["a1", "b2", "n1"]],
    "all but rooms": [(one) => one.except(["blue", "123"]), ["a1", "b2"]],
    "a room whose name is not ASCII, uncompressed": [(one) => one.to("pets 🐈").compress(false), ["a2", "b2"]],
    "a room of another namespace": [(one) => one.of("/desk").to("red"), ["a1/desk", "b1/desk", "n1/desk"]],
};

const PAYLOADS = {
    text: ["plain", "", "a\u0000b\"\\/", "x".repeat(70_000)],
    unicode: ["äöü ß", "日本語", { "ключ 😀": "👩‍👩‍👧" }],
    bytes: [Buffer.from([1, 2, 255]), Buffer.alloc(0), Buffer.alloc(70_000, 7)],
    "bytes deep inside": [{ deep: [Buffer.from([1, 2]), "😀", 1.5, null], n: 2 ** 40 }, "x"],
    "values of all kinds": [null, true, -1, 0.1, 2 ** 53, [], {}, [[{ a: [null] }]]],
    "no arguments": [],
};

let marks = 0;

export function emitters(cluster) {
    if (kind === "classic") {
        emitter(cluster, "npm's emitter", () => new Emitter(cluster.redis, { key: adapterOptions.key ?? "socket.io" }));
    }
    emitter(cluster, "the emitter of Java", () => new JavaEmitter(cluster));
}

function emitter(cluster, called, emitter) {
    describe(called, () => {
        const deliveries = async () => {
            const mark = `mark of the emitter ${++marks}`;
            for (const namespace of NAMESPACES) {
                await emitter().of(namespace).emit("mark", mark);
            }
            return cluster.taken(mark);
        };

        for (const [name, [target, names]] of Object.entries(CASES)) {
            test(`${called} emits to ${name}`, async () => {
                const payload = { deep: [Buffer.from([1, 2]), "😀", 1.5, null], n: 2 ** 40 };
                await target(emitter()).emit("news", payload, name);
                cluster.check(await deliveries(), names, ["news", payload, name]);
            });
        }

        for (const [name, args] of Object.entries(PAYLOADS)) {
            test(`${called} emits ${name}`, async () => {
                await emitter().emit("news", ...args);
                await emitter().to("red").emit("news", ...args);
                const taken = await deliveries();
                for (const name of NAMES) {
                    const times = ["a1", "b1", "n1"].includes(name) ? 2 : 1;
                    assert.deepEqual(taken[name], Array(times).fill(["news", ...args]), `what ${name} received`);
                    assert.deepEqual(taken[`${name}/desk`], []);
                }
            });
        }

        test(`${called} emits to a socket`, async () => {
            await emitter().to(cluster.clients.b2.id()).emit("news", 1);
            await emitter().to(cluster.clients.n2.id()).emit("news", 1);
            cluster.check(await deliveries(), ["b2", "n2"], ["news", 1]);
        });

        test(`${called} emits volatile`, async () => {
            const missing = new Set(NAMES);
            await eventually("the arrival at each of them", async () => {
                await emitter().volatile.emit("news", "volatile");
                for (const [name, received] of Object.entries(await deliveries())) {
                    // Whoever is busy may be left out, which is no matter of the cluster.
                    const most = NAMES.includes(name) ? [["news", "volatile"]] : [];
                    assert.deepEqual(received, most.slice(0, received.length), `what ${name} received`);
                    received.forEach(() => missing.delete(name));
                }
                return missing.size === 0;
            });
        });

        if (called.startsWith("npm")) {
            test(`${called} emits to a room whose name is a number`, async () => {
                await cluster.withNumbers(async (names) => {
                    const others = NAMES.filter((name) => !names.includes(name));
                    await emitter().to(7).emit("news", 7);
                    cluster.check(await deliveries(), names, ["news", 7]);
                    await emitter().except(7).emit("news", "but 7");
                    cluster.check(await deliveries(), others, ["news", "but 7"]);
                    await emitter().to([7, "node"]).emit("news", "several");
                    cluster.check(await deliveries(), [...names, "n2"], ["news", "several"]);
                });
            });
        }

        test(`${called} makes sockets join and leave rooms`, async () => {
            await emitter().in("blue").socketsJoin(["emitted", "too"]);
            await cluster.inRoom("emitted", ["a2", "b1", "n2"]);
            await cluster.inRoom("too", ["a2", "b1", "n2"]);
            await emitter().to("emitted").emit("news", "there");
            cluster.check(await deliveries(), ["a2", "b1", "n2"], ["news", "there"]);
            await emitter().in("emitted").except("node").socketsLeave("emitted");
            await cluster.inRoom("emitted", ["n2"]);
            await cluster.inRoom("too", ["a2", "b1", "n2"]);
            await emitter().socketsLeave(["emitted", "too"]);
            await cluster.inRoom("too", []);
        });

        for (const close of [false, true]) {
            test(`${called} disconnects sockets${close ? ", and their connections" : ""}`, async () => {
                const room = `goners of ${called} ${close}`;
                const goners = [];
                for (const server of NODES) {
                    goners.push(await new Client(`${server} goner`, cluster.urls[server]).open([room]));
                }
                await emitter().in(room).disconnectSockets(close);
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

        test(`${called} tells all servers`, async () => {
            const mark = `${called} ${Math.random()}`;
            await emitter().serverSideEmit("news", mark, { deep: ["😀", 1.5] });
            await emitter().of("/desk").serverSideEmit("news", `${mark} at the desk`);
            for (const namespace of NAMESPACES) {
                await emitter().of(namespace).serverSideEmit("news", `${mark} has spoken`);
            }
            const expected = { "/": [mark, { deep: ["😀", 1.5] }], "/desk": [`${mark} at the desk`] };
            for (const node of NODES) {
                for (const namespace of NAMESPACES) {
                    let all;
                    await eventually(`news of the emitter at ${node}`, async () => {
                        all = await cluster.doIn(namespace, node, "heard");
                        return all.some(([text]) => text === `${mark} has spoken`);
                    });
                    const heard = all.filter(([text]) => String(text).startsWith(mark));
                    assert.deepEqual(heard, [expected[namespace], [`${mark} has spoken`]], `what ${node} heard`);
                }
            }
        });
    });
}
