package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.Next;
import ee.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Middlewares for the events of one socket. */
class PacketMiddlewareTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> calls = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<Next> pending = new ArrayList<>();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    PacketMiddlewareTest() {
        socket.onError(errors::add);
        socket.on("a", event -> calls.add("listener " + event.get(0, Object.class)));
    }

    @Test
    void middlewaresRunInTheirOrderBeforeTheListeners() {
        socket.onAny(event -> calls.add("any"));
        socket.use(event -> calls.add("first " + event.name()));
        socket.use((event, next) -> {
            calls.add("second " + event.size());
            next.proceed();
        });

        client.send("2[\"a\",1]");

        assertThat(calls).containsExactly("any", "first a", "second 1", "listener 1");
    }

    @Test
    void aRefusedEventIsDroppedAndTheErrorListenersHearWhy() {
        ConnectRejectedException refusal = new ConnectRejectedException("too often");
        socket.use(event -> {
            throw refusal;
        });
        socket.use(event -> calls.add("never"));

        client.send("20[\"a\",1]");

        assertThat(calls).isEmpty();
        assertThat(errors).containsExactly(refusal);
        assertThat(rig.errors).isEmpty();
        assertThat(client.received()).isEmpty();
        assertThat(client.open()).isTrue();
    }

    @Test
    void anyOtherExceptionIsReportedToo() {
        IllegalStateException fault = new IllegalStateException("a fault of the application");
        socket.use((event, next) -> {
            throw fault;
        });

        client.send("2[\"a\",1]");

        assertThat(calls).isEmpty();
        assertThat(errors).containsExactly(fault);
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).listener()).isEqualTo("packet middleware");
        assertThat(rig.errors.get(0).socketId()).isEqualTo(socket.id());
        assertThat(rig.errors.get(0).cause()).isSameAs(fault);
    }

    @Test
    void oneRefusalDoesNotConcernTheNextEvent() {
        socket.use(event -> {
            if (event.get(0, int.class) == 1) {
                throw new ConnectRejectedException("not this one");
            }
        });

        client.send("2[\"a\",1]");
        client.send("2[\"a\",2]");

        assertThat(calls).containsExactly("listener 2");
        assertThat(errors).hasSize(1);
    }

    @Test
    void aMiddlewareMayAnswerAndDrop() {
        socket.use((event, next) -> {
            event.ack("from the middleware");
            next.reject(new ConnectRejectedException("answered"));
        });

        client.send("20[\"a\",1]");

        assertThat(client.received()).containsExactly("30[\"from the middleware\"]");
        assertThat(calls).isEmpty();
    }

    @Test
    void eventsDoNotWaitForAMiddlewareThatDecidesLater() {
        socket.use((event, next) -> {
            if (event.get(0, int.class) == 1) {
                pending.add(next);
            } else {
                next.proceed();
            }
        });
        client.send("2[\"a\",1]");
        client.send("2[\"a\",2]");
        assertThat(calls).containsExactly("listener 2");

        pending.get(0).proceed();

        assertThat(calls).containsExactly("listener 2", "listener 1");
    }

    @Test
    void aMiddlewareMayRefuseLater() {
        ConnectRejectedException refusal = new ConnectRejectedException("late");
        socket.use((event, next) -> pending.add(next));
        client.send("2[\"a\",1]");

        pending.get(0).reject(refusal);
        pending.get(0).proceed();

        assertThat(calls).isEmpty();
        assertThat(errors).containsExactly(refusal);
    }

    @Test
    void theFirstDecisionCounts() {
        socket.use((event, next) -> {
            next.proceed();
            next.proceed();
            next.reject(new ConnectRejectedException("never"));
        });

        client.send("2[\"a\",1]");

        assertThat(calls).containsExactly("listener 1");
        assertThat(errors).isEmpty();
    }

    @Test
    void aFaultAfterTheDecisionIsReportedAndChangesNothing() {
        socket.use((event, next) -> {
            next.proceed();
            throw new IllegalStateException("after the decision");
        });

        client.send("2[\"a\",1]");

        assertThat(calls).containsExactly("listener 1");
        assertThat(rig.errors).extracting(error -> error.cause().getMessage()).containsExactly("after the decision");
    }

    @Test
    void anEventThatIsDecidedAfterTheDisconnectIsDropped() {
        socket.use((event, next) -> pending.add(next));
        client.send("2[\"a\",1]");
        client.send("1");

        pending.get(0).proceed();

        assertThat(calls).isEmpty();
    }

    @Test
    void acksDoNotPassTheMiddlewares() {
        socket.use(event -> calls.add("never"));
        var answer = socket.emitWithAck("question").toCompletableFuture();

        client.send("30[42]");

        assertThat(answer.join().get(0, int.class)).isEqualTo(42);
        assertThat(calls).isEmpty();
    }

    @Test
    void middlewaresOfOneSocketLeaveTheOthersAlone() {
        socket.use(event -> {
            throw new ConnectRejectedException("no");
        });
        ClientRig other = rig.open();
        rig.socket(other.join("/")).on("a", event -> calls.add("other"));

        other.send("2[\"a\",1]");

        assertThat(calls).containsExactly("other");
    }

    @Test
    void anErrorListenerThatFailsIsReportedAndTheOthersStillHear() {
        List<Throwable> second = new ArrayList<>();
        ClientRig other = rig.open();
        Socket its = rig.socket(other.join("/"));
        its.onError(error -> {
            throw new IllegalStateException("a fault of the listener");
        });
        its.onError(second::add);
        its.use(event -> {
            throw new ConnectRejectedException("no");
        });

        other.send("2[\"a\"]");

        assertThat(second).hasSize(1);
        assertThat(rig.errors)
                .extracting(error -> error.cause().getMessage())
                .containsExactly("a fault of the listener");
    }
}
