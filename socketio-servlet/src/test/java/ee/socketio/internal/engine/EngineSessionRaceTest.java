package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads: what must hold whoever is faster. */
@Timeout(120)
class EngineSessionRaceTest {

    private static final int SENDERS = 4;
    private static final int MESSAGES = 500;

    @Test
    void everyMessageLeavesOnceAndInTheOrderOfItsThread() throws Exception {
        for (int round = 0; round < 50; round++) {
            SessionRig rig = SessionRig.openWebSocket();
            AtomicBoolean underWay = new AtomicBoolean();
            AtomicInteger overlaps = new AtomicInteger();
            rig.transport.onCall(call -> {
                if (!underWay.compareAndSet(false, true)) {
                    overlaps.incrementAndGet();
                }
            });
            AtomicInteger sending = new AtomicInteger(SENDERS);

            Race.run(SENDERS + 1, thread -> {
                if (thread < SENDERS) {
                    IntStream.range(0, MESSAGES).forEach(i -> rig.send(thread + ":" + i));
                    sending.decrementAndGet();
                } else {
                    // The transport: whatever it was given has left a moment later.
                    while (sending.get() > 0 || underWay.get()) {
                        if (underWay.getAndSet(false)) {
                            rig.written();
                        }
                        Thread.onSpinWait();
                    }
                }
            });

            List<String> packets = rig.transport.packets();
            assertThat(packets).hasSize(SENDERS * MESSAGES);
            for (int thread = 0; thread < SENDERS; thread++) {
                String prefix = "4" + thread + ":";
                assertThat(packets.stream().filter(packet -> packet.startsWith(prefix)))
                        .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
            assertThat(overlaps).hasValue(0);
        }
    }

    @Test
    void theEndComesOnceAndLastWhoeverBringsItAbout() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            SessionRig rig = SessionRig.openWebSocket();

            Race.run(4, thread -> {
                switch (thread) {
                    case 0 -> rig.session.close();
                    case 1 -> rig.session.onTransportEnd(rig.transport, CloseReason.TRANSPORT_CLOSE, null);
                    case 2 -> IntStream.range(0, 20).forEach(i -> rig.receive("4" + i));
                    default -> IntStream.range(0, 20).forEach(i -> rig.send("s" + i));
                }
            });

            List<String> calls = rig.handler.log();
            assertThat(calls).filteredOn(call -> call.startsWith("close ")).hasSize(1);
            assertThat(calls.get(calls.size() - 1)).isIn("close forced close", "close transport close");
            assertThat(rig.handler.overlapped()).isFalse();
            assertThat(rig.transport.log()).filteredOn("close"::equals).hasSize(1);
            assertThat(rig.timers.live()).isZero();
            assertThat(rig.store.size()).isZero();
        }
    }

    @Test
    void whatIsReceivedOverTwoTransportsNeverOverlaps() throws Exception {
        for (int round = 0; round < 500; round++) {
            SessionRig rig = SessionRig.openPolling();
            RecordingTransport webSocket = rig.probed();

            Race.run(2, thread -> {
                if (thread == 0) {
                    IntStream.range(0, 50).forEach(i -> rig.receive("4p" + i));
                } else {
                    rig.receive(webSocket, "5");
                    IntStream.range(0, 50).forEach(i -> rig.receive(webSocket, "4w" + i));
                }
            });

            assertThat(rig.handler.overlapped()).isFalse();
            assertThat(rig.handler.log()).contains("upgrade websocket");
            assertThat(rig.handler.log().stream().filter(call -> call.startsWith("text w")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 50).mapToObj(i -> "text w" + i).toList());
        }
    }

    @Test
    void anUpgradeWhileMessagesAreSentLosesNoneAndKeepsTheirOrder() throws Exception {
        for (int round = 0; round < 500; round++) {
            SessionRig rig = SessionRig.openPolling();
            RecordingTransport webSocket = rig.probe();
            webSocket.onCall(call -> rig.session.onWritable(webSocket));

            Race.run(3, thread -> {
                switch (thread) {
                    case 0 -> IntStream.range(0, 100).forEach(i -> rig.send("m" + i));
                    case 1 -> rig.poll();
                    default -> {
                        rig.receive(webSocket, "2probe");
                        rig.receive(webSocket, "5");
                    }
                }
            });

            List<String> messages = Stream.concat(rig.transport.packets().stream(), webSocket.packets().stream())
                    .filter(packet -> packet.startsWith("4"))
                    .toList();
            assertThat(messages)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(i -> "4m" + i).toList());
        }
    }
}
