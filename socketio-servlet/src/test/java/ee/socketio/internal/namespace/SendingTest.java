package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.DisconnectReason;
import ee.socketio.Emitter;
import ee.socketio.RecoveryOptions;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.SessionClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending to one client: modifiers, and names that never travel (PROTOCOL 3.7, 3.11). */
class SendingTest {
    private final ServerRig rig = new ServerRig();

    @Test
    void aVolatileEventIsDroppedIfTheTransportTakesNothing() {
        ClientRig client = pollingClient();
        Socket socket = onlySocket();

        socket.asVolatile().emit("a");
        socket.asVolatile().send("b");
        rig.io.asVolatile().emit("c");
        rig.io.to(socket.id()).asVolatile().emit("d");
        client.poll();

        assertThat(client.received()).isEmpty();
    }

    @Test
    void aVolatileEventLeavesIfTheTransportTakesIt() {
        ClientRig client = pollingClient();
        client.poll();

        onlySocket().asVolatile().emit("a");
        onlySocket().asVolatile().emit("dropped, because the request is answered");

        assertThat(client.received()).containsExactly("2[\"a\"]");
    }

    @Test
    void aVolatileEventIsDroppedForTheSlowReceiversOnly() {
        ClientRig slow = pollingClient();
        ClientRig fast = rig.connect();
        fast.received();

        rig.io.asVolatile().emit("a");

        assertThat(fast.received()).containsExactly("2[\"a\"]");
        slow.poll();
        assertThat(slow.received()).isEmpty();
    }

    @Test
    void otherEventsWaitForTheTransport() {
        ClientRig client = pollingClient();

        onlySocket().emit("a");
        rig.io.emit("b");
        onlySocket().compress(false).emit("c");
        assertThat(client.received()).isEmpty();
        client.poll();

        assertThat(client.received()).containsExactly("2[\"a\"]", "2[\"b\"]", "2[\"c\"]");
    }

    @Test
    void anEventMayBeKeptFromCompression() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));

        socket.emit("a");
        socket.compress(false).emit("b");
        socket.compress(false).compress(true).emit("c");
        rig.io.compress(false).emit("d");
        rig.io.emit("e");

        assertThat(client.compressed()).containsExactly(true, false, true, false, true);
        assertThat(client.received()).hasSize(5);
    }

    @Test
    void emittersDoNotChange() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));
        Emitter plain = socket.timeout(Duration.ofSeconds(1));
        Emitter uncompressed = plain.compress(false);

        plain.emit("a");
        uncompressed.emit("b");
        uncompressed.asVolatile().compress(true).emit("c");
        uncompressed.emit("d");
        socket.emit("e");

        assertThat(client.compressed()).containsExactly(true, false, true, false, true);
    }

    @Test
    void aTimeoutDoesNotTravel() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));

        socket.timeout(Duration.ofSeconds(1)).emit("a", 1);

        assertThat(client.received()).containsExactly("2[\"a\",1]");
    }

    @Test
    void aSocketTellsWhenWhatWasEmittedHasLeft() {
        ClientRig client = rig.openPolling();
        client.send("0");
        client.poll();
        client.poll();
        Socket socket = rig.socket(ClientRig.socketId(client.received().get(0)));
        assertThat(socket.flushed().toCompletableFuture()).isCompleted();

        client.poll();
        socket.emit("a");
        socket.emit("b");
        var flushed = socket.flushed().toCompletableFuture();
        assertThat(flushed).isNotDone();

        client.poll();
        client.poll();
        assertThat(flushed).isCompleted();
    }

    /** With recovery, what is emitted while others broadcast waits for its place; so does the question whether it has left. */
    @Test
    void whatWaitsForItsPlaceHasNotLeftYet() {
        ServerRig recovering = new ServerRig(options -> options.connectionStateRecovery(RecoveryOptions.defaults()));
        ClientRig client = recovering.openPolling();
        client.send("0");
        client.poll();
        client.poll();
        Socket socket = recovering.io.sockets().sockets().values().iterator().next();
        List<CompletableFuture<Void>> flushed = new ArrayList<>();
        socket.onAnyOutgoing((name, arguments) -> {
            if (name.equals("first")) {
                socket.emit("second");
                flushed.add(socket.flushed().toCompletableFuture());
            }
        });

        socket.emit("first");
        assertThat(flushed.get(0)).isNotDone();

        client.poll();
        client.poll();
        assertThat(flushed.get(0)).isCompleted();
        assertThat(client.received().toString()).contains("first", "second");
    }

    @Test
    void aSocketWhoseClientLeavesTellsThatItHasNotLeft() {
        ClientRig client = rig.openPolling();
        client.send("0");
        client.poll();
        Socket socket = rig.socket(ClientRig.socketId(client.received().get(0)));
        socket.emit("a");
        List<Throwable> failures = new ArrayList<>();
        var unused = socket.flushed().whenComplete((nothing, failure) -> failures.add(failure));

        client.end(CloseReason.TRANSPORT_CLOSE, null);

        assertThat(failures).singleElement().isInstanceOf(SessionClosedException.class);
    }

    @Test
    void aClientThatReadsTooLittleIsClosed() {
        ServerRig small = new ServerRig(options -> options.maxOutboundBytes(1000));
        List<DisconnectReason> reasons = new ArrayList<>();
        List<Throwable> causes = new ArrayList<>();
        small.io.onConnection(socket -> socket.onDisconnect((reason, cause) -> {
            reasons.add(reason);
            causes.add(cause);
        }));
        ClientRig slow = small.openPolling();
        slow.send("0");
        ClientRig fast = small.connect();
        fast.received();

        for (int i = 0; i < 20; i++) {
            small.io.emit("a", "x".repeat(100));
        }

        assertThat(reasons).containsExactly(DisconnectReason.TRANSPORT_ERROR);
        assertThat(causes.get(0)).hasMessageContainingAll("too slow", "maxOutboundBytes", "1000");
        assertThat(slow.closed()).isTrue();
        assertThat(fast.received()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedNameIsNeverSent(String name) {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));
        List<Runnable> attempts = List.of(
                () -> socket.emit(name),
                () -> socket.emit(name, 1),
                () -> socket.emitWithAck(name),
                () -> socket.asVolatile().emit(name),
                () -> socket.timeout(Duration.ofSeconds(1)).emitWithAck(name),
                () -> socket.broadcast().emit(name),
                () -> rig.io.emit(name),
                () -> rig.io.of("/").emit(name),
                () -> rig.io.to("room").except("other").emit(name));

        assertThat(attempts).allSatisfy(attempt -> assertThatIllegalArgumentException()
                .isThrownBy(attempt::run)
                .withMessageContaining(name));
        assertThat(client.received()).isEmpty();
        assertThat(client.open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "connection", "new_namespace", "message", "", "Connect"})
    void otherNamesAreSent(String name) {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));

        socket.emit(name);
        rig.io.emit(name);

        assertThat(client.received()).containsExactly("2[\"" + name + "\"]", "2[\"" + name + "\"]");
    }

    /** A client that has joined, and holds no GET. */
    private ClientRig pollingClient() {
        ClientRig client = rig.openPolling();
        client.send("0");
        client.poll();
        assertThat(client.received()).hasSize(1);
        return client;
    }

    private Socket onlySocket() {
        assertThat(rig.io.sockets().sockets()).hasSize(1);
        return rig.io.sockets().sockets().values().iterator().next();
    }
}
