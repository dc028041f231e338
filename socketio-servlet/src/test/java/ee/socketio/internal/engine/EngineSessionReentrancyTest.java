package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls from inside of callbacks: nothing overlaps, and the end comes once and last. */
@Timeout(30)
class EngineSessionReentrancyTest {

    private static final Consumer<SessionRig> CLOSE = rig -> rig.session.close();
    private static final Consumer<SessionRig> DISCARD = rig -> rig.session.discard();
    private static final Consumer<SessionRig> FAIL = rig -> rig.fail(CloseReason.TRANSPORT_ERROR);
    private static final Consumer<SessionRig> RECEIVE_CLOSE = rig -> rig.receive("1");
    private static final Consumer<SessionRig> RECEIVE_PING = rig -> rig.receive("2");

    private static Stream<Arguments> endings() {
        return Stream.of(CLOSE, DISCARD, FAIL, RECEIVE_CLOSE, RECEIVE_PING)
                .flatMap(first -> Stream.of(CLOSE, DISCARD, FAIL, RECEIVE_CLOSE, RECEIVE_PING)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void theEndIsToldOnceAndLastWhateverHappensInsideOfIt(Consumer<SessionRig> first, Consumer<SessionRig> second) {
        SessionRig rig = SessionRig.openWebSocket();
        rig.handler.onCall(call -> {
            second.accept(rig);
            rig.send("inside");
            rig.receive("4inside");
        });
        rig.transport.onCall(call -> second.accept(rig));

        rig.receive("4a");
        first.accept(rig);

        assertThat(rig.handler.log()).startsWith("text a").hasSize(2);
        assertThat(rig.handler.log().get(1)).startsWith("close ");
        assertThat(rig.transport.log()).filteredOn("close"::equals).hasSize(1);
        assertThat(rig.handler.overlapped()).isFalse();
        assertThat(rig.timers.live()).isZero();
        assertThat(rig.store.size()).isZero();
    }

    @Test
    void aHandlerMayAnswerFromInside() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.handler.onCall(call -> rig.send("echo " + call));

        rig.receive("4a");
        rig.receive("4b");
        rig.written();

        assertThat(rig.transport.packets()).containsExactly("4echo text a", "4echo text b");
    }

    @Test
    void whatArrivesInsideOfACallbackIsDeliveredAfterIt() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.handler.onCall(call -> {
            if (call.equals("text a")) {
                rig.receive("4b");
                rig.receive("4c");
            }
        });

        rig.receive("4a");

        assertThat(rig.handler.log()).containsExactly("text a", "text b", "text c");
        assertThat(rig.handler.overlapped()).isFalse();
    }

    @Test
    void aMessageThatWasOnItsWayWhenTheSessionEndedIsDropped() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.handler.onCall(call -> {
            if (call.equals("text a")) {
                rig.receive("4b");
                rig.session.discard();
                rig.receive("4c");
            }
        });

        rig.receive("4a");

        assertThat(rig.handler.log()).containsExactly("text a", "text b", "close forced close");
    }

    @Test
    void aTransportMayReportItselfWritableFromInsideOfAWrite() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.transport.onCall(call -> {
            if (call.startsWith("write")) {
                rig.written();
            }
        });

        for (int i = 0; i < 10_000; i++) {
            rig.send("m" + i);
        }

        assertThat(rig.transport.log()).hasSize(10_000).endsWith("write 4m9999");
        assertThat(rig.session.writable()).isTrue();
    }

    @Test
    void aMessageSentFromInsideOfAWriteLeavesAfterIt() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.transport.onCall(call -> {
            if (call.equals("write 4a")) {
                rig.send("b");
                rig.written();
            }
        });

        rig.send("a");

        assertThat(rig.transport.log()).containsExactly("write 4a", "write 4b");
    }

    @Test
    void aTransportMayFailInsideOfAWrite() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.transport.onCall(call -> {
            if (call.startsWith("write")) {
                rig.fail(CloseReason.TRANSPORT_ERROR);
            }
        });

        rig.send("a");
        rig.send("b");

        assertThat(rig.transport.log()).containsExactly("write 4a", "close");
        assertThat(rig.handler.log()).containsExactly("close transport error");
    }

    @Test
    void aHandlerMayCloseInsideOfTheUpgrade() {
        SessionRig rig = SessionRig.openPolling();
        RecordingTransport webSocket = rig.probed();
        rig.handler.onCall(call -> rig.session.close());

        rig.receive(webSocket, "5");

        assertThat(rig.handler.log()).containsExactly("upgrade websocket", "close forced close");
        assertThat(webSocket.log()).containsExactly("write 3probe", "close");
    }

    @Test
    void aHandlerMaySendInsideOfTheUpgradeAfterWhatWasQueued() {
        SessionRig rig = SessionRig.openPolling();
        RecordingTransport webSocket = rig.probed();
        rig.send("queued");
        rig.handler.onCall(call -> rig.send("inside"));

        rig.receive(webSocket, "5");
        rig.session.onWritable(webSocket);

        assertThat(webSocket.packets()).containsExactly("3probe", "4queued", "4inside");
    }

    @Test
    void aTransportThatThrowsWhenItIsClosedDoesNotHideTheEnd() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.transport.onCall(call -> {
            throw new IllegalStateException("on purpose");
        });

        try {
            rig.session.discard();
        } catch (IllegalStateException e) {
            // Whether it comes out here does not matter.
        }

        assertThat(rig.handler.log()).containsExactly("close forced close");
    }

    @Test
    void aHandlerThatThrowsHarmsNeitherTheSessionNorTheNextCall() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.handler.onCall(call -> {
            if (call.equals("text a")) {
                throw new IllegalStateException("on purpose");
            }
        });

        rig.receive("4a");
        rig.receive("4b");
        rig.session.close();

        assertThat(rig.handler.log()).isEqualTo(List.of("text a", "text b", "close forced close"));
    }
}
