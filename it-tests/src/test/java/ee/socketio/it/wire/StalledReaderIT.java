package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that asks for much and reads nothing, on any server: it is closed when more waits for it than {@code maxOutboundBytes},
 * whatever that is up to its default, and nobody else notices. {@code SlowReaderIT} looks closer, into a server of its own.
 */
@ExtendWith(SharedServer.class)
@Timeout(60)
class StalledReaderIT {

    private static final Pattern CONNECTED = Pattern.compile("40/test,\\{\"sid\":\"([^\"]+)\"}");

    /** Four MiB in answer to one message. */
    private static final String BURST = "42/test,[\"burst\",0,64,\"" + "x".repeat(1 << 16) + "\"]";

    /** Together more than the 64 MiB of the default and what sockets and containers hold beside it. */
    private static final int BURSTS = 24;

    private final Endpoint socketIo;

    StalledReaderIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoReadsNothingIsClosedAndNobodyElseNotices(Transport transport) {
        try (EngineSession other = Transport.WEBSOCKET.open(socketIo);
                EngineSession stalled = transport.open(socketIo)) {
            join(other);
            String socketId = join(stalled);

            for (int burst = 0; burst < BURSTS; burst++) {
                ask(stalled);
                other.send("42/test,1[\"echo\"," + burst + "]");
                assertThat(other.receive()).isEqualTo("43/test,1[" + burst + "]");
            }

            other.send("42/test,2[\"reason-of\",\"" + socketId + "\"]");
            assertThat(other.receive()).startsWith("43/test,2[{\"reason\":\"transport error\"");
            stalled.awaitClosed();
        }
    }

    /** Returns the id of the socket. */
    private static String join(EngineSession session) {
        session.send("40/test,");
        Matcher connected = CONNECTED.matcher(session.receive());
        assertThat(connected.matches()).isTrue();
        return connected.group(1);
    }

    /** Asks for a burst; a session that is closed by now does not take it. */
    private static void ask(EngineSession session) {
        if (session instanceof PollingSession polling) {
            assertThat(polling.post(BURST).status()).isIn(200, 400);
        } else {
            session.send(BURST);
        }
    }
}
