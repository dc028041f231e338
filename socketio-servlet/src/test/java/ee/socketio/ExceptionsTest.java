package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.InvalidArgumentException.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exceptions of the API say what happened and cost little: clients cause them in any number. */
class ExceptionsTest {

    @Test
    void aRefusalHasAMessageAndDataOrNone() {
        assertThat(new ConnectRejectedException("no")).hasMessage("no");
        assertThat(new ConnectRejectedException("no").data()).isNull();
        assertThat(new ConnectRejectedException("no", Map.of("a", 1)).data()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void aRefusalMayHaveSubclassesOfTheApplication() {
        final class Banned extends ConnectRejectedException {
            private static final long serialVersionUID = 1L;

            Banned() {
                super("banned");
            }
        }

        assertThat(new Banned()).isInstanceOf(ConnectRejectedException.class).hasMessage("banned");
    }

    @Test
    void aRefusalCanBeSerializedWithoutItsData() throws Exception {
        ConnectRejectedException refusal = new ConnectRejectedException("no", new Object());

        ConnectRejectedException copy = (ConnectRejectedException) copy(refusal);

        assertThat(copy).hasMessage("no");
        assertThat(copy.data()).isNull();
    }

    @Test
    void aFailedRequestHasAMessageAndDataOrNone() throws Exception {
        assertThat(new EventException("no")).hasMessage("no");
        assertThat(new EventException("no").data()).isNull();
        assertThat(new EventException("no", 5).data()).isEqualTo(5);

        EventException copy = (EventException) copy(new EventException("no", new Object()));

        assertThat(copy).hasMessage("no");
        assertThat(copy.data()).isNull();
    }

    @Test
    void anArgumentThatDoesNotFitSaysWhichItIs() {
        assertThat(new ArgumentException(1, "no", null).index()).isEqualTo(1);
        assertThat(new ArgumentException("no", null).index()).isEqualTo(-1);
    }

    @Test
    void aBrokenConstraintIsNamedWithItsPath() throws Exception {
        InvalidArgumentException invalid =
                new InvalidArgumentException(List.of(new Violation("", "no order"), new Violation("a[0].b", "no b")));

        assertThat(invalid).hasMessage("Validation failed: no order; a[0].b no b");
        assertThat(invalid.violations()).hasSize(2);
        assertThat(invalid.index()).isEqualTo(-1);
        assertThat(((InvalidArgumentException) copy(invalid)).violations()).isEmpty();
    }

    @Test
    void anAckThatTimedOutIsWordedAsTheReferenceDoes() {
        assertThat(new AckTimeoutException()).hasMessage("operation has timed out");
    }

    @Test
    void anAckThatADisconnectCutOffNamesTheReason() {
        SocketDisconnectedException failure = new SocketDisconnectedException(DisconnectReason.PING_TIMEOUT);

        assertThat(failure.reason()).isEqualTo(DisconnectReason.PING_TIMEOUT);
        assertThat(failure).hasMessage("socket has been disconnected: ping timeout");
    }

    @Test
    void whatClientsCauseHasNoStackTrace() {
        assertThat(new ConnectRejectedException("no").getStackTrace()).isEmpty();
        assertThat(new EventException("no").getStackTrace()).isEmpty();
        assertThat(new InvalidArgumentException(List.of()).getStackTrace()).isEmpty();
        assertThat(new AckTimeoutException().getStackTrace()).isEmpty();
        assertThat(new SocketDisconnectedException(DisconnectReason.PING_TIMEOUT).getStackTrace())
                .isEmpty();
    }

    private static Object copy(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
