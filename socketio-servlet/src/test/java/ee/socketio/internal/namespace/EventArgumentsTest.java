package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.ArgumentException;
import ee.socketio.Event;
import ee.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event carries. */
class EventArgumentsTest {
    private final List<Event> events = new ArrayList<>();
    private final ServerRig rig = new ServerRig();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    @Test
    void anEventHasItsNameItsSocketAndItsArguments() {
        socket.on("chat", events::add);

        client.send("2[\"chat\",\"hello\",5,{\"a\":[true]},null]");

        Event event = events.get(0);
        assertThat(event.name()).isEqualTo("chat");
        assertThat(event.socket()).isSameAs(socket);
        assertThat(event.ackRequested()).isFalse();
        assertThat(event.size()).isEqualTo(4);
        assertThat(event.get(0, String.class)).isEqualTo("hello");
        assertThat(event.get(1, int.class)).isEqualTo(5);
        assertThat(event.get(2, Object.class)).isEqualTo(Map.of("a", List.of(true)));
        assertThat(event.get(3, String.class)).isNull();
    }

    @Test
    void anEventWithoutArgumentsHasNone() {
        socket.on("chat", events::add);

        client.send("2[\"chat\"]");

        assertThat(events.get(0).size()).isZero();
        assertThat(events.get(0).values()).isEmpty();
    }

    @Test
    void anArgumentThatIsMissingIsAnError() {
        socket.on("chat", events::add);
        client.send("2[\"chat\",1]");

        for (int index : new int[] {-1, 1, 2}) {
            assertThatExceptionOfType(ArgumentException.class)
                    .isThrownBy(() -> events.get(0).get(index, String.class))
                    .withMessageContaining("argument " + index);
        }
    }

    @Test
    void anArgumentThatDoesNotFitIsAnErrorThatNamesItAndTheType() {
        socket.on("chat", events::add);
        client.send("2[\"chat\",\"x\",\"y\"]");

        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> events.get(0).get(1, Integer.class))
                .withMessageContaining("Argument 1")
                .withMessageContaining("java.lang.Integer");
    }

    @Test
    void argumentsCanBeSentOnAsTheyCame() {
        socket.on("echo", event -> socket.emit("echo", event.values().toArray()));
        client.send("2[\"echo\",1,\"x\",null,{\"a\":[1.50]},[]]");
        assertThat(client.received()).containsExactly("2[\"echo\",1,\"x\",null,{\"a\":[1.50]},[]]");

        client.send(
                "52-[\"echo\",{\"_placeholder\":true,\"num\":1},{\"b\":[{\"_placeholder\":true,\"num\":0}]}]",
                new byte[] {1},
                new byte[] {2});

        assertThat(client.received())
                .containsExactly(
                        "52-[\"echo\",{\"_placeholder\":true,\"num\":0},{\"b\":[{\"_placeholder\":true,\"num\":1}]}]",
                        "[2]",
                        "[1]");
    }

    @Test
    void argumentsCannotBeChanged() {
        socket.on("chat", events::add);
        client.send("2[\"chat\",1]");

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> events.get(0).values().set(0, "other"));
    }
}
