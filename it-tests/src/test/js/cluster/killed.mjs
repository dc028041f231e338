// Clients of server A, which is killed while A and B send numbers. Writes what each client received to RESULT.

import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { io } from "client-4";
import { askOne, event, within } from "../harness/wait.mjs";

const { URL_A, URL_B, PID_A, RESULT } = process.env;
const CLIENTS = 20;
/** A, which sends 250 a second, is killed when everybody has the last of these. */
const NUMBERS_BEFORE = 500;
const MILLIS_AFTER = 1_000;

const TRANSPORTS = [["polling"], ["websocket"], ["polling", "websocket"], ["websocket", "polling"]];

/** Adds the numbers that a client receives. */
function count(socket, log) {
    socket.on("number", (server, number) => log.numbers.push(`${server}${number}`));
}

function client(number) {
    const socket = io(URL_A, {
        forceNew: true,
        transports: TRANSPORTS[number % TRANSPORTS.length],
        reconnectionDelay: 100 + 20 * number,
        reconnectionDelayMax: 1_000,
    });
    const log = { transports: socket.io.opts.transports, connects: [], troubles: [], numbers: [] };
    socket.on("connect", () => log.connects.push({ id: socket.id, recovered: socket.recovered }));
    socket.on("disconnect", (reason) => {
        log.troubles.push(`${reason} behind ${socket._lastOffset}`);
        socket.io.uri = URL_B;
    });
    socket.on("connect_error", (error) => log.troubles.push(error.message));
    count(socket, log);
    return { socket, log };
}

async function all(what, clients, condition) {
    try {
        await within(what, (done) => {
            const look = () => (clients.every(condition) ? done() : setTimeout(look, 10));
            look();
        });
    } catch (error) {
        for (const { log } of clients) {
            console.error(log.transports, log.connects, log.troubles, log.numbers.length, log.numbers.slice(-3));
        }
        throw error;
    }
}

const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
const speaker = io(URL_B, { forceNew: true, transports: ["websocket"] });
const spoken = { numbers: [] };
count(speaker, spoken);
await all("connections", clients, ({ log }) => log.connects.length === 1);
await (speaker.connected || event(speaker, "connect"));

speaker.emit("go");
clients[0].socket.emit("go");
await all("numbers of A", clients, ({ log }) => log.numbers.includes(`A${NUMBERS_BEFORE}`));
process.kill(Number(PID_A), "SIGKILL");
await all("resumptions", clients, ({ log }) => log.connects.length === 2);
await sleep(MILLIS_AFTER);
const last = await askOne(speaker, "stop");
await all(`the last number, ${last}`, clients, ({ log }) => log.numbers.includes(`B${last}`));
await sleep(500); // what comes twice comes now

writeFileSync(RESULT, JSON.stringify({ before: NUMBERS_BEFORE, last, speaker: spoken, clients: clients.map(({ log }) => log) }));
process.exit(0);
