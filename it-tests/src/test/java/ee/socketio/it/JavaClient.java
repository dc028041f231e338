package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.WebSocket;

/** One connection of the Java client with the sockets on it. All of them are disconnected when it is closed. */
final class JavaClient implements AutoCloseable {

    /** The transports that a client is given. */
    enum Transports {
        POLLING("polling", "polling"),
        WEBSOCKET("websocket", "websocket"),
        UPGRADE("polling", "websocket");

        private final String first;
        private final String last;

        Transports(String first, String last) {
            this.first = first;
            this.last = last;
        }

        private String[] names() {
            return first.equals(last) ? new String[] {first} : new String[] {first, last};
        }
    }

    private static final WebSocket.Factory WEB_SOCKETS = new AnsweredCloseFrames();

    private final Transports transports;
    private final Manager manager;
    private final List<Socket> sockets = new ArrayList<>();

    private JavaClient(Transports transports, Manager manager) {
        this.transports = transports;
        this.manager = manager;
    }

    static JavaClient of(TestServer server, Transports transports) {
        Manager.Options options = new Manager.Options();
        options.transports = transports.names();
        options.reconnectionDelay = 20;
        options.reconnectionDelayMax = 100;
        options.webSocketFactory = WEB_SOCKETS;
        return new JavaClient(transports, new Manager(URI.create(server.url()), options));
    }

    /** The connection is lost for good when it is lost. */
    JavaClient withoutReconnection() {
        manager.reconnection(false);
        return this;
    }

    /** A socket that is not connected yet, so that one can listen to what comes first. */
    Socket prepare(String namespace) {
        return prepare(namespace, Map.of());
    }

    Socket prepare(String namespace, Map<String, String> auth) {
        Manager.Options options = new Manager.Options();
        if (!auth.isEmpty()) { // old clients have no such field
            options.auth = auth;
        }
        return prepare(namespace, options);
    }

    /** A socket of an old client, which gives the namespace a query. */
    Socket prepareWithQuery(String namespace, String query) {
        Manager.Options options = new Manager.Options();
        options.query = query;
        return prepare(namespace, options);
    }

    private Socket prepare(String namespace, Manager.Options options) {
        Socket socket = manager.socket(namespace, options);
        sockets.add(socket);
        return socket;
    }

    /** A connected socket. With an upgrade ahead, the upgrade may be anywhere between not begun and done. */
    Socket connect(String namespace) {
        return connect(prepare(namespace));
    }

    /** Connects the socket unless it is connected. */
    static Socket connect(Socket socket) {
        if (!socket.connected()) {
            Arrivals connected = Arrivals.of(socket, Socket.EVENT_CONNECT);
            socket.connect();
            connected.next();
        }
        return socket;
    }

    /** A connected socket whose connection has reached its last transport. */
    Socket connectSettled(String namespace) {
        settle();
        return connect(namespace);
    }

    /** Waits until the server, too, sees the connection on its last transport. */
    void settle() {
        Socket root = connect("/");
        while (!transports.last.equals(transportOf(root))) {
            // The answer takes a round trip, so this does not spin.
            assertThat(root.connected()).isTrue();
        }
    }

    private static Object transportOf(Socket root) {
        return ((Map<?, ?>) ask(root, "whoami").get(0)).get("transport");
    }

    static void emit(Socket socket, String event, Object... args) {
        socket.emit(event, toClient(args));
    }

    /** Emits and waits for the arguments of the ack. */
    static List<Object> ask(Socket socket, String event, Object... args) {
        return asking(socket, event, args).next();
    }

    /** Emits and lets the ack arrive later. */
    static Arrivals asking(Socket socket, String event, Object... args) {
        Arrivals answer = Arrivals.unnamed("the ack of " + event);
        socket.emit(event, toClient(args), (Ack) answer::add);
        return answer;
    }

    private static Object[] toClient(Object... args) {
        Object[] converted = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            converted[i] = PlainJson.toClient(args[i]);
        }
        return converted;
    }

    @Override
    public void close() {
        sockets.forEach(Socket::disconnect);
    }
}
