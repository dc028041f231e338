/** Counts the binary frames of a socket on WebSocket. The releases of the clients use several libraries for that. */
export function binaryFrames(socket) {
    const { ws } = socket.io.engine.transport;
    const seen = { sent: 0, received: 0 };
    ws.on("message", (data, kind) => {
        const isBinary = typeof kind === "boolean" ? kind : typeof data !== "string";
        seen.received += isBinary ? 1 : 0;
    });
    const { send } = ws;
    ws.send = function (data, ...rest) {
        seen.sent += typeof data === "string" ? 0 : 1;
        return send.call(this, data, ...rest);
    };
    return seen;
}
