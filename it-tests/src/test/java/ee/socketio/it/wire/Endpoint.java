package ee.socketio.it.wire;

import ee.socketio.it.TestServer;
import java.net.URI;

/**
 * Where a server listens for one of its two protocols, and the request targets that lead there.
 *
 * @param revision that of Engine.IO which the targets and the sessions are of, 4 unless told otherwise
 */
record Endpoint(String host, int port, String path, int revision) {

    Endpoint(String host, int port, String path) {
        this(host, port, path, 4);
    }

    static Endpoint engineIo(TestServer server) {
        return of(server, "/engine.io/");
    }

    static Endpoint socketIo(TestServer server) {
        return of(server, "/socket.io/");
    }

    private static Endpoint of(TestServer server, String path) {
        URI url = URI.create(server.url());
        String context = url.getPath() == null ? "" : url.getPath().replaceFirst("/$", "");
        return new Endpoint(url.getHost(), url.getPort(), context + path);
    }

    /** The same for clients of Socket.IO 1.x and 2.x. */
    Endpoint revision3() {
        return new Endpoint(host, port, path, 3);
    }

    String target(String query) {
        return path + "?" + query;
    }

    /** The target of a handshake over polling. */
    String polling() {
        return target("EIO=" + revision + "&transport=polling");
    }

    String polling(String sid) {
        return target("EIO=" + revision + "&transport=polling&sid=" + sid);
    }

    /** The target of a handshake over WebSocket. */
    String webSocket() {
        return target("EIO=" + revision + "&transport=websocket");
    }

    String webSocket(String sid) {
        return target("EIO=" + revision + "&transport=websocket&sid=" + sid);
    }

    /** One request and its answer over a connection of their own. */
    Answer exchange(Request request) {
        try (RawHttp connection = RawHttp.connect(this)) {
            return connection.exchange(request);
        }
    }

    Answer get(String target) {
        return exchange(Request.get(target));
    }

    /** Sends a request and leaves its answer to be read later. */
    RawHttp begin(Request request) {
        return RawHttp.connect(this).send(request);
    }

    /**
     * Gives what was written to other connections time to reach the server: nothing on the wire tells that a request
     * is being held, but several later requests have been through the whole server by then.
     */
    void letEarlierRequestsArrive() {
        for (int i = 0; i < 8; i++) {
            get(polling("no-such-session"));
        }
    }
}
