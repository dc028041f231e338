// Things that go wrong on purpose. They reach into the inner parts of the client, which have moved between releases.

import { isOldClient } from "./target.mjs";

/** Cuts the TCP connections of the client, as a failing network does: nobody says goodbye. */
export function cut(socket) {
    const { engine, opts } = socket.io;
    if (engine.transport.ws) {
        engine.transport.ws.terminate();
    } else {
        opts.agent.destroy();
    }
}

/** Makes the client do nothing for its heartbeats: it leaves the server's pings unanswered or, if it is old, sends none. */
export function silence(socket) {
    const { engine } = socket.io;
    if (isOldClient) {
        clearTimeout(engine.pingIntervalTimer);
        engine.setPing = () => {}; // a pong may be on its way, and would make it ping again
        // Nor does it miss the pongs.
        clearTimeout(engine.pingTimeoutTimer);
        engine.off("heartbeat");
        return;
    }
    const method = engine._sendPacket ? "_sendPacket" : "sendPacket";
    const original = engine[method];
    engine[method] = function (type, ...rest) {
        if (type !== "pong") {
            original.call(this, type, ...rest);
        }
    };
}
