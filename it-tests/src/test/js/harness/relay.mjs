// A TCP relay in front of the server: slow, deaf or gone, if need be, and with an ear for what the client says.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { serverUrl } from "./target.mjs";

/**
 * Opens a relay that ends with the test.
 *
 * @param delay milliseconds before it takes a new connection any further
 * @returns its URL, and functions: `heard` tells everything that clients have sent until now; `mute` keeps from them
 *     what the server says, until `unmute`; `leave` ends all connections and takes no more, until `comeBack`
 */
export async function relay(t, { delay = 0 } = {}) {
    const { hostname, port } = new URL(serverUrl);
    const heard = [];
    const pairs = new Set();
    let muted = false;
    const server = createServer((client) => {
        const upstream = connect(port, hostname);
        const pair = { client, upstream };
        pairs.add(pair);
        client.on("close", () => pairs.delete(pair));
        client.on("error", () => upstream.destroy());
        upstream.on("error", () => client.destroy());
        upstream.on("data", (bytes) => muted || client.write(bytes));
        upstream.on("end", () => muted || client.end());
        setTimeout(() => client.on("data", (bytes) => heard.push(bytes)).pipe(upstream), delay);
    });
    const leave = () => {
        server.close();
        pairs.forEach(({ client, upstream }) => [client, upstream].forEach((socket) => socket.destroy()));
    };
    t.after(leave);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const own = server.address().port;
    return {
        url: `http://127.0.0.1:${own}`,
        heard: () => Buffer.concat(heard).toString("latin1"),
        mute: () => (muted = true),
        unmute: () => (muted = false),
        leave,
        comeBack: () => once(server.listen(own, "127.0.0.1"), "listening"),
    };
}
