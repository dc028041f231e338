package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import org.junit.jupiter.api.Test;

/** The bound of what waits for a slow client. A message of n characters is n + 1 bytes on the wire, and counts for more. */
class EngineSessionBoundTest {

    private static final int EACH = OutboundQueue.PACKET_BYTES;
    private static final int BOUND = 100 + 2 * EACH;

    private final SessionRig rig = SessionRig.openWebSocket(options -> options.maxOutboundBytes(BOUND));

    @Test
    void whatWaitsMayFillTheBoundExactly() {
        rig.send("x".repeat(49));
        rig.send("x".repeat(49));

        assertThat(rig.session.isOpen()).isTrue();
        rig.written();
        assertThat(rig.transport.packets()).hasSize(2);
    }

    @Test
    void oneByteMoreClosesTheSessionWithTheCause() {
        rig.send("x".repeat(49));
        rig.send("x".repeat(50));

        assertThat(rig.handler.log()).containsExactly("close transport error");
        assertThat(rig.handler.cause())
                .isInstanceOf(TransportException.class)
                .hasMessage("the client is too slow: 178 bytes wait for it, and 179 more would exceed"
                        + " maxOutboundBytes, which is 356");
        assertThat(rig.session.bufferedBytes()).isZero();
        assertThat(rig.transport.closed()).isTrue();
        assertThat(rig.store.size()).isZero();
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void theBatchUnderWayCountsUntilItHasLeft() {
        rig.send("x".repeat(99 + EACH));
        rig.written();

        rig.send("x".repeat(99 + EACH));

        assertThat(rig.session.isOpen()).isTrue();
        assertThat(rig.transport.packets()).hasSize(2);
    }

    @Test
    void theBytesCountAndNotTheCharacters() {
        rig.send("€".repeat(20));
        rig.send("€".repeat(20));

        assertThat(rig.handler.log()).containsExactly("close transport error");
    }

    @Test
    void oneMessageOfAnySizePasses() {
        rig.send("x".repeat(10 * BOUND));

        assertThat(rig.session.isOpen()).isTrue();
        assertThat(rig.transport.packets()).hasSize(1);
        rig.written();
        rig.send("y");
        assertThat(rig.session.isOpen()).isTrue();
    }

    @Test
    void aClientThatReadsAtTheSpeedOfTheServerMayGetAnyNumberOfBytes() {
        for (int i = 0; i < 1_000; i++) {
            rig.send("x".repeat(60 + EACH));
            rig.written();
        }

        assertThat(rig.session.isOpen()).isTrue();
        assertThat(rig.transport.packets()).hasSize(1_000);
    }

    @Test
    void volatileMessagesToASlowClientDoNotCount() {
        rig.send("x");
        for (int i = 0; i < 1_000; i++) {
            rig.session.send(Message.of(Packet.message("volatile")), true);
        }

        assertThat(rig.session.isOpen()).isTrue();
    }

    @Test
    void thePollThatIsHeldCountsNothing() {
        SessionRig polling = SessionRig.polling(options -> options.maxOutboundBytes(BOUND));
        polling.poll();
        for (int i = 0; i < 10; i++) {
            polling.send("x".repeat(90));
            polling.poll();
            polling.poll();
        }

        assertThat(polling.session.isOpen()).isTrue();
        assertThat(polling.transport.packets()).hasSize(11);
    }

    /** Without the ping, a client that took one huge message slowly would not know that it has to answer. */
    @Test
    void thePingIsSentAfterAMessageThatExceedsTheBound() {
        rig.send("x".repeat(10 * BOUND));
        rig.timers.advance(SessionRig.PING_INTERVAL);

        rig.written();

        assertThat(rig.transport.packets().get(1)).isEqualTo("2");
    }
}
