package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.socketio.SocketDisconnectedException;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The end of the server: PROTOCOL 3.9, "server shutting down". */
class ServerCloseTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void everySocketHearsThatTheServerStops() {
        ServerRig rig = new ServerRig();
        listen(rig, "/");
        listen(rig, "/a");
        ClientRig one = rig.connect();
        one.join("/a");
        ClientRig other = rig.connect();

        rig.io.close();

        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "/ server shutting down 2", "/ server shutting down 2", "/a server shutting down 2");
        assertThat(one.closed()).isTrue();
        assertThat(other.closed()).isTrue();
        assertThat(rig.io.sockets().sockets()).isEmpty();
        assertThat(rig.sessions()).isZero();
        assertThat(rig.liveTimers()).isZero();
    }

    /** So that clients reconnect, which they do not after a DISCONNECT. */
    @Test
    void noClientIsToldToLeave() {
        ServerRig rig = new ServerRig();
        ClientRig client = rig.connect();
        client.received();

        rig.io.close();

        assertThat(client.received()).isEmpty();
    }

    @Test
    void aClientThatPollsIsClosedAtOnceWhetherARequestIsOpenOrNot() {
        ServerRig rig = new ServerRig();
        ClientRig held = rig.openPolling();
        held.poll();
        ClientRig away = rig.openPolling();

        rig.io.close();

        assertThat(held.closed()).isTrue();
        assertThat(away.closed()).isTrue();
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void clientsThatJoinedNothingAreClosedToo() {
        ServerRig rig = new ServerRig();
        rig.io.use((socket, next) -> heard.add("pending"));
        ClientRig pending = rig.open();
        pending.send("0");
        ClientRig silent = rig.open();

        rig.io.close();

        assertThat(heard).containsExactly("pending");
        assertThat(pending.closed()).isTrue();
        assertThat(silent.closed()).isTrue();
        assertThat(rig.io).hasToString("SocketIoServer[0 clients, 1 namespaces]");
    }

    @Test
    void nobodyIsLetInAfterwards() {
        ServerRig rig = new ServerRig();
        rig.io.onConnection(socket -> heard.add("connected"));

        rig.io.close();

        assertThat(rig.open()).isNull();
        assertThat(rig.io).hasToString("SocketIoServer[0 clients, 1 namespaces]");
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void aGentleCloseLetsQueuedEventsLeaveFirst() {
        ServerRig rig = new ServerRig();
        listen(rig, "/");
        ClientRig client = rig.openPolling();
        client.send("0");
        client.poll();
        client.received();
        rig.io.emit("last");

        CompletableFuture<Void> closed = rig.io.close(Duration.ofSeconds(5)).toCompletableFuture();
        assertThat(closed).isNotDone();
        assertThat(rig.open()).isNull();
        assertThat(heard).isEmpty();
        client.poll();
        client.poll();

        assertThat(client.received()).containsExactly("2[\"last\"]");
        assertThat(closed).isCompleted();
        assertThat(heard).singleElement().asString().contains("server shutting down");
        assertThat(rig.sessions()).isZero();
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void aGentleCloseEndsWithItsTime() {
        ServerRig rig = new ServerRig();
        listen(rig, "/");
        ClientRig client = rig.openPolling();
        client.send("0");
        CompletableFuture<Void> closed = rig.io.close(Duration.ofSeconds(5)).toCompletableFuture();

        rig.advance(Duration.ofMillis(4_999));
        assertThat(closed).isNotDone();
        rig.advance(Duration.ofMillis(1));

        assertThat(closed).isCompleted();
        assertThat(heard).singleElement().asString().contains("server shutting down");
    }

    @Test
    void aGentleCloseAfterThatOfTheEngineClosesTheNamespacesToo() {
        List<String> closed = new ArrayList<>();
        ServerRig rig = new ServerRig(options -> options.adapter(context -> new ClosingAdapter(context, closed)));
        rig.io.engine().close(Duration.ofSeconds(5));
        assertThat(closed).isEmpty();

        assertThat(rig.io.close(Duration.ofSeconds(5)).toCompletableFuture()).isCompleted();

        assertThat(closed).containsExactly("/");
    }

    @Test
    void closeEndsAGentleClose() {
        ServerRig rig = new ServerRig();
        listen(rig, "/");
        ClientRig client = rig.openPolling();
        client.send("0");
        CompletableFuture<Void> closed = rig.io.close(Duration.ofSeconds(5)).toCompletableFuture();

        rig.io.close();

        assertThat(closed).isCompleted();
        assertThat(heard).singleElement().asString().contains("server shutting down");
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void closingTwiceIsClosingOnce() {
        ServerRig rig = new ServerRig();
        listen(rig, "/");
        rig.connect();

        rig.io.close();
        rig.io.close();

        assertThat(heard).hasSize(1);
    }

    @Test
    void pendingAcksFail() {
        ServerRig rig = new ServerRig();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        rig.io.onConnection(socket -> answers.add(socket.emitWithAck("x").toCompletableFuture()));
        rig.connect();

        rig.io.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> answers.get(0).get())
                .havingCause()
                .isInstanceOf(SocketDisconnectedException.class)
                .withMessageContaining("server shutting down");
    }

    @Test
    void sendingAfterwardsDoesNothing() {
        ServerRig rig = new ServerRig();
        rig.connect();
        rig.io.close();

        rig.io.emit("x");
        rig.io.to("room").emit("x");

        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aListenerMayCloseTheServer() {
        ServerRig rig = new ServerRig();
        rig.io.onConnection(socket -> {
            socket.on("stop", event -> rig.io.close());
            socket.onDisconnect(reason -> heard.add(reason.toString()));
        });
        ClientRig client = rig.connect();

        client.send("2[\"stop\"]");

        assertThat(heard).containsExactly("server shutting down");
        assertThat(client.closed()).isTrue();
    }

    @Test
    void theAdaptersAreClosed() {
        List<String> closed = new ArrayList<>();
        ServerRig rig = new ServerRig(options -> options.adapter(context -> new ClosingAdapter(context, closed)));
        rig.io.of("/a");

        rig.io.close();

        assertThat(closed).containsExactlyInAnyOrder("/", "/a");
    }

    @Test
    void anAdapterThatIsMadeTooLateIsClosedAtOnce() {
        List<String> closed = new ArrayList<>();
        ServerRig rig = new ServerRig(options -> options.adapter(context -> new ClosingAdapter(context, closed)));

        rig.io.of("/late", namespace -> rig.io.close());

        assertThat(closed).containsExactly("/", "/late");
    }

    @Test
    void theAdapterOfANamespaceThatCannotBeSetUpIsClosed() {
        List<String> closed = new ArrayList<>();
        ServerRig rig = new ServerRig(options -> options.adapter(context -> new ClosingAdapter(context, closed)));

        assertThatIllegalStateException()
                .isThrownBy(() -> rig.io.of("/bad", namespace -> {
                    throw new IllegalStateException("a fault of the application");
                }));

        assertThat(closed).containsExactly("/bad");
        assertThat(rig.io.namespaces()).hasSize(1);
    }

    @Test
    void aMatcherThatAnswersTooLateMakesNothing() {
        ServerRig rig = new ServerRig();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        rig.io.ofAsync((name, auth) -> answer);
        rig.open().send("0/late,");

        rig.io.close();
        answer.complete(true);

        assertThat(rig.io).hasToString("SocketIoServer[0 clients, 1 namespaces]");
    }

    private void listen(ServerRig rig, String namespace) {
        rig.io.of(namespace).onConnection(socket -> {
            socket.join("room");
            socket.onDisconnecting((reason, cause) ->
                    heard.add(namespace + " " + reason + " " + socket.rooms().size()));
        });
    }

    /** Notes its end. */
    private record ClosingAdapter(AdapterContext context, List<String> closed) implements Adapter {
        @Override
        public void add(String socketId, Collection<String> rooms) {}

        @Override
        public void remove(String socketId, String room) {}

        @Override
        public void removeAll(String socketId) {}

        @Override
        public Set<String> rooms(String socketId) {
            return Set.of();
        }

        @Override
        public Set<String> sockets(Set<String> rooms) {
            return Set.of();
        }

        @Override
        public void broadcast(Packet packet, BroadcastTarget target) {}

        @Override
        public void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers) {}

        @Override
        public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target) {
            return CompletableFuture.completedStage(List.of());
        }

        @Override
        public void socketsJoin(BroadcastTarget target, Collection<String> rooms) {}

        @Override
        public void socketsLeave(BroadcastTarget target, Collection<String> rooms) {}

        @Override
        public void disconnectSockets(BroadcastTarget target, boolean close) {}

        @Override
        public void close() {
            closed.add(context.namespace());
        }
    }
}
