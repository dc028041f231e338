package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.ArgumentException;
import ee.socketio.Arguments;
import ee.socketio.DisconnectReason;
import ee.socketio.SocketDisconnectedException;
import ee.socketio.engine.CloseReason;
import ee.socketio.internal.namespace.codec.Unwritable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acks that the server asks for: PROTOCOL 3.5. After each test no answer is pending any more. */
class AcksFromClientsTest {
    private final ServerRig rig = new ServerRig();
    private final ClientRig client = rig.open();
    private final LocalSocket socket = (LocalSocket) rig.socket(client.join("/"));
    private final List<LocalSocket> sockets = new ArrayList<>(List.of(socket));

    @AfterEach
    void nothingIsPending() {
        sockets.forEach(each ->
                assertThat(each.acks().size()).as("pending answers of %s", each).isZero());
        assertThat(rig.liveTimers()).as("timers, one of each session").isEqualTo(rig.sessions());
    }

    @Test
    void theAnswerCompletesTheStage() throws Exception {
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("question", 1));
        assertThat(client.received()).containsExactly("20[\"question\",1]");
        assertThat(answer).isNotDone();

        client.send("30[42,null,{\"a\":true}]");

        Arguments arguments = answer.get();
        assertThat(arguments.size()).isEqualTo(3);
        assertThat(arguments.get(0, int.class)).isEqualTo(42);
        assertThat(arguments.get(1, String.class)).isNull();
        assertThat(arguments.get(2, Object.class)).isEqualTo(java.util.Map.of("a", true));
    }

    @Test
    void anAnswerMayHaveNoValues() throws Exception {
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("question"));

        client.send("30[]");

        assertThat(answer.get().size()).isZero();
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> answer.get().get(0, String.class));
    }

    @Test
    void anAnswerMayHaveBytes() throws Exception {
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("question", (Object) new byte[] {9}));
        assertThat(client.received()).containsExactly("51-0[\"question\",{\"_placeholder\":true,\"num\":0}]", "[9]");

        client.send("61-0[{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2});

        assertThat(answer.get().get(0, byte[].class)).containsExactly(1, 2);
    }

    @Test
    void idsCountUpAndAreSharedByTheSocketsOfANamespace() {
        ClientRig other = another();
        socket.emitWithAck("a");
        socket("other").emitWithAck("b");
        socket.emitWithAck("c");

        assertThat(client.received()).containsExactly("20[\"a\"]", "22[\"c\"]");
        assertThat(other.received()).containsExactly("21[\"b\"]");
        end();
    }

    @Test
    void theIdsOfAnotherNamespaceAreItsOwn() throws Exception {
        rig.io.of("/a").onConnection(other -> sockets.add((LocalSocket) other));
        client.join("/a");
        CompletableFuture<Arguments> main = future(socket.emitWithAck("x"));
        CompletableFuture<Arguments> a = future(sockets.get(1).emitWithAck("x"));
        assertThat(client.received()).containsExactly("20[\"x\"]", "2/a,0[\"x\"]");

        client.send("3/a,0[\"a\"]");
        assertThat(main).isNotDone();
        assertThat(a.get().get(0, String.class)).isEqualTo("a");

        client.send("30[\"main\"]");
        assertThat(main.get().get(0, String.class)).isEqualTo("main");
    }

    @Test
    void answersComeInAnyOrder() throws Exception {
        CompletableFuture<Arguments> first = future(socket.emitWithAck("a"));
        CompletableFuture<Arguments> second = future(socket.emitWithAck("b"));

        client.send("31[\"second\"]");
        client.send("30[\"first\"]");

        assertThat(first.get().get(0, String.class)).isEqualTo("first");
        assertThat(second.get().get(0, String.class)).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31[]", "399[\"x\"]", "3[\"x\"]", "3", "30", "39223372036854775807[]"})
    void anAnswerThatFitsNoQuestionIsIgnored(String packet) throws Exception {
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("question"));

        client.send(packet);
        assertThat(answer).isNotDone();
        assertThat(client.open()).isTrue();

        client.send("30[\"right\"]");
        assertThat(answer.get().get(0, String.class)).isEqualTo("right");
    }

    @Test
    void onlyTheFirstAnswerCounts() throws Exception {
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("question"));

        client.send("30[1]");
        client.send("30[2]");

        assertThat(answer.get().get(0, int.class)).isEqualTo(1);
        assertThat(client.open()).isTrue();
    }

    @Test
    void theAnswerOfAnotherClientIsNoAnswer() throws Exception {
        ClientRig other = another();
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("question"));

        other.send("30[\"wrong\"]");
        assertThat(answer).isNotDone();

        client.send("30[\"right\"]");
        assertThat(answer.get().get(0, String.class)).isEqualTo("right");
    }

    @Test
    void theDisconnectFailsWhatIsPending() {
        CompletableFuture<Arguments> first = future(socket.emitWithAck("a"));
        CompletableFuture<Arguments> second =
                future(socket.timeout(Duration.ofSeconds(5)).emitWithAck("b"));

        client.send("1");

        assertDisconnected(first, DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        assertDisconnected(second, DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    @Test
    void theReasonOfTheDisconnectIsTold() {
        CompletableFuture<Arguments> answer = future(socket.emitWithAck("a"));

        client.end(CloseReason.TRANSPORT_ERROR, null);

        assertDisconnected(answer, DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void aQuestionAfterTheDisconnectFailsAtOnce() {
        socket.disconnect();
        client.received();

        CompletableFuture<Arguments> answer = future(socket.emitWithAck("a"));
        CompletableFuture<Arguments> other =
                future(socket.timeout(Duration.ofSeconds(5)).emitWithAck("b"));

        assertDisconnected(answer, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        assertDisconnected(other, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        assertThat(client.received()).isEmpty();
    }

    @Test
    void aQuestionOfAMiddlewareIsAnsweredOnceTheClientIsConnected() throws Exception {
        List<CompletableFuture<Arguments>> answers = new ArrayList<>();
        rig.io.use(joining -> {
            sockets.add((LocalSocket) joining);
            answers.add(future(joining.emitWithAck("who are you?")));
        });
        ClientRig other = rig.open();
        other.send("0");
        assertThat(other.received()).hasSize(2).first().isEqualTo("20[\"who are you?\"]");

        other.send("30[\"ann\"]");

        assertThat(answers.get(0).get().get(0, String.class)).isEqualTo("ann");
    }

    @Test
    void aFaultOfWhoeverWaitsHarmsNobody() throws Exception {
        CompletableFuture<Void> dependent = future(socket.emitWithAck("a")).thenAccept(arguments -> {
            throw new IllegalStateException("a fault of the application");
        });
        CompletableFuture<Arguments> next = future(socket.emitWithAck("b"));

        client.send("30[]");
        client.send("31[]");

        assertThat(dependent).isCompletedExceptionally();
        assertThat(next.get().size()).isZero();
        assertThat(client.open()).isTrue();
    }

    @Test
    void completingTheStageOneselfChangesNothingForTheServer() {
        CompletionStage<Arguments> stage = socket.emitWithAck("a");

        assertThat(future(stage).cancel(true)).isTrue();
        client.send("30[]");

        assertThat(client.open()).isTrue();
    }

    @Test
    void aQuestionThatCannotBeWrittenIsNeitherSentNorPending() {
        client.received();

        assertThatIllegalArgumentException().isThrownBy(() -> socket.emitWithAck("a", new Unwritable()));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.emitWithAck("connect"));

        assertThat(client.received()).isEmpty();
    }

    private ClientRig another() {
        ClientRig other = rig.open();
        sockets.add((LocalSocket) rig.socket(other.join("/")));
        return other;
    }

    private LocalSocket socket(String other) {
        assertThat(sockets).as(other).hasSize(2);
        return sockets.get(1);
    }

    /** Lets the answers fail that a test does not give. */
    private void end() {
        sockets.forEach(LocalSocket::disconnect);
    }

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }

    private static void assertDisconnected(CompletableFuture<Arguments> answer, DisconnectReason reason) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(answer::get)
                .havingCause()
                .isInstanceOfSatisfying(SocketDisconnectedException.class, cause -> {
                    assertThat(cause.reason()).isEqualTo(reason);
                    assertThat(cause).hasMessage("socket has been disconnected: " + reason);
                });
    }
}
