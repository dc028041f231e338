package ee.socketio;

/** Which JavaScript client the server hands out to browsers: the option {@code clientVersion}. */
public enum ClientVersion {

    /**
     * That of Socket.IO 2.x: {@code socket.io.js} and {@code socket.io.slim.js}. It speaks Engine.IO revision 3, so it needs
     * the option {@code allowEIO3}.
     */
    V2,

    /**
     * That of Socket.IO 4.x: {@code socket.io.js}, {@code socket.io.min.js}, {@code socket.io.esm.min.js} and {@code
     * socket.io.msgpack.min.js}.
     */
    V4
}
