package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.Event;
import ee.socketio.Socket;
import ee.socketio.internal.namespace.codec.Unwritable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Acks that clients ask for: PROTOCOL 3.5. */
class AcksToClientsTest {
    private final ServerRig rig = new ServerRig();
    private final List<Event> events = new ArrayList<>();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    AcksToClientsTest() {
        socket.on("a", events::add);
    }

    @Test
    void anEventIsAcknowledgedWithItsId() {
        client.send("212[\"a\"]");
        assertThat(events.get(0).ackRequested()).isTrue();

        events.get(0).ack(1, Map.of("x", List.of()), "text");

        assertThat(client.received()).containsExactly("312[1,{\"x\":[]},\"text\"]");
    }

    @Test
    void anAckMayHaveNoValues() {
        client.send("20[\"a\"]");

        events.get(0).ack();

        assertThat(client.received()).containsExactly("30[]");
    }

    @Test
    void anAckMayHaveNullValues() {
        client.send("20[\"a\"]");

        events.get(0).ack(null, "x", null);

        assertThat(client.received()).containsExactly("30[null,\"x\",null]");
    }

    @Test
    void anAckMayHaveBytes() {
        client.send("27[\"a\"]");

        events.get(0).ack(new byte[] {1, 2}, Map.of("deep", new byte[] {3}));

        assertThat(client.received())
                .containsExactly(
                        "62-7[{\"_placeholder\":true,\"num\":0},{\"deep\":{\"_placeholder\":true,\"num\":1}}]",
                        "[1, 2]",
                        "[3]");
    }

    @Test
    void theLargestIdComesBackExactly() {
        client.send("29223372036854775807[\"a\"]");

        events.get(0).ack("x");

        assertThat(client.received()).containsExactly("39223372036854775807[\"x\"]");
    }

    @Test
    void onlyTheFirstAckIsSent() {
        socket.on("a", event -> event.ack("second listener"));

        client.send("20[\"a\"]");
        events.get(0).ack("later");
        events.get(0).ack("later still");

        assertThat(client.received()).containsExactly("30[\"second listener\"]");
    }

    @Test
    void withoutARequestNothingIsSent() {
        client.send("2[\"a\"]");
        assertThat(events.get(0).ackRequested()).isFalse();

        events.get(0).ack("x");

        assertThat(client.received()).isEmpty();
    }

    @Test
    void eventsAreAcknowledgedInAnyOrder() {
        client.send("20[\"a\"]");
        client.send("21[\"a\"]");

        events.get(1).ack("one");
        events.get(0).ack("zero");

        assertThat(client.received()).containsExactly("31[\"one\"]", "30[\"zero\"]");
    }

    @Test
    void anAckCarriesItsNamespace() {
        rig.io.of("/admin").onConnection(other -> other.on("a", event -> event.ack("x")));
        client.join("/admin");

        client.send("2/admin,5[\"a\"]");

        assertThat(client.received()).containsExactly("3/admin,5[\"x\"]");
    }

    @Test
    void anAckAfterTheDisconnectIsNotSent() {
        client.send("20[\"a\"]");
        client.send("1");
        client.join("/");

        events.get(0).ack("x");

        assertThat(client.received()).isEmpty();
    }

    @Test
    void anAckMayComeFromAnotherThread() throws Exception {
        client.send("20[\"a\"]");

        Thread thread = new Thread(() -> events.get(0).ack("x"));
        thread.start();
        thread.join();

        assertThat(client.received()).containsExactly("30[\"x\"]");
    }

    @Test
    void theAckComesBeforeTheDisconnectThatFollowsIt() {
        socket.on("bye", event -> {
            event.ack("bye");
            socket.disconnect();
        });

        client.send("20[\"bye\"]");

        assertThat(client.received()).containsExactly("30[\"bye\"]", "1");
    }

    @Test
    void anAckThatCannotBeWrittenIsAnErrorOfTheCaller() {
        client.send("20[\"a\"]");

        assertThatIllegalArgumentException().isThrownBy(() -> events.get(0).ack(new Unwritable()));

        assertThat(client.received()).isEmpty();
    }
}
