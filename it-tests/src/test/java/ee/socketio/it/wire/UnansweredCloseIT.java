package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.servlet.SocketIoServlet;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that does not answer a close frame has no session any more, but it has a connection, which nobody counts. */
@Tag("own-options")
class UnansweredCloseIT {

    /** Longer than the server's own. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A Socket.IO packet of no known type, upon which the server closes. */
    private static final String NONSENSE = "4abc";

    @Test
    void theConnectionOfAClientThatDoesNotAnswerACloseFrameIsCut() {
        try (OwnJetty jetty = new OwnJetty()
                .servlet("socket.io", "/socket.io/*", new SocketIoServlet())
                .start()) {
            Endpoint socketIo = jetty.endpoint("/socket.io/");
            try (RawWebSocket silent = RawWebSocket.open(socketIo, socketIo.webSocket())) {
                silent.sendText(NONSENSE);
                assertThat(silent.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
                assertThat(jetty.connections()).isOne();

                eventually(PATIENCE, () -> assertThat(jetty.connections()).isZero());
            }
        }
    }
}
