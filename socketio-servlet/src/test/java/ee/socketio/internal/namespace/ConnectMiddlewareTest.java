package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.Socket;
import ee.socketio.internal.namespace.codec.Unwritable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Middlewares of a namespace, which decide now or later: PROTOCOL 3.3, FEATURES 1.12. */
class ConnectMiddlewareTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> calls = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    @Test
    void middlewaresRunInTheirOrderBeforeTheSocketIsConnected() {
        rig.io.use(socket -> calls.add("first " + socket.connected()));
        rig.io.use((socket, next) -> {
            calls.add("second " + socket.connected());
            next.proceed();
        });
        rig.io.sockets().use(socket -> calls.add("third " + socket.connected()));
        rig.io.onConnection(socket -> calls.add("connected " + socket.connected()));

        rig.connect();

        assertThat(calls).containsExactly("first false", "second false", "third false", "connected true");
    }

    @Test
    void middlewaresOfOneNamespaceLeaveTheOthersAlone() {
        rig.io.of("/a").use(socket -> calls.add(socket.namespace().name()));
        rig.io.of("/b").use(socket -> {
            throw new ConnectRejectedException("never");
        });
        ClientRig client = rig.open();

        client.join("/");
        client.join("/a");
        client.send("0/b,");

        assertThat(calls).containsExactly("/a");
        assertThat(client.received()).containsExactly("4/b,{\"message\":\"never\"}");
    }

    @Test
    void aRefusalIsToldWithItsMessageAndStopsTheOthers() {
        rig.io.use(socket -> {
            throw new ConnectRejectedException("not allowed");
        });
        rig.io.use(socket -> calls.add("never"));
        rig.io.onConnection(sockets::add);
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"not allowed\"}");
        assertThat(client.open()).isTrue();
        assertThat(calls).isEmpty();
        assertThat(sockets).isEmpty();
        assertThat(rig.errors).isEmpty();
        assertThat(rig.io.sockets().sockets()).isEmpty();
    }

    @Test
    void aRefusalIsToldWithItsData() {
        rig.io
                .of("/deny")
                .use((socket, next) ->
                        next.reject(new ConnectRejectedException("not allowed", Map.of("content", "x"))));
        ClientRig client = rig.open();

        client.send("0/deny,");

        assertThat(client.received())
                .containsExactly("4/deny,{\"message\":\"not allowed\",\"data\":{\"content\":\"x\"}}");
    }

    @Test
    void aRefusalWithoutAMessageIsStillToldAsText() {
        rig.io.use(socket -> {
            throw new ConnectRejectedException(null);
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"null\"}");
    }

    @Test
    void ofAnyOtherExceptionTheClientLearnsNothingAndItIsReportedOnce() {
        IOException fault = new IOException("password of the database: 1234");
        rig.io.use(socket -> {
            sockets.add(socket);
            throw fault;
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"Internal error\"}");
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).cause()).isSameAs(fault);
        assertThat(rig.errors.get(0).listener()).isEqualTo("middleware of /");
        assertThat(rig.errors.get(0).socketId()).isEqualTo(sockets.get(0).id());
    }

    @Test
    void anErrorOfTheVirtualMachineIsTreatedAlike() {
        rig.io.use(socket -> {
            throw new StackOverflowError();
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"Internal error\"}");
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).cause()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void anExceptionThatIsPassedOnIsReportedOnceToo() {
        IOException fault = new IOException("a fault of the application");
        rig.io.use((socket, next) -> next.reject(fault));
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"Internal error\"}");
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).cause()).isSameAs(fault);
    }

    @Test
    void aRefusedClientMayTryAgain() {
        rig.io.use(socket -> {
            if (socket.handshake().auth().isEmpty()) {
                throw new ConnectRejectedException("who are you?");
            }
        });
        ClientRig client = rig.open();

        client.send("0");
        client.send("0{\"token\":\"x\"}");

        List<String> received = client.received();
        assertThat(received).hasSize(2).first().isEqualTo("4{\"message\":\"who are you?\"}");
        assertThat(ClientRig.socketId(received.get(1))).isNotNull();
    }

    @Test
    void aFaultAfterTheDecisionIsReportedAndChangesNothing() {
        rig.io.use((socket, next) -> {
            next.proceed();
            throw new IllegalStateException("after the decision");
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).extracting(ClientRig::socketId).hasSize(1);
        assertThat(rig.errors).extracting(error -> error.cause().getMessage()).containsExactly("after the decision");
    }

    @Test
    void dataThatCannotBeWrittenIsReportedAndTheClientIsToldWithoutIt() {
        rig.io.use(socket -> {
            throw new ConnectRejectedException("not allowed", new Unwritable());
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"not allowed\"}");
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void roomsThatWereJoinedBeforeARefusalAreLeft() {
        rig.io.use(socket -> {
            sockets.add(socket);
            socket.join("room");
            throw new ConnectRejectedException("no");
        });

        rig.open().send("0");

        assertThat(sockets.get(0).rooms()).isEmpty();
        assertThat(sockets.get(0).connected()).isFalse();
    }

    @Test
    void middlewaresThatAreAddedLaterConcernLaterSockets() {
        ClientRig early = rig.connect();
        rig.io.use(socket -> {
            throw new ConnectRejectedException("closed");
        });

        ClientRig late = rig.open();
        late.send("0");

        assertThat(early.open()).isTrue();
        assertThat(rig.io.sockets().sockets()).hasSize(1);
        assertThat(late.received()).containsExactly("4{\"message\":\"closed\"}");
    }
}
