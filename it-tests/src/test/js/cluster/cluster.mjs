// The cluster of the tests: the servers "a" and "b", which are Java and started by whoever starts the tests, and "n", which
// is Node.js and started here; and two clients on each of them, each with a socket in both namespaces.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Manager } from "client-4";
import { createClient } from "redis";
import { within } from "../harness/wait.mjs";

export const NODES = ["a", "b", "n"];
export const NAMES = ["a1", "a2", "b1", "b2", "n1", "n2"];
export const NAMESPACES = ["/", "/desk"];
export const kind = process.env.ADAPTER;
export const adapterOptions = JSON.parse(process.env.ADAPTER_OPTIONS);
export const recovery = process.env.RECOVERY_MILLIS !== undefined;

/** The rooms of the clients, in both namespaces. */
export const ROOMS = {
    a1: ["red"],
    a2: ["blue", "pets 🐈"],
    b1: ["red", "blue", "123"],
    b2: ["pets 🐈"],
    n1: ["red", "123"],
    n2: ["blue", "node"],
};

const OFFSET = /^\d{13}-\d+$/;
const CHANNELS = adapterOptions.channelPrefix ?? "socket.io";

/** Waits until a condition holds; an error of its own says which one did not. */
export function eventually(what, condition) {
    let over = false;
    const holds = within(what, (done, fail) => {
        const look = async () => {
            try {
                const held = await condition();
                if (held) {
                    done(held);
                } else if (!over) {
                    setTimeout(look, 5);
                }
            } catch (e) {
                fail(e);
            }
        };
        look();
    });
    return holds.finally(() => (over = true));
}

/** A client: its sockets, and all that they have received, in order. */
export class Client {
    constructor(name, url, options = {}) {
        this.name = name;
        this.node = name[0];
        this.manager = new Manager(url, {
            transports: ["websocket"],
            autoConnect: false,
            extraHeaders: { "x-client": name },
            query: { client: name },
            reconnectionDelay: 20,
            reconnectionDelayMax: 100,
            ...options,
        });
        this.sockets = {};
        this.logs = {};
        this.offsets = {};
        this.endings = {};
        for (const namespace of NAMESPACES) {
            const socket = this.manager.socket(namespace, { auth: { name } });
            this.sockets[namespace] = socket;
            this.logs[namespace] = [];
            this.offsets[namespace] = [];
            this.endings[namespace] = [];
            socket.onAny((...event) => this.record(namespace, event));
            socket.on("disconnect", (reason) => this.endings[namespace].push(reason));
            socket.on("question", (...args) => args.pop()?.(name));
            socket.on("bytes?", (bytes, answer) => answer({ name, bytes }));
            socket.on("nothing?", (answer) => answer());
            socket.on("who-of", (names, answer) => names.includes(name) && answer(name));
        }
    }

    record(namespace, event) {
        const args = event.filter((arg) => typeof arg !== "function");
        const offset = recovery && OFFSET.test(args.at(-1)) ? args.pop() : null;
        this.logs[namespace].push(args);
        this.offsets[namespace].push(offset);
    }

    /** Connects, and enters rooms. */
    async open(rooms = []) {
        for (const namespace of NAMESPACES) {
            const socket = this.sockets[namespace];
            await within(`connecting ${this.name}`, (done, fail) => {
                socket.once("connect", done);
                socket.once("connect_error", fail);
                socket.connect();
            });
            if (rooms.length > 0) {
                await this.do(namespace, "enter", {}, ...rooms);
            }
        }
        return this;
    }

    id(namespace = "/") {
        return this.sockets[namespace].id;
    }

    /** Has the server of this client do something. */
    async do(namespace, operation, options, ...args) {
        const result = await within(`${operation} at ${this.name}`, (done) =>
            this.sockets[namespace].emit("do", operation, options, ...args, done),
        );
        assert.equal(result.failure, undefined, `${operation} at ${this.name}`);
        return result.value;
    }

    /** Takes what has come up to an event, which must come. Whatever comes behind it is found by the next one who takes. */
    async takeUpTo(namespace, name, mark) {
        const log = this.logs[namespace];
        const index = () => log.findIndex(([event, value]) => event === name && value === mark);
        await eventually(`${name} ${mark} at ${this.name} in ${namespace}`, () => index() >= 0);
        const end = index() + 1;
        this.takenOffsets = this.offsets[namespace].splice(0, end).slice(0, -1);
        return log.splice(0, end).slice(0, -1);
    }

    close() {
        Object.values(this.sockets).forEach((socket) => socket.disconnect());
    }
}

export class Cluster {
    constructor() {
        this.urls = { a: process.env.SERVER_URL_A, b: process.env.SERVER_URL_B };
        this.clients = {};
        this.marks = 0;
    }

    async open() {
        this.redis = await createClient({ url: process.env.REDIS_URL }).connect();
        await this.startNode();
        await Promise.all(
            NAMES.map(async (name) => {
                this.clients[name] = new Client(name, this.urls[name[0]]);
                await this.clients[name].open(ROOMS[name]);
            }),
        );
        for (const node of NODES) {
            for (const namespace of NAMESPACES) {
                await eventually(`three servers for ${node}`, async () => (await this.servers(node, namespace)) === 3);
            }
        }
        for (const room of new Set(Object.values(ROOMS).flat())) {
            await this.heardAt(room);
        }
    }

    async startNode() {
        const script = fileURLToPath(new URL("./node.mjs", import.meta.url));
        this.process = fork(script, { env: { ...process.env, NAME: "n" }, stdio: "inherit" });
        const { port } = await within("the start of Node.js", (done, fail) => {
            this.process.once("message", done);
            this.process.once("exit", (code) => fail(new Error(`Node.js ended with ${code}`)));
        });
        this.urls.n = `http://127.0.0.1:${port}`;
    }

    /** The clients of these names, or of all. */
    all(names = NAMES) {
        return names.map((name) => this.clients[name]);
    }

    /** Has a server do something. */
    do(node, operation, options = {}, ...args) {
        return this.doIn("/", node, operation, options, ...args);
    }

    doIn(namespace, node, operation, options = {}, ...args) {
        return this.clients[`${node}1`].do(namespace, operation, options, ...args);
    }

    servers(node, namespace = "/") {
        return this.doIn(namespace, node, "servers", {});
    }

    /** With channels of its own for a room, waits until all servers that have the room listen there, and no other. */
    async heardAt(room, servers = this.serversWith(room), namespaces = NAMESPACES) {
        const mode = adapterOptions.subscriptionMode;
        if (kind !== "sharded" || mode === "static") {
            return;
        }
        for (const namespace of namespaces) {
            const channel = `${CHANNELS}#${namespace}#${room}#`;
            await eventually(`${servers} listeners at ${channel}`, async () => {
                const count = await this.redis.sendCommand(["PUBSUB", "SHARDNUMSUB", channel]);
                return Number(count[1]) === servers;
            });
        }
    }

    serversWith(room) {
        return new Set(NAMES.filter((name) => ROOMS[name].includes(room)).map(([node]) => node)).size;
    }

    /**
     * What each client receives until a mark, which this server sends to everybody in both namespaces behind what it has
     * done before. What should have come is there then, and so is what should not.
     */
    async deliveries(node, clients = this.all()) {
        const mark = `mark ${++this.marks}`;
        await Promise.all(NAMESPACES.map((namespace) => this.doIn(namespace, node, "emit", {}, "mark", mark)));
        return this.taken(mark, clients);
    }

    async taken(mark, clients = this.all()) {
        const taken = {};
        for (const client of clients) {
            for (const namespace of NAMESPACES) {
                const key = namespace === "/" ? client.name : client.name + namespace;
                taken[key] = await client.takeUpTo(namespace, "mark", mark);
                if (namespace === "/") {
                    this.lastOffsets = { ...this.lastOffsets, [key]: client.takenOffsets };
                }
            }
        }
        return taken;
    }

    /** Checks that these clients, and no others, have received these events, once. */
    check(taken, names, ...events) {
        for (const [name, received] of Object.entries(taken)) {
            assert.deepEqual(received, names.includes(name) ? events : [], `what ${name} received`);
        }
    }

    /** The sockets that a server sees, in the order of their names. */
    async fetch(node, options = {}, namespace = "/") {
        const found = await this.doIn(namespace, node, "fetch", options);
        return found.toSorted((one, other) => (one.handshake.auth.name < other.handshake.auth.name ? -1 : 1));
    }

    /** Waits until every server sees these clients, and no others, in a room. */
    async inRoom(room, names, nodes = NODES) {
        for (const node of nodes) {
            let seen;
            await eventually(`${names} in ${room}, seen from ${node}`, async () => {
                seen = (await this.fetch(node, { to: [room] })).map((socket) => socket.handshake.auth.name);
                return seen.join() === names.toSorted().join();
            });
        }
        await this.heardAt(room, new Set(names.map(([node]) => node)).size, ["/"]);
    }

    /**
     * Has clients of all servers in a room whose name is a number: in Java it is the same as the text, and in Node.js it is
     * another.
     */
    async withNumbers(something) {
        const names = ["a2", "b1", "n1"];
        for (const client of this.all(names)) {
            await client.do("/", "enter", {}, client.node === "n" ? 7 : "7");
        }
        await this.heardAt("7", NODES.length, ["/"]);
        await something(names);
        await this.do("n", "leave", {}, [7]);
        for (const node of NODES) {
            await eventually(`${node} to see nobody in 7`, async () => {
                const rooms = (await this.fetch(node)).flatMap((socket) => socket.rooms);
                return !rooms.some((room) => String(room) === "7");
            });
        }
        await this.heardAt("7", 0, ["/"]);
    }

    async close() {
        this.all().forEach((client) => client?.close());
        this.process?.kill("SIGKILL");
        await this.redis?.close();
    }
}
