package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.Next;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Middlewares that decide later, and what happens to a client meanwhile. */
class PendingConnectTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> calls = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Next> pending = new ArrayList<>();

    @Test
    void theClientWaitsForAMiddlewareThatDecidesLater() {
        rig.io.use((socket, next) -> pending.add(next));
        rig.io.use(socket -> calls.add("second"));
        rig.io.onConnection(sockets::add);
        ClientRig client = rig.open();
        client.send("0");
        assertThat(client.received()).isEmpty();
        assertThat(calls).isEmpty();

        pending.get(0).proceed();

        assertThat(calls).containsExactly("second");
        assertThat(sockets).hasSize(1);
        assertThat(client.received())
                .extracting(ClientRig::socketId)
                .containsExactly(sockets.get(0).id());
    }

    @Test
    void aMiddlewareMayRefuseLater() {
        rig.io.use((socket, next) -> pending.add(next));
        rig.io.use(socket -> calls.add("never"));
        ClientRig client = rig.open();
        client.send("0");

        pending.get(0).reject(new ConnectRejectedException("too late", 5));

        assertThat(client.received()).containsExactly("4{\"message\":\"too late\",\"data\":5}");
        assertThat(calls).isEmpty();
    }

    @Test
    void aMiddlewareMayDecideOnAnotherThread() throws Exception {
        rig.io.use((socket, next) -> {
            Thread thread = new Thread(next::proceed);
            thread.start();
            thread.join();
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).extracting(ClientRig::socketId).hasSize(1);
    }

    @Test
    void theFirstDecisionCounts() {
        rig.io.use((socket, next) -> {
            next.proceed();
            next.proceed();
            next.reject(new ConnectRejectedException("never"));
        });
        rig.io.use((socket, next) -> pending.add(next));
        rig.io.onConnection(sockets::add);
        ClientRig client = rig.open();
        client.send("0");

        pending.get(0).proceed();
        pending.get(0).reject(new ConnectRejectedException("never"));
        pending.get(0).proceed();

        assertThat(pending).hasSize(1);
        assertThat(sockets).hasSize(1);
        assertThat(client.received()).extracting(ClientRig::socketId).hasSize(1);
    }

    @Test
    void aRefusalIsToldOnce() {
        rig.io.use((socket, next) -> pending.add(next));
        ClientRig client = rig.open();
        client.send("0");

        pending.get(0).reject(new ConnectRejectedException("first"));
        pending.get(0).reject(new ConnectRejectedException("second"));
        pending.get(0).proceed();

        assertThat(client.received()).containsExactly("4{\"message\":\"first\"}");
    }

    @Test
    void anEventWhileAMiddlewareIsPendingClosesTheConnection() {
        for (String packet : List.of("2[\"x\"]", "20[\"x\"]", "30[]", "1")) {
            ClientRig client = pendingClient();

            client.send(packet);

            assertThat(client.closed()).as(packet).isTrue();
        }
        pending.forEach(Next::proceed);
        assertThat(rig.io.sockets().sockets()).isEmpty();
    }

    @Test
    void whoLeavesWhileAMiddlewareIsPendingIsForgotten() {
        rig.io.use((socket, next) -> {
            sockets.add(socket);
            socket.join("room");
            socket.onDisconnect(reason -> calls.add("disconnect"));
            socket.onDisconnecting((reason, cause) -> calls.add("disconnecting"));
            pending.add(next);
        });
        rig.io.onConnection(socket -> calls.add("connected"));
        ClientRig client = rig.open();
        client.send("0");
        assertThat(sockets.get(0).rooms()).containsExactly("room");

        client.end(CloseReason.TRANSPORT_CLOSE, null);
        pending.get(0).proceed();

        assertThat(calls).isEmpty();
        assertThat(sockets.get(0).rooms()).isEmpty();
        assertThat(rig.io.sockets().sockets()).isEmpty();
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void aBroadcastReachesNobodyWhoIsNotConnectedYet() {
        rig.io.use((socket, next) -> {
            socket.join("room");
            pending.add(next);
        });
        ClientRig client = rig.open();
        client.send("0");

        rig.io.emit("all");
        rig.io.to("room").emit("room");

        assertThat(client.received()).isEmpty();
    }

    @Test
    void whoIsNeverLetInIsClosedInTime() {
        ClientRig client = pendingClient();

        rig.advance(Duration.ofSeconds(45));

        assertThat(client.closed()).isTrue();
        pending.get(0).proceed();
        assertThat(client.received()).isEmpty();
        assertThat(rig.io.sockets().sockets()).isEmpty();
    }

    private ClientRig pendingClient() {
        if (pending.isEmpty()) {
            rig.io.use((socket, next) -> pending.add(next));
        }
        ClientRig client = rig.open();
        client.send("0");
        return client;
    }
}
