package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Ack;
import ee.socketio.ArgumentException;
import ee.socketio.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that get their first argument as a type. */
class TypedListenersTest {
    private final ServerRig rig = new ServerRig();
    private final List<Object> heard = new ArrayList<>();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    @Test
    void theFirstArgumentComesAsTheType() {
        socket.on("chat", Message.class, message -> heard.add(message));
        socket.on("count", int.class, count -> heard.add(count));
        socket.on("text", String.class, text -> heard.add(text));

        client.send("2[\"chat\",{\"from\":\"ann\",\"text\":\"hi\"},\"ignored\"]");
        client.send("2[\"count\",5]");
        client.send("2[\"text\",\"x\"]");

        assertThat(heard).containsExactly(new Message("ann", "hi"), 5, "x");
    }

    @Test
    void bytesComeAsBytes() {
        socket.on("bytes", byte[].class, bytes -> heard.add(List.of(bytes[0], bytes[1])));
        socket.on("bytes", ByteBuffer.class, buffer -> heard.add(buffer.remaining()));

        client.send("51-[\"bytes\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2});

        assertThat(heard).containsExactly(List.of((byte) 1, (byte) 2), 2);
    }

    @Test
    void nullComesAsNull() {
        socket.on("chat", Message.class, message -> heard.add(String.valueOf(message)));

        client.send("2[\"chat\",null]");

        assertThat(heard).containsExactly("null");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void anAckingListenerAnswers() {
        socket.on("save", Message.class, (message, ack) -> ack.send("saved " + message.text(), 1));

        client.send("27[\"save\",{\"from\":\"ann\",\"text\":\"hi\"}]");

        assertThat(client.received()).containsExactly("37[\"saved hi\",1]");
    }

    @Test
    void anAckingListenerMayAnswerLaterAndOnlyOnce() {
        List<Ack> acks = new ArrayList<>();
        socket.on("save", String.class, (text, ack) -> acks.add(ack));
        client.send("27[\"save\",\"x\"]");
        assertThat(client.received()).isEmpty();

        acks.get(0).send();
        acks.get(0).send("again");

        assertThat(client.received()).containsExactly("37[]");
    }

    @Test
    void anAnswerThatNobodyAskedForIsNotSent() {
        socket.on("save", String.class, (text, ack) -> ack.send("x"));

        client.send("2[\"save\",\"x\"]");

        assertThat(client.received()).isEmpty();
        assertThat(rig.errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"five\"", "1.5", "[5]", "{}", "true", "99999999999", "null"})
    void anArgumentThatDoesNotFitIsReportedOnceAndTheConnectionStays(String argument) {
        socket.on("count", int.class, count -> heard.add(count));
        socket.on("count", event -> heard.add("next listener"));

        client.send("2[\"count\"," + argument + "]");
        client.send("2[\"count\",7]");

        assertThat(heard).containsExactly("next listener", 7, "next listener");
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).listener()).isEqualTo("event 'count'");
        assertThat(rig.errors.get(0).socketId()).isEqualTo(socket.id());
        assertThat(rig.errors.get(0).cause())
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Argument 0")
                .hasMessageContaining("int");
        assertThat(client.open()).isTrue();
    }

    @Test
    void anArgumentThatIsMissingIsReportedOnceAndAnsweredWithAnError() {
        socket.on("save", Message.class, (message, ack) -> ack.send("never"));

        client.send("20[\"save\"]");

        assertThat(client.received()).containsExactly("30[{\"error\":\"argument 0 is missing\"}]");
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).cause()).isInstanceOf(ArgumentException.class);
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void aTypedListenerIsTakenBackByItsRegistration() {
        socket.on("count", int.class, count -> heard.add(count)).remove();

        client.send("2[\"count\",5]");

        assertThat(heard).isEmpty();
    }

    public record Message(String from, String text) {}
}
