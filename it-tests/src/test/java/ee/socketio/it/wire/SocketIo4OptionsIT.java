package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.it.TestServer;
import ee.socketio.msgpack.MessagePackParser;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Options and moments in which clients of Socket.IO 1.x and 2.x need care. */
@Tag("in-process")
class SocketIo4OptionsIT {

    private static ServerOptions.Builder options() {
        return SharedServer.options().allowEIO3(true);
    }

    private static Endpoint socketIo(TestServer server) {
        return Endpoint.socketIo(server).revision3();
    }

    private static void assertReceives(EngineSession session, String... packets) {
        for (String packet : packets) {
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void whoCannotRecoverGetsNoOffsets(Transport3 transport) {
        ServerOptions options =
                options().connectionStateRecovery(RecoveryOptions.defaults()).build();
        try (TestServer server = TestServer.start(options);
                EngineSession old = transport.join(socketIo(server));
                EngineSession current = Transport.WEBSOCKET.open(Endpoint.socketIo(server))) {
            current.send("40");
            assertThat(current.receive()).startsWith("40{").contains("\"sid\":", "\"pid\":");
            assertThat(current.receive()).matches("42\\[\"auth\",\\{},\"[^\"]+\"]");

            server.io().emit("news", 1, new byte[] {1});
            server.io().to(old.sid()).emit("only", "you");
            server.io().asVolatile().emit("now or never");

            assertReceives(old, "451-[\"news\",1,{\"_placeholder\":true,\"num\":0}]", "b4AQ==", "42[\"only\",\"you\"]");
            assertThat(current.receive()).matches("451-\\[\"news\",1,\\{\"_placeholder\":true,\"num\":0},\"[^\"]+\"]");
            assertReceives(current, "bAQ==");
            old.send("42[\"message\",\"x\"]");
            String next = old.receive();
            assertThat(next.equals("42[\"now or never\"]") ? old.receive() : next)
                    .isEqualTo("42[\"message-back\",\"x\"]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aClientThatIsSentAwayAtOnceHearsIt(Transport3 transport) {
        for (ListenerThreads threads : new ListenerThreads[] {ListenerThreads.direct(), ListenerThreads.pool()}) {
            try (TestServer server =
                    TestServer.start(options().listenerThreads(threads).build())) {
                server.io().of("/").onConnection(socket -> socket.disconnect(true));
                try (EngineSession session = transport.open(socketIo(server))) {
                    assertReceives(session, "40", "42[\"auth\",{}]", "41");
                    session.awaitClosed();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void messagePackIsCarriedInMessagesOfBytes(Transport3 transport) {
        ServerOptions options = options().parser(MessagePackParser::new).build();
        try (TestServer server = TestServer.start(options);
                EngineSession session = transport.open(socketIo(server))) {
            byte[] connect = bytes(session.receive());
            assertThat(HexFormat.of().formatHex(connect))
                    .isIn("82a47479706500a36e7370a12f", "82a36e7370a12fa47479706500");
            assertThat(bytes(session.receive())).contains("auth".getBytes(UTF_8));
            // {type: 2, nsp: "/", data: ["echo"], id: 7}
            byte[] event = HexFormat.of().parseHex("84a47479706502a36e7370a12fa46461746191a46563686fa2696407");
            session.send("b4" + Base64.getEncoder().encodeToString(event));
            assertThat(HexFormat.of().formatHex(bytes(session.receive())))
                    .contains("a47479706503", "a2696407", "a46461746190");
        }
    }

    private static byte[] bytes(String packet) {
        assertThat(packet).startsWith("b4");
        return Base64.getDecoder().decode(packet.substring(2));
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aServerThatStopsGentlySendsWhatIsQueuedFirst(Transport3 transport) throws Exception {
        try (TestServer server = TestServer.start(options().build());
                EngineSession session = transport.join(socketIo(server))) {
            server.io().emit("last");

            CompletableFuture<Void> closed =
                    server.io().close(Duration.ofMinutes(1)).toCompletableFuture();

            assertReceives(session, "42[\"last\"]");
            closed.get(RawHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void aServerThatClosedDuringTheUpgradeSaysSoRightAfterIt() {
        try (TestServer server = TestServer.start(options().build())) {
            PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo(server));
            try (RawWebSocket socket = session.openUpgrade()) {
                session.sendAndLetAnswersQueue("4nonsense");
                socket.sendText("5");
                assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            }
            Eventually.eventually(session::assertUnknown);
        }
    }
}
