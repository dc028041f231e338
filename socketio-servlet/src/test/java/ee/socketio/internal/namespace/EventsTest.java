package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.EventListener;
import ee.socketio.Registration;
import ee.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The listeners for the events of a client. */
class EventsTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> heard = new ArrayList<>();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    @Test
    void listenersHearTheirEventOnlyInTheirOrder() {
        socket.on("a", event -> heard.add("first a"));
        socket.on("b", event -> heard.add("b"));
        socket.on("a", event -> heard.add("second a"));

        client.send("2[\"a\"]");
        client.send("2[\"c\"]");
        client.send("2[\"b\"]");

        assertThat(heard).containsExactly("first a", "second a", "b");
    }

    @Test
    void aNumberMayBeAName() {
        socket.on("7", event -> heard.add(event.name() + " " + event.get(0, String.class)));

        client.send("2[7,\"x\"]");

        assertThat(heard).containsExactly("7 x");
    }

    @Test
    void namesAreTakenLiterally() {
        socket.on("__proto__", event -> heard.add("proto"));
        socket.on("", event -> heard.add("empty"));
        socket.on("\ud83d\ude00\u2028", event -> heard.add("emoji"));

        client.send("2[\"__proto__\"]");
        client.send("2[\"\"]");
        client.send("2[\"\ud83d\ude00\u2028\"]");
        client.send("2[\"toString\"]");

        assertThat(heard).containsExactly("proto", "empty", "emoji");
    }

    @Test
    void aListenerForOneEventHearsTheNextOneOnly() {
        socket.once("a", event -> heard.add("once " + event.get(0, int.class)));
        socket.on("a", event -> heard.add("on " + event.get(0, int.class)));

        client.send("2[\"a\",1]");
        client.send("2[\"a\",2]");

        assertThat(heard).containsExactly("once 1", "on 1", "on 2");
    }

    @Test
    void aListenerForOneEventIsDoneEvenIfItFails() {
        socket.once("a", event -> {
            heard.add("called");
            throw new IllegalStateException("a fault of the application");
        });

        client.send("2[\"a\"]");
        client.send("2[\"a\"]");

        assertThat(heard).containsExactly("called");
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void aListenerForOneEventMayAddItselfAgain() {
        EventListener[] again = new EventListener[1];
        again[0] = event -> {
            heard.add("called");
            socket.once("a", again[0]);
        };
        socket.once("a", again[0]);

        client.send("2[\"a\"]");
        client.send("2[\"a\"]");

        assertThat(heard).containsExactly("called", "called");
    }

    @Test
    void allListenersOfAnEventAreTakenBack() {
        socket.on("a", event -> heard.add("never"));
        socket.once("a", event -> heard.add("never"));
        socket.on("b", event -> heard.add("b"));

        socket.off("a");
        socket.off("nothing");
        client.send("2[\"a\"]");
        client.send("2[\"b\"]");

        assertThat(heard).containsExactly("b");
    }

    @Test
    void oneListenerOfAnEventIsTakenBack() {
        EventListener listener = event -> heard.add("listener");
        socket.on("a", listener);
        socket.on("a", event -> heard.add("other"));
        socket.once("b", listener);

        socket.off("a", listener);
        socket.off("b", listener);
        socket.off("c", listener);
        client.send("2[\"a\"]");
        client.send("2[\"b\"]");

        assertThat(heard).containsExactly("other");
    }

    @Test
    void aListenerThatWasAddedTwiceIsTakenBackOnce() {
        EventListener listener = event -> heard.add("listener");
        socket.on("a", listener);
        socket.on("a", listener);
        client.send("2[\"a\"]");
        assertThat(heard).hasSize(2);

        socket.off("a", listener);
        client.send("2[\"a\"]");
        assertThat(heard).hasSize(3);

        socket.off("a", listener);
        client.send("2[\"a\"]");
        assertThat(heard).hasSize(3);
    }

    @Test
    void aRegistrationTakesBackItsOwnListenerOnly() {
        EventListener listener = event -> heard.add("listener");
        Registration first = socket.on("a", listener);
        socket.on("a", event -> heard.add("between"));
        Registration last = socket.on("a", listener);

        first.remove();
        first.remove();
        client.send("2[\"a\"]");
        assertThat(heard).containsExactly("between", "listener");

        last.remove();
        client.send("2[\"a\"]");
        assertThat(heard).containsExactly("between", "listener", "between");
    }

    @Test
    void aListenerThatIsAddedMeanwhileHearsTheNextEvent() {
        socket.once("a", event -> {
            heard.add("first");
            socket.on("a", later -> heard.add("added"));
        });

        client.send("2[\"a\"]");
        assertThat(heard).containsExactly("first");

        client.send("2[\"a\"]");
        assertThat(heard).containsExactly("first", "added");
    }

    @Test
    void aFaultyListenerIsReportedOnceAndHarmsNobody() {
        socket.on("a", event -> {
            throw new IllegalStateException("a fault of the application");
        });
        socket.on("a", event -> heard.add("next listener"));

        client.send("2[\"a\"]");
        client.send("2[\"b\"]");

        assertThat(heard).containsExactly("next listener");
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).listener()).isEqualTo("event 'a'");
        assertThat(rig.errors.get(0).socketId()).isEqualTo(socket.id());
        assertThat(rig.errors.get(0).cause()).hasMessage("a fault of the application");
        assertThat(client.open()).isTrue();
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void anErrorOfTheVirtualMachineHarmsNobodyEither() {
        socket.on("a", event -> {
            throw new StackOverflowError();
        });

        client.send("2[\"a\"]");

        assertThat(rig.errors).hasSize(1);
        assertThat(client.open()).isTrue();
    }

    @Test
    void eventsThatArriveAfterTheDisconnectAreDropped() {
        socket.on("a", event -> {
            client.send("2[\"b\"]"); // waits for this listener
            socket.disconnect();
        });
        socket.on("b", event -> heard.add("never"));

        client.send("2[\"a\"]");

        assertThat(heard).isEmpty();
        assertThat(client.open()).isTrue();
    }

    @Test
    void eventsOfOneNamespaceDoNotReachAnother() {
        rig.io.of("/a").onConnection(other -> other.on("x", event -> heard.add("/a")));
        socket.on("x", event -> heard.add("/"));
        client.join("/a");

        client.send("2/a,[\"x\"]");
        client.send("2[\"x\"]");

        assertThat(heard).containsExactly("/a", "/");
    }
}
