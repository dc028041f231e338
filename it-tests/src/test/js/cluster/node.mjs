// A server of Node.js in a cluster of several: what each client asks for with the event "do" is what ClusterApplication
// does in Java. Is started by the tests, with its settings in the environment, and says on which port it listens.

import { createServer } from "node:http";
import { createClient } from "redis";
import { Server } from "socket.io";

const { NAME: name, REDIS_URL: url, ADAPTER: kind, RECOVERY_MILLIS: recoveryMillis } = process.env;
const adapterOptions = JSON.parse(process.env.ADAPTER_OPTIONS);
const { createAdapter, createShardedAdapter } = await import(process.env.ADAPTER_PACKAGE);
const NAMESPACES = ["/", "/desk"];
let subscriber;

async function adapter() {
    const redis = await createClient({ url }).on("error", () => {}).connect();
    if (kind === "streams") {
        return createAdapter(redis, adapterOptions);
    }
    subscriber = await redis.duplicate().on("error", () => {}).connect();
    return (kind === "sharded" ? createShardedAdapter : createAdapter)(redis, subscriber, adapterOptions);
}

const http = createServer();
const io = new Server(http, {
    adapter: await adapter(),
    connectionStateRecovery: recoveryMillis && { maxDisconnectionDuration: Number(recoveryMillis) },
});
const heard = new Map(NAMESPACES.map((namespace) => [namespace, []]));

/** The sockets that an operation is about. */
function target(socket, { to = [], except = [], others, local, isVolatile, compress, timeout }) {
    let all = others ? socket.broadcast : socket.nsp;
    all = to.length > 0 ? all.to(to) : all;
    all = except.length > 0 ? all.except(except) : all;
    all = local ? all.local : all;
    all = isVolatile ? all.volatile : all;
    all = compress === undefined ? all : all.compress(compress);
    return timeout === undefined ? all : all.timeout(timeout);
}

/** Emits with a last argument that collects answers, and resolves with them. */
function answersOf(emit) {
    return new Promise((resolve) => {
        emit((error, answers) => resolve({ error: error?.message ?? null, answers: answers.map((one) => one ?? null) }));
    });
}

function describe({ id, rooms, data, handshake }) {
    const { auth, query, url, address, secure, xdomain, issued, headers } = handshake;
    const own = { auth, query, url, address, secure, xdomain, issued, header: headers["x-client"] };
    return { id, rooms: [...rooms].sort(), data, handshake: own };
}

async function withRemote(socket, id, action, rest) {
    const [remote] = await socket.nsp.in(id).fetchSockets();
    switch (action) {
        case "emit":
            return remote.emit(...rest) && null;
        case "ask":
            return remote.timeout(5000).emitWithAck(...rest);
        case "join":
            return remote.join(rest);
        case "leave":
            return remote.leave(rest[0]);
        default:
            return remote.disconnect(rest[0]) && null;
    }
}

const OPERATIONS = {
    emit: (socket, all, args) => all.emit(...args) && null,
    ask: (socket, all, args) => answersOf((collect) => all.emit(...args, collect)),
    burst: (socket, all, [event, count]) => {
        for (let i = 0; i < count; i++) {
            all.emit(event, name, i);
        }
    },
    sample: (socket, all, [binary]) => all.emit("sample", sample(), ...(binary ? [bytes()] : [])) && null,
    fetch: async (socket, all) => (await all.fetchSockets()).map(describe),
    join: (socket, all, [rooms]) => all.socketsJoin(rooms),
    leave: (socket, all, [rooms]) => all.socketsLeave(rooms),
    disconnect: (socket, all, [close]) => all.disconnectSockets(close),
    tell: (socket, all, args) => socket.nsp.serverSideEmit(...args) && null,
    consult: (socket, all, args) => answersOf((collect) => socket.nsp.serverSideEmit(...args, collect)),
    heard: (socket) => heard.get(socket.nsp.name),
    servers: (socket) => socket.nsp.adapter.serverCount(),
    allRooms: async (socket) => [...(await socket.nsp.adapter.allRooms())],
    enter: (socket, all, rooms) => socket.join(rooms),
    data: (socket, all, [data]) => Object.assign(socket.data, data) && null,
    remote: (socket, all, [id, action, ...rest]) => withRemote(socket, id, action, rest),
    close: () => close() && null,
};

/** Version 7 of the classic adapter does not unsubscribe: it is left to whoever has made the client. */
async function close() {
    await io.close();
    if (process.env.ADAPTER_PACKAGE === "redis-adapter-7") {
        subscriber.destroy();
    }
}

/** Values as applications here have them; but none that the reference's own servers see in different ways. */
function sample() {
    const values = { date: new Date(1234567890123), list: [undefined, 1, null], number: 0.1 + 0.2, large: 2 ** 40 };
    const more = { huge: 2 ** 60, negative: -(2 ** 40), nan: NaN, text: "näh 😀" };
    const own = { hidden: undefined, point: { x: 1, toJSON: () => ({ x: 2 }) } };
    return { ...values, ...more, ...(kind === "streams" ? {} : own) };
}

function bytes() {
    const values = { typed: new Uint8Array([1, 2]), buffer: Buffer.from([3]), at: new Date(0) };
    return kind === "streams" ? values : { ...values, raw: new Uint8Array([4, 5]).buffer };
}

for (const namespace of NAMESPACES) {
    const nsp = io.of(namespace);
    nsp.on("news", (...args) => heard.get(namespace).push(args));
    nsp.on("who", (answer) => answer(name));
    nsp.on("who-of", (names, answer) => names.includes(name) && answer(name));
    nsp.on("bytes", (bytes, answer) => answer({ name, back: bytes }));
    nsp.on("connection", (socket) => {
        socket.on("do", async (operation, options, ...args) => {
            const ack = args.pop();
            try {
                ack({ value: (await OPERATIONS[operation](socket, target(socket, options), args)) ?? null });
            } catch (e) {
                ack({ failure: e.message });
            }
        });
        socket.on("recovered", (answer) => answer(socket.recovered, [...socket.rooms].sort(), socket.data));
    });
}

http.listen(0, "127.0.0.1", () => process.send({ port: http.address().port }));
process.on("disconnect", () => process.exit()); // with the tests
