// Things that go wrong on purpose. They reach into the inner parts of the client, which have moved between releases.

/** Cuts the TCP connections of the client, as a failing network does: nobody says goodbye. */
export function cut(socket) {
    const { engine, opts } = socket.io;
    if (engine.transport.ws) {
        engine.transport.ws.terminate();
    } else {
        opts.agent.destroy();
    }
}

/** Makes the client leave the pings of the server unanswered. */
export function silence(socket) {
    const { engine } = socket.io;
    const method = engine._sendPacket ? "_sendPacket" : "sendPacket";
    const original = engine[method];
    engine[method] = function (type, ...rest) {
        if (type !== "pong") {
            original.call(this, type, ...rest);
        }
    };
}
