package ee.socketio.internal.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.TransportException;
import ee.socketio.websocket.WebSocketConnection;
import ee.socketio.websocket.WebSocketListener;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JakartaEndpointTest {

    private static final int LIMIT = 10;
    private static final CloseReason GONE = new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "");

    private final List<String> heard = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private final FakeSession session = new FakeSession();
    private final JakartaEndpoint endpoint = new JakartaEndpoint(new Listener(), LIMIT);

    @BeforeEach
    void open() {
        endpoint.onOpen(session.proxy(), null);
    }

    @Test
    void theConnectionIsHandedOverAndMayBeQuiet() {
        assertThat(heard).containsExactly("open");
        assertThat(session.log()).containsExactly("idle timeout 0");
    }

    @Test
    void messagesAreHeardAsAWhole() {
        session.receive("4he", false);
        session.receive("llo", true);
        session.receive(new byte[] {1}, false);
        session.receive(new byte[] {2}, true);
        session.receive("", true);

        assertThat(heard).containsExactly("open", "text 4hello", "binary 0102", "text ");
    }

    @Test
    void aMessageOfTheLimitIsHeard() {
        session.receive("x".repeat(LIMIT), true);

        assertThat(heard).hasSize(2);
    }

    @Test
    void aMessageThatIsTooBigClosesTheConnectionWithItsStatus() {
        session.receive("x".repeat(LIMIT), false);
        session.receive("x", false);

        assertThat(session.log()).last().isEqualTo("close 1009");
        assertThat(heard).containsExactly("open", "close");
        assertThat(causes).singleElement().isInstanceOf(TransportException.class);
        assertThat(causes.get(0)).hasMessage("max payload size exceeded");
    }

    @Test
    void nothingIsHeardAfterAMessageThatWasTooBig() {
        session.receive(new byte[LIMIT + 1], true);
        session.receive("4late", true);
        session.receive(new byte[1], true);

        assertThat(heard).containsExactly("open", "close");
    }

    /** Some containers say so on the stack of the close, before anybody else can. */
    @Test
    void theEndAfterAMessageThatWasTooBigHasItAsItsCause() {
        session.receive(new byte[LIMIT + 1], true);
        endpoint.onClose(session.proxy(), GONE);

        assertThat(causes).isNotEmpty().allMatch(TransportException.class::isInstance);
    }

    @Test
    void aClientThatClosesIsNoFailure() {
        endpoint.onClose(session.proxy(), GONE);

        assertThat(heard).containsExactly("open", "close");
        assertThat(causes).containsOnlyNulls();
    }

    @Test
    void aConnectionThatIsLostIsNoFailureEither() {
        endpoint.onError(session.proxy(), new IOException("reset"));

        assertThat(heard).containsExactly("open", "close");
        assertThat(causes).containsOnlyNulls();
    }

    @Test
    void anyOtherErrorIsAFailure() {
        IllegalStateException failure = new IllegalStateException("on purpose");

        endpoint.onError(session.proxy(), failure);

        assertThat(causes).containsExactly(failure);
    }

    private final class Listener implements WebSocketListener {
        @Override
        public void onOpen(WebSocketConnection connection) {
            heard.add("open");
        }

        @Override
        public void onText(String text) {
            heard.add("text " + text);
        }

        @Override
        public void onBinary(byte[] data) {
            heard.add("binary " + HexFormat.of().formatHex(data));
        }

        @Override
        public void onClose(Throwable cause) {
            heard.add("close");
            causes.add(cause);
        }
    }
}
