package ee.socketio.it.deployed.app;

import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.cdi.OfNamespace;
import ee.socketio.cdi.OnEvent;
import ee.socketio.cdi.SocketConnected;
import ee.socketio.cdi.SocketDisconnected;
import ee.socketio.cdi.SocketEvent;
import ee.socketio.cdi.SocketMessage;
import ee.socketio.it.deployed.app.Payloads.Identity;
import ee.socketio.it.deployed.app.Payloads.Line;
import ee.socketio.it.deployed.app.Payloads.News;
import ee.socketio.it.deployed.app.Payloads.Order;
import ee.socketio.it.deployed.app.Payloads.Receipt;
import ee.socketio.servlet.HttpSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** The desk: observers by namespace, event and type, and an injected server to tell everybody. */
@ApplicationScoped
class Desk {

    static final String VISITS = "visits";

    @Inject
    SocketIoServer io;

    @Inject
    Journal journal;

    void connected(@Observes @OfNamespace("/desk") SocketConnected connected) {
        journal.add(connected.socket().id(), "connected");
    }

    /** Those of all namespaces. */
    void happened(@Observes SocketEvent event) {
        journal.add(event.socket().id(), "event " + event.name());
    }

    void ordered(@Observes @OfNamespace("/desk") @OnEvent("order") SocketMessage<Order> message) {
        Order order = message.payload();
        journal.add(message.socket().id(), "order of " + order.lines().size());
        int pieces = order.lines().stream().mapToInt(Line::count).sum();
        message.ack(new Receipt(name(message.socket()), pieces, order.to(), order.signature()));
    }

    void identified(@Observes @OnEvent("who-am-i") SocketMessage<Void> message) {
        Socket socket = message.socket();
        List<String> roles = Stream.of("clerk", "manager", "visitor")
                .filter(socket.handshake()::isUserInRole)
                .toList();
        message.ack(new Identity(
                name(socket), roles, socket.connection().transport().wireName()));
    }

    /** Counts in the HTTP session, where the rest of the application sees it. */
    void visited(@Observes @OnEvent("visit") SocketMessage<Void> message) {
        int[] visits = {0};
        HttpSessions.access(message.socket().handshake().request(), session -> {
            visits[0] = session.getAttribute(VISITS) instanceof Integer before ? before + 1 : 1;
            session.setAttribute(VISITS, visits[0]);
        });
        message.ack(visits[0]);
    }

    void published(@Observes @OfNamespace("/desk") @OnEvent("publish") SocketMessage<String> message) {
        io.of("/desk").emit("news", new News(message.payload()));
    }

    void looked(@Observes @OfNamespace("/lounge") @OnEvent("journal-of") SocketMessage<String> message) {
        List<String> entries = journal.of(message.payload());
        message.ack(entries);
    }

    void disconnected(@Observes @OfNamespace("/desk") SocketDisconnected disconnected) {
        journal.add(disconnected.socket().id(), "disconnected " + disconnected.reason());
    }

    private static String name(Socket socket) {
        return socket.handshake().request().principal().getName();
    }
}
