package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Event;
import ee.socketio.Next;
import ee.socketio.TooManyEventsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The option {@code eventsPerSecond}. */
class EventFloodTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void withoutALimitAnyNumberOfEventsIsDelivered() {
        ServerRig rig = new ServerRig();
        ClientRig client = connect(rig);

        send(client, 5000);

        assertThat(heard).hasSize(5000);
        assertThat(client.open()).isTrue();
    }

    @Test
    void oneEventTooManyClosesTheConnectionAndEverySocketHearsWhy() {
        ServerRig rig = limitedTo(3);
        ClientRig client = connect(rig);

        send(client, 3);
        assertThat(client.open()).isTrue();
        send(client, 2);

        assertThat(client.closed()).isTrue();
        assertThat(heard)
                .containsExactly("x", "x", "x", "error TooManyEventsException", "forced close TooManyEventsException");
        assertThat(rig.sessions()).isZero();
        assertThat(rig.errors).as("faults of the application").isEmpty();
    }

    @Test
    void whoKeepsToTheRateIsNeverDisconnected() {
        ServerRig rig = limitedTo(10);
        ClientRig client = connect(rig);

        for (int i = 0; i < 100; i++) {
            send(client, 1);
            rig.advance(Duration.ofMillis(100));
        }
        send(client, 10);

        assertThat(client.open()).isTrue();
        assertThat(heard).hasSize(110);
    }

    @Test
    void binaryEventsAndEventsWithAnAckCountAsWell() {
        ServerRig rig = limitedTo(2);
        ClientRig client = connect(rig);

        client.send("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1});
        client.send("20[\"x\"]");
        assertThat(client.open()).isTrue();
        client.send("21[\"x\"]");

        assertThat(client.closed()).isTrue();
    }

    @Test
    void acksOfTheClientAreNoEvents() {
        ServerRig rig = limitedTo(1);
        ClientRig client = connect(rig);

        for (int i = 0; i < 10; i++) {
            client.send("3" + i + "[]");
        }

        assertThat(client.open()).isTrue();
    }

    @Test
    void eachSocketOfAClientHasARateOfItsOwn() {
        ServerRig rig = limitedTo(2);
        rig.io.of("/a");
        ClientRig client = connect(rig);
        client.join("/a");

        send(client, 2);
        client.send("2/a,[\"x\"]");
        client.send("2/a,[\"x\"]");

        assertThat(client.open()).isTrue();
    }

    @Test
    void whoLeavesAndComesAgainHasNoNewBurst() {
        ServerRig rig = limitedTo(2);
        rig.io.of("/a");
        ClientRig client = connect(rig);
        client.join("/a"); // so that it may leave the other one

        send(client, 2);
        client.send("1");
        client.join("/");
        assertThat(client.open()).isTrue();
        send(client, 1);

        assertThat(client.closed()).isTrue();
        assertThat(heard).contains("error TooManyEventsException");
    }

    @Test
    void eventsThatWaitForMiddlewaresAreBoundedToo() {
        List<Next> waiting = new ArrayList<>();
        ServerRig rig = new ServerRig(options -> options.maxInboundPackets(3));
        rig.io.onConnection(socket -> socket.use((Event event, Next next) -> waiting.add(next)));
        ClientRig client = connect(rig);

        send(client, 3);
        waiting.remove(0).proceed();
        send(client, 1);
        assertThat(client.open()).isTrue();
        assertThat(heard).containsExactly("x");
        send(client, 1);

        assertThat(client.closed()).isTrue();
        assertThat(heard).contains("error TooManyEventsException");
    }

    @Test
    void theMessageNamesTheLimit() {
        assertThat(new TooManyEventsException(7)).hasMessage("more than 7 events per second");
        assertThat(new TooManyEventsException(7).getStackTrace()).isEmpty();
    }

    private static ServerRig limitedTo(int eventsPerSecond) {
        return new ServerRig(options -> options.eventsPerSecond(eventsPerSecond));
    }

    private ClientRig connect(ServerRig rig) {
        rig.io.onConnection(socket -> {
            socket.on("x", event -> heard.add(event.name()));
            socket.onError(error -> heard.add("error " + error.getClass().getSimpleName()));
            socket.onDisconnect((reason, cause) -> heard.add(
                    reason + " " + (cause == null ? "" : cause.getClass().getSimpleName())));
        });
        return rig.connect();
    }

    private static void send(ClientRig client, int events) {
        for (int i = 0; i < events; i++) {
            client.send("2[\"x\"]");
        }
    }
}
