package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import java.util.Map;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of a client behind a proxy is the one that the container resolves. */
@Tag("own-options")
class RemoteAddressIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For|203.0.113.7|203.0.113.7",
                "X-Forwarded-For|203.0.113.7, 10.0.0.1|203.0.113.7",
                "X-Forwarded-For|2001:db8::7|2001:db8::7",
                "Forwarded|for=203.0.113.7;proto=https;by=10.0.0.1|203.0.113.7",
                "Forwarded|for=\"[2001:db8::7]:4711\"|2001:db8::7",
            })
    void itIsTheOneThatAProxyTellsIfTheContainerBelievesIt(String header, String value, String address) {
        try (OwnJetty jetty =
                jetty(Map.of()).customizedBy(new ForwardedRequestCustomizer()).start()) {
            assertThat(address(jetty, header, value)).contains(address);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"X-Forwarded-For|203.0.113.7", "Forwarded|for=203.0.113.7"})
    void whatAClientTellsIsNotBelievedWithoutThat(String header, String value) {
        try (OwnJetty jetty = jetty(Map.of()).start()) {
            assertThat(address(jetty, header, value)).isEqualTo("127.0.0.1 false");
        }
    }

    @Test
    void theProtocolIsResolvedToo() {
        try (OwnJetty jetty =
                jetty(Map.of()).customizedBy(new ForwardedRequestCustomizer()).start()) {
            assertThat(address(jetty, "X-Forwarded-Proto", "https")).isEqualTo("127.0.0.1 true");
        }
    }

    @Test
    void clientsBehindOneProxyAreCountedOneByOne() {
        try (OwnJetty jetty = jetty(Map.of("maxSessionsPerAddress", "1"))
                .customizedBy(new ForwardedRequestCustomizer())
                .start()) {
            Endpoint socketIo = jetty.endpoint("/socket.io/");
            Request handshake = Request.get(socketIo.polling());

            assertThat(socketIo.exchange(handshake.with("X-Forwarded-For", "203.0.113.7")))
                    .hasStatus(200);
            assertThat(socketIo.exchange(handshake.with("X-Forwarded-For", "203.0.113.8")))
                    .hasStatus(200);
            assertThat(socketIo.exchange(handshake.with("X-Forwarded-For", "203.0.113.7")))
                    .hasStatus(429);
        }
    }

    private static OwnJetty jetty(Map<String, String> initParams) {
        return new OwnJetty().servlet("chat", "/socket.io/*", new WhereAmI(), initParams);
    }

    private static String address(OwnJetty jetty, String header, String value) {
        Endpoint socketIo = jetty.endpoint("/socket.io/");
        Request upgrade = Request.upgrade(socketIo.webSocket()).with(header, value);
        try (WebSocketSession session = WebSocketSession.over(RawWebSocket.open(socketIo, upgrade))) {
            session.send("40");
            assertThat(session.receive()).startsWith("40{");
            return session.receive().replaceAll(".*\"at\",\"([^\"]*)\".*", "$1");
        }
    }

    private static final class WhereAmI extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void start(SocketIoServer io) {
            io.onConnection(socket -> socket.emit(
                    "at",
                    socket.handshake().address() + " " + socket.handshake().secure()));
        }
    }
}
