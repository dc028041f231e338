package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.EventListener;
import ee.socketio.OutgoingListener;
import ee.socketio.Registration;
import ee.socketio.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listeners for every event that comes, and for every event that is sent. */
class CatchAllListenersTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> heard = new ArrayList<>();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    @Test
    void aCatchAllListenerHearsEveryEventBeforeTheOthers() {
        socket.on("a", event -> heard.add("own"));
        socket.onAny(event -> heard.add("any " + event.name() + " " + event.size()));

        client.send("2[\"a\",1,2]");
        client.send("2[\"b\"]");

        assertThat(heard).containsExactly("any a 2", "own", "any b 0");
    }

    @Test
    void catchAllListenersRunInTheirOrder() {
        socket.onAny(event -> heard.add("second"));
        socket.onAny(event -> heard.add("third"));
        socket.prependAny(event -> heard.add("first"));

        client.send("2[\"a\"]");

        assertThat(heard).containsExactly("first", "second", "third");
    }

    @Test
    void aCatchAllListenerMayAnswer() {
        socket.onAny(event -> event.ack("any"));
        socket.on("a", event -> event.ack("own"));

        client.send("20[\"a\"]");

        assertThat(client.received()).containsExactly("30[\"any\"]");
    }

    @Test
    void catchAllListenersAreTakenBack() {
        EventListener listener = event -> heard.add("listener");
        Registration first = socket.onAny(listener);
        socket.onAny(event -> heard.add("between"));
        socket.onAny(listener);

        first.remove();
        first.remove();
        client.send("2[\"a\"]");
        assertThat(heard).containsExactly("between", "listener");

        socket.offAny();
        client.send("2[\"a\"]");
        assertThat(heard).containsExactly("between", "listener");
    }

    @Test
    void aFaultyCatchAllListenerHarmsNobody() {
        socket.onAny(event -> {
            throw new IllegalStateException("a fault of the application");
        });
        socket.on("a", event -> heard.add("own"));

        client.send("2[\"a\"]");

        assertThat(heard).containsExactly("own");
        assertThat(rig.errors).extracting(error -> error.listener()).containsExactly("catch-all listener");
    }

    @Test
    void anOutgoingListenerSeesWhatIsSentToItsSocket() {
        ClientRig other = rig.connect();
        socket.join("room");
        socket.onAnyOutgoing((name, arguments) -> heard.add(name + " " + arguments));

        socket.emit("one", 1, null, "x");
        socket.send("two");
        socket.emitWithAck("three");
        rig.io.emit("four", true);
        rig.io.to("room").emit("five");
        rig.io.except("room").emit("not for it");
        socket.broadcast().emit("not for it");

        assertThat(heard).containsExactly("one [1, null, x]", "message [two]", "three []", "four [true]", "five []");
        assertThat(other.received()).containsExactly("2[\"four\",true]", "2[\"not for it\"]", "2[\"not for it\"]");
    }

    @Test
    void anOutgoingListenerSeesNoAcksAndNothingOfTheProtocol() {
        socket.onAnyOutgoing((name, arguments) -> heard.add(name));
        socket.on("a", event -> event.ack("x"));

        client.send("20[\"a\"]");
        socket.disconnect();

        assertThat(client.received()).contains("30[\"x\"]", "1");
        assertThat(heard).isEmpty();
    }

    @Test
    void outgoingListenersRunInTheirOrderBeforeTheEventLeaves() {
        socket.onAnyOutgoing((name, arguments) -> heard.add("second " + client.received()));
        socket.prependAnyOutgoing((name, arguments) -> heard.add("first"));
        client.received();

        socket.emit("a");

        assertThat(heard).containsExactly("first", "second []");
        assertThat(client.received()).containsExactly("2[\"a\"]");
    }

    @Test
    void outgoingListenersAreTakenBack() {
        OutgoingListener listener = (name, arguments) -> heard.add("listener");
        Registration first = socket.onAnyOutgoing(listener);
        socket.onAnyOutgoing(listener);

        first.remove();
        first.remove();
        socket.emit("a");
        assertThat(heard).containsExactly("listener");

        socket.offAnyOutgoing();
        socket.emit("a");
        assertThat(heard).containsExactly("listener");
    }

    @Test
    void aFaultyOutgoingListenerDoesNotKeepTheEvent() {
        socket.onAnyOutgoing((name, arguments) -> {
            throw new IllegalStateException("a fault of the application");
        });
        client.received();

        socket.emit("a");

        assertThat(client.received()).containsExactly("2[\"a\"]");
        assertThat(rig.errors).extracting(error -> error.listener()).containsExactly("catch-all outgoing listener");
    }

    @Test
    void anOutgoingListenerHasTheArgumentsAsTheApplicationGaveThem() {
        List<Object> seen = new ArrayList<>();
        Object argument = new Object[] {1};
        socket.onAnyOutgoing((name, arguments) -> seen.addAll(arguments));

        socket.emit("a", argument, "x");

        assertThat(seen).isEqualTo(Arrays.asList(argument, "x"));
    }

    @Test
    void anOutgoingListenerOfASocketThatIsGoneHearsNothing() {
        socket.onAnyOutgoing((name, arguments) -> heard.add(name));
        client.send("1");

        socket.emit("a");
        rig.io.emit("b");

        assertThat(heard).isEmpty();
    }

    @Test
    void theListenersCanBeLookedUpInTheirOrder() {
        EventListener first = event -> {};
        EventListener second = event -> {};
        OutgoingListener outgoing = (name, arguments) -> {};
        socket.onAny(second);
        socket.prependAny(first);
        socket.onAnyOutgoing(outgoing);
        Registration chat = socket.on("chat", event -> {});
        socket.once("bye", event -> {});

        assertThat(socket.listenersAny()).containsExactly(first, second);
        assertThat(socket.listenersAnyOutgoing()).containsExactly(outgoing);
        assertThat(socket.eventNames()).containsExactlyInAnyOrder("chat", "bye");

        chat.remove();
        socket.offAny();
        socket.offAnyOutgoing();
        assertThat(socket.eventNames()).containsExactly("bye");
        assertThat(socket.listenersAny()).isEmpty();
        assertThat(socket.listenersAnyOutgoing()).isEmpty();
    }
}
