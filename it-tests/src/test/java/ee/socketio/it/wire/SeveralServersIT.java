package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.engine.EngineServer;
import ee.socketio.servlet.EngineIoServlet;
import ee.socketio.servlet.SocketIoServlet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two Socket.IO servers and one of Engine.IO in one application know nothing of each other. */
@Tag("own-options")
@Tag("in-process")
class SeveralServersIT {

    private final OwnJetty jetty = new OwnJetty()
            .servlet(
                    "chat",
                    "/socket.io/*",
                    new SocketIoServlet(),
                    Map.of("pingInterval", "11000", "cookie", "chat", "maxSessions", "2"))
            .servlet(
                    "admin",
                    "/admin/live/*",
                    new SocketIoServlet(),
                    Map.of("pingInterval", "12000", "transports", "websocket", "cors.origin", "https://admin.example"))
            .servlet(
                    "raw",
                    "/raw/*",
                    new EngineIoServlet(),
                    Map.of("pingInterval", "13000", "addTrailingSlash", "false"));

    private final Endpoint chat;
    private final Endpoint admin;
    private final Endpoint raw;

    SeveralServersIT() {
        jetty.start();
        chat = jetty.endpoint("/socket.io/");
        admin = jetty.endpoint("/admin/live/");
        raw = jetty.endpoint("/raw/");
    }

    @BeforeEach
    void listen() {
        for (String name : List.of("chat", "admin")) {
            server(name).onConnection(socket -> {
                socket.join("lobby");
                socket.emit("joined"); // so that the test knows
            });
        }
        EngineIoServlet.server(jetty.servletContext(), "raw")
                .onConnection(socket -> socket.onText(text -> socket.send("raw " + text)));
    }

    @AfterEach
    void stop() {
        jetty.close();
    }

    @Test
    void eachHasItsOwnOptions() {
        Answer chatOpen = chat.get(chat.polling());
        assertThat(chatOpen.headers().one("Set-Cookie").orElse("")).startsWith("chat=");
        assertThat(chatOpen).hasNoCorsHeader();
        assertThat(pingInterval(chatOpen)).isEqualTo(11_000);

        assertThat(admin.get(admin.polling()))
                .isError(EngineError.UNKNOWN_TRANSPORT)
                .hasHeader("Access-Control-Allow-Origin", "https://admin.example");
        try (WebSocketSession session = WebSocketSession.open(admin)) {
            assertThat(session.openPacket().fields().getInt("pingInterval")).isEqualTo(12_000);
        }

        Answer rawOpen = raw.get("/app/raw?EIO=4&transport=polling");
        assertThat(rawOpen).hasStatus(200).hasNoHeader("Set-Cookie").hasNoCorsHeader();
        assertThat(pingInterval(rawOpen)).isEqualTo(13_000);
        assertThat(chat.get("/app/socket.io?EIO=4&transport=polling")).hasStatus(404);
    }

    @Test
    void theSessionsOfOneAreUnknownToTheOthers() {
        String sid = PollingSession.open(chat).sid();

        assertThat(raw.get(raw.polling(sid))).isError(EngineError.UNKNOWN_SID);
        assertThat(raw.exchange(Request.upgrade(raw.webSocket(sid)))).isRefusedUpgrade(EngineError.UNKNOWN_SID);
        assertThat(admin.exchange(Request.upgrade(admin.webSocket(sid)))).isRefusedUpgrade(EngineError.UNKNOWN_SID);
        assertThat(chat.exchange(Request.post(chat.polling(sid), "40"))).hasStatus(200);
    }

    @Test
    void whatOneSendsAndCountsDoesNotConcernTheOthers() {
        try (WebSocketSession inChat = WebSocketSession.open(chat);
                WebSocketSession inAdmin = WebSocketSession.open(admin);
                WebSocketSession inRaw = WebSocketSession.open(raw)) {
            join(inChat);
            join(inAdmin);

            server("chat").to("lobby").emit("from", "chat");
            server("admin").to("lobby").emit("from", "admin");
            inRaw.send("4x");

            assertThat(inChat.receive()).isEqualTo("42[\"from\",\"chat\"]");
            assertThat(inAdmin.receive()).isEqualTo("42[\"from\",\"admin\"]");
            assertThat(inRaw.receive()).isEqualTo("4raw x");
            EngineServer rawServer = EngineIoServlet.server(jetty.servletContext(), "raw");
            assertThat(List.of(
                            server("chat").engine().clientsCount(),
                            server("admin").engine().clientsCount(),
                            rawServer.clientsCount()))
                    .isEqualTo(List.of(1, 1, 1));
        }
    }

    @Test
    void theLimitOfOneDoesNotConcernTheOthers() {
        PollingSession.open(chat);
        PollingSession.open(chat);

        assertThat(chat.get(chat.polling())).hasStatus(503);
        assertThat(raw.get(raw.polling())).hasStatus(200);
    }

    @Test
    void theEndOfOneLeavesTheOthers() {
        try (WebSocketSession inAdmin = WebSocketSession.open(admin)) {
            join(inAdmin);
            server("chat").close();

            server("admin").to("lobby").emit("still", "here");

            assertThat(inAdmin.receive()).isEqualTo("42[\"still\",\"here\"]");
        }
    }

    private SocketIoServer server(String name) {
        return SocketIoServlet.server(jetty.servletContext(), name);
    }

    private static void join(EngineSession session) {
        session.send("40");
        assertThat(session.receive()).startsWith("40{");
        assertThat(session.receive()).isEqualTo("42[\"joined\"]");
    }

    private static int pingInterval(Answer open) {
        return OpenPacket.parse(open.text()).fields().getInt("pingInterval");
    }
}
