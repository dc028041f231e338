package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.AnsweringListener;
import ee.socketio.ConnectRejectedException;
import ee.socketio.EventException;
import ee.socketio.GenericType;
import ee.socketio.Socket;
import ee.socketio.TypedListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners whose return value is the ack, and what a client hears of those that fail. */
class AnsweringListenersTest {
    private static final String INTERNAL_ERROR = "35[{\"error\":\"Internal error\"}]";

    private final ServerRig rig = new ServerRig();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of("x", "\"x\""),
                Arguments.of(new Saved(1, "pen"), "{\"id\":1,\"name\":\"pen\"}"),
                Arguments.of(List.of(1, 2), "[1,2]"),
                Arguments.of(List.of(), "[]"),
                Arguments.of(new Object[] {1, "a"}, "[1,\"a\"]"),
                Arguments.of(Optional.empty(), "null"),
                Arguments.of(CompletableFuture.completedFuture(List.of(3)), "[3]"),
                Arguments.of(CompletableFuture.completedStage(null), "null"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsReturnedIsTheOneValueOfTheAck(Object answer, String json) {
        socket.answer("ask", event -> answer);

        client.send("25[\"ask\"]");

        assertThat(client.received()).containsExactly("35[" + json + "]");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void bytesMayBeReturned() {
        socket.answer("ask", event -> new byte[] {1, 2});

        client.send("25[\"ask\"]");

        assertThat(client.received()).containsExactly("61-5[{\"_placeholder\":true,\"num\":0}]", "[1, 2]");
    }

    @Test
    void everyFormOfArgumentsHasItsAnswer() {
        GenericType<List<Integer>> numbers = new GenericType<>() {};
        socket.answer("one", Saved.class, saved -> saved.name());
        socket.answer("list", numbers, list -> list.size());
        socket.answer("two", Integer.class, Integer.class, (x, y) -> x + y);
        socket.answer("lists", numbers, numbers, (x, y) -> x.size() + y.size());
        socket.answer("three", Integer.class, Integer.class, Integer.class, (x, y, z) -> x + y + z);
        socket.answer("more", numbers, numbers, numbers, (x, y, z) -> x.size() + y.size() + z.size());
        socket.answer("many", List.of(Integer.class, String.class), (event, arguments) -> event.name() + arguments);

        client.send("21[\"one\",{\"id\":1,\"name\":\"pen\"}]");
        client.send("22[\"list\",[1,2]]");
        client.send("23[\"two\",1,2]");
        client.send("24[\"lists\",[1],[2]]");
        client.send("25[\"three\",1,2,3]");
        client.send("26[\"more\",[1],[2],[3]]");
        client.send("27[\"many\",1,\"x\"]");

        assertThat(client.received())
                .containsExactly("31[\"pen\"]", "32[2]", "33[3]", "34[2]", "35[6]", "36[3]", "37[\"many[1, x]\"]");
    }

    @Test
    void aMethodOfTheApplicationMayBeNamed() {
        socket.answer("shout", String.class, String::toUpperCase);

        client.send("21[\"shout\",\"hi\"]");

        assertThat(client.received()).containsExactly("31[\"HI\"]");
    }

    @Test
    void nobodyIsAnsweredWhoDidNotAsk() {
        socket.answer("ask", event -> "x");
        socket.answer("fail", event -> CompletableFuture.failedStage(new EventException("no")));

        client.send("2[\"ask\"]");
        client.send("2[\"fail\"]");

        assertThat(client.received()).isEmpty();
        assertThat(rig.errors).extracting("listener").containsExactly("event 'fail'");
    }

    @Test
    void aStageAnswersWhenItCompletes() {
        CompletableFuture<String> later = new CompletableFuture<>();
        socket.answer("ask", event -> later);
        client.send("25[\"ask\"]");
        assertThat(client.received()).isEmpty();

        later.complete("x");

        assertThat(client.received()).containsExactly("35[\"x\"]");
    }

    @Test
    void aStageThatCompletesAfterTheDisconnectDoesNoHarm() {
        CompletableFuture<String> later = new CompletableFuture<>();
        socket.answer("ask", event -> later);
        client.send("25[\"ask\"]");
        client.send("1");

        later.complete("x");

        assertThat(client.received()).isEmpty();
        assertThat(rig.errors).isEmpty();
    }

    static Stream<AnsweringListener<Object>> waysToFail() {
        RuntimeException failure = new IllegalStateException("the password is 1234");
        return Stream.of(
                argument -> {
                    throw failure;
                },
                argument -> {
                    throw new AssertionError("an error");
                },
                argument -> CompletableFuture.failedStage(failure),
                argument -> CompletableFuture.failedStage(failure).thenApply(x -> x),
                argument -> new Unwritable(),
                argument -> CompletableFuture.completedStage(new Unwritable()));
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void aListenerThatFailsIsReportedOnceAndTheClientLearnsNothingButThat(AnsweringListener<Object> listener) {
        socket.answer("ask", Object.class, listener);

        client.send("25[\"ask\",1]");

        assertThat(client.received()).containsExactly(INTERNAL_ERROR);
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).listener()).isEqualTo("event 'ask'");
        assertThat(rig.errors.get(0).socketId()).isEqualTo(socket.id());
        assertThat(rig.errors.get(0).cause()).isNotInstanceOf(CompletionException.class);
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void anExceptionThatIsMeantForTheClientIsSentAndNotReported() {
        socket.answer("pay", int.class, amount -> {
            throw new EventException("too little", Map.of("missing", amount));
        });
        socket.answer(
                "later",
                int.class,
                amount -> CompletableFuture.failedStage(new CompletionException(new EventException("too late"))));
        socket.answer("refused", int.class, amount -> {
            throw new ConnectRejectedException("not you");
        });

        client.send("21[\"pay\",5]");
        client.send("22[\"later\",5]");
        client.send("23[\"refused\",5]");

        assertThat(client.received())
                .containsExactly(
                        "31[{\"error\":\"too little\",\"data\":{\"missing\":5}}]",
                        "32[{\"error\":\"too late\"}]",
                        "33[{\"error\":\"not you\"}]");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void dataThatCannotBeWrittenIsReportedAndTheClientGetsTheMessage() {
        socket.answer("pay", int.class, amount -> {
            throw new EventException("too little", new Unwritable());
        });

        client.send("25[\"pay\",5]");

        assertThat(client.received()).containsExactly("35[{\"error\":\"too little\"}]");
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void anAckingListenerThatFailsTellsTheClientUnlessItAnsweredBefore() {
        socket.on("ask", String.class, (text, ack) -> {
            throw new IllegalStateException("before");
        });
        socket.on("tell", String.class, (text, ack) -> {
            ack.send("done");
            throw new IllegalStateException("after");
        });

        client.send("25[\"ask\",\"x\"]");
        client.send("26[\"tell\",\"x\"]");

        assertThat(client.received()).containsExactly(INTERNAL_ERROR, "36[\"done\"]");
        assertThat(rig.errors).hasSize(2);
    }

    @Test
    void aListenerThatOnlyListensLeavesTheAckToOthersWhenItFails() {
        TypedListener<String> failing = text -> {
            throw new EventException("no");
        };
        socket.on("ask", String.class, failing);
        socket.answer("ask", String.class, text -> "yes");

        client.send("25[\"ask\",\"x\"]");

        assertThat(client.received()).containsExactly("35[\"yes\"]");
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void aListenerThatReadsForItselfIsToldOnWhenAnArgumentDoesNotFit() {
        socket.answer("ask", event -> event.get(1, Integer.class));

        client.send("25[\"ask\",1]");
        client.send("26[\"ask\",1,\"two\"]");

        assertThat(client.received())
                .containsExactly(
                        "35[{\"error\":\"argument 1 is missing\"}]", "36[{\"error\":\"argument 1 does not fit\"}]");
        assertThat(rig.errors).hasSize(2);
    }

    @Test
    void anAckThatCannotBeWrittenLeavesRoomForAnother() {
        List<String> failures = new ArrayList<>();
        socket.on("ask", event -> {
            try {
                event.ack(new Unwritable());
            } catch (IllegalArgumentException e) {
                failures.add("not written");
            }
            event.ack("written");
        });

        client.send("25[\"ask\"]");

        assertThat(failures).hasSize(1);
        assertThat(client.received()).containsExactly("35[\"written\"]");
    }

    @Test
    void anAnsweringListenerIsTakenBackByItsRegistrationOrWithAllOthers() {
        socket.answer("a", event -> "x").remove();
        socket.answer("b", event -> "x");
        socket.off("b");

        client.send("21[\"a\"]");
        client.send("22[\"b\"]");

        assertThat(client.received()).isEmpty();
    }

    public record Saved(int id, String name) {}

    /** As a getter of the application fails. */
    public static final class Unwritable {
        public List<Integer> getBroken() {
            Iterator<Integer> nothing = List.<Integer>of().iterator();
            return List.of(nothing.next());
        }
    }
}
