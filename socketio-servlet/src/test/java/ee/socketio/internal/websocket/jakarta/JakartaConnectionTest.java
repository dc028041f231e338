package ee.socketio.internal.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.socketio.websocket.WebSocketConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JakartaConnectionTest {

    /** Containers of unknown make are not told to write 1005, which must not be in a close frame. */
    private static final String CLOSED = "close 1000";

    private final FakeSession session = new FakeSession();
    private final JakartaConnection connection = new JakartaConnection(session.proxy());
    private final List<String> done = new ArrayList<>();

    @Test
    void framesAreSentAndReported() {
        connection.send(List.of("a", "b"), this::done);
        session.sent();
        session.sent();

        assertThat(session.log()).containsExactly("text a", "text b");
        assertThat(done).containsExactly("done");
    }

    @Test
    void anIdleConnectionIsClosedAtOnceAndOnce() {
        connection.close(WebSocketConnection.NO_STATUS);
        connection.close(WebSocketConnection.NO_STATUS);
        connection.close(WebSocketConnection.TOO_BIG);

        assertThat(session.log()).containsExactly(CLOSED);
    }

    @Test
    void closeWaitsForTheFramesUnderWay() {
        connection.send(List.of("a", "b"), this::done);
        connection.close(WebSocketConnection.NO_STATUS);
        session.sent();
        assertThat(session.log()).doesNotContain(CLOSED);

        session.sent();

        assertThat(session.log()).containsSubsequence("text a", "text b", CLOSED);
        assertThat(done).containsExactly("done");
    }

    @Test
    void aClientThatDoesNotReadWhatIsUnderWayIsCutOff() {
        connection.send(List.of("a"), this::done);

        connection.close(WebSocketConnection.NO_STATUS);

        assertThat(session.log()).last().asString().startsWith("idle timeout ");
    }

    @Test
    void whatFailsBecauseOfTheEndIsNoNews() {
        connection.send(List.of("a"), this::done);
        connection.ended();
        session.fail(new IOException("closed"));
        connection.send(List.of("b"), this::done);

        assertThat(session.log()).containsExactly("text a");
        assertThat(done).isEmpty();
    }

    @Test
    void aFailureOfTheFramesUnderWayClosesToo() {
        connection.send(List.of("a", "b"), this::done);
        connection.close(WebSocketConnection.NO_STATUS);

        session.fail(new IOException("reset"));

        assertThat(session.log()).doesNotContain("text b").endsWith(CLOSED);
        assertThat(done).containsExactly("reset");
    }

    @Test
    void closeAtOnceDoesNotWait() {
        connection.send(List.of("a"), this::done);

        assertThat(connection.close(WebSocketConnection.TOO_BIG, true)).isTrue();

        assertThat(session.log()).containsExactly("text a", "close 1009");
    }

    @Test
    void onlyTheFirstCloseCounts() {
        assertThat(connection.close(WebSocketConnection.NO_STATUS, true)).isTrue();
        assertThat(connection.close(WebSocketConnection.TOO_BIG, true)).isFalse();

        assertThat(session.log()).containsExactly(CLOSED);
    }

    @Test
    void whatIsSentAfterCloseIsForgotten() {
        connection.close(WebSocketConnection.NO_STATUS);

        connection.send(List.of("late"), this::done);

        assertThat(session.log()).containsExactly(CLOSED);
        assertThat(done).isEmpty();
    }

    @Test
    void whoeverIsDoneMaySendAgain() {
        connection.send(List.of("a"), failure -> connection.send(List.of("b"), this::done));
        session.sent();
        connection.close(WebSocketConnection.NO_STATUS);
        assertThat(session.log()).doesNotContain(CLOSED);

        session.sent();

        assertThat(session.log()).containsSubsequence("text a", "text b", CLOSED);
    }

    @Test
    void whoeverIsDoneMayClose() {
        connection.send(List.of("a"), failure -> connection.close(WebSocketConnection.NO_STATUS));
        session.sent();

        assertThat(session.log()).containsExactly("text a", CLOSED);
    }

    @Test
    void closingAConnectionThatIsGoneThrowsNothing() {
        session.closedByClient();

        assertThatCode(() -> connection.close(WebSocketConnection.NO_STATUS)).doesNotThrowAnyException();
    }

    /** Every method of a closed session but close() throws, says the specification. */
    @Test
    void closingWhileAFrameIsUnderWayOnAConnectionThatIsGoneThrowsNothing() {
        connection.send(List.of("a"), this::done);
        session.closedByClient();

        assertThatCode(() -> connection.close(WebSocketConnection.NO_STATUS)).doesNotThrowAnyException();

        assertThat(session.log()).containsExactly("text a", CLOSED);
    }

    @Test
    void sendingOverAConnectionThatIsGoneIsReported() {
        session.closedByClient();

        connection.send(List.of("a"), this::done);

        assertThat(done).containsExactly("The session is closed");
    }

    private void done(Throwable failure) {
        done.add(failure == null ? "done" : failure.getMessage());
    }
}
