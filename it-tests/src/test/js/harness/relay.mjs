// A TCP relay in front of the server: slow, if need be, and with an ear for what the client says.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { serverUrl } from "./target.mjs";

/**
 * Opens a relay that ends with the test.
 *
 * @param delay milliseconds before it takes a new connection any further
 * @returns its URL, and a function that tells everything that clients have sent until now
 */
export async function relay(t, { delay = 0 } = {}) {
    const { hostname, port } = new URL(serverUrl);
    const heard = [];
    const sockets = [];
    const server = createServer((client) => {
        const upstream = connect(port, hostname);
        sockets.push(client, upstream);
        client.on("error", () => upstream.destroy());
        upstream.on("error", () => client.destroy());
        upstream.pipe(client);
        setTimeout(() => client.on("data", (bytes) => heard.push(bytes)).pipe(upstream), delay);
    });
    t.after(() => {
        server.close();
        sockets.forEach((socket) => socket.destroy());
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return { url: `http://127.0.0.1:${server.address().port}`, heard: () => Buffer.concat(heard).toString("latin1") };
}
