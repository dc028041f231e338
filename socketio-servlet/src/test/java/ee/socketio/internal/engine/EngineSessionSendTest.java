package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves a session, and when. */
class EngineSessionSendTest {

    @Test
    void theOpenPacketWaitsForTheTransport() {
        SessionRig rig = SessionRig.polling();
        assertThat(rig.transport.log()).isEmpty();

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("write " + SessionRig.OPEN);
    }

    @Test
    void theOpenPacketIsFirstEvenIfMessagesWereSentBeforeItCouldLeave() {
        SessionRig rig = SessionRig.polling();
        rig.send("a");
        rig.send("b");

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("write " + SessionRig.OPEN + "|4a|4b");
    }

    @Test
    void aMessageLeavesAtOnceOverAWritableTransport() {
        SessionRig rig = SessionRig.openPolling();
        rig.poll();

        rig.send("a");

        assertThat(rig.transport.log()).containsExactly("write 4a");
    }

    @Test
    void messagesWaitForTheNextPollAndLeaveTogetherInTheirOrder() {
        SessionRig rig = SessionRig.openPolling();
        rig.send("a");
        rig.send("b");
        rig.send("c");
        assertThat(rig.transport.log()).isEmpty();

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("write 4a|4b|4c");
    }

    @Test
    void aPollCarriesOneBatchAndWhatIsSentLaterWaitsForTheNextPoll() {
        SessionRig rig = SessionRig.openPolling();
        rig.send("a");
        rig.poll();
        rig.send("b");
        assertThat(rig.transport.log()).containsExactly("write 4a");

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("write 4a", "write 4b");
    }

    @Test
    void aPollWithNothingQueuedIsHeld() {
        SessionRig rig = SessionRig.openPolling();

        rig.poll();

        assertThat(rig.transport.log()).isEmpty();
        assertThat(rig.session.writable()).isTrue();
    }

    @Test
    void messagesWaitUntilTheFrameUnderWayHasLeft() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.send("a");
        rig.send("b");
        rig.send("c");
        assertThat(rig.transport.log()).containsExactly("write 4a");

        rig.written();

        assertThat(rig.transport.log()).containsExactly("write 4a", "write 4b|4c");
    }

    @Test
    void anEventAndItsAttachmentsStayTogether() {
        SessionRig rig = SessionRig.openPolling();
        Packet event = Packet.message("51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
        rig.session.send(Message.of(event, Packet.message(new byte[] {1, 2})), false);
        rig.send("a");

        rig.poll();

        assertThat(rig.transport.packets()).containsExactly(event.wire(), "bAQI=", "4a");
    }

    @Test
    void aVolatileMessageLeavesIfTheTransportIsWritable() {
        SessionRig rig = SessionRig.openPolling();
        rig.poll();

        rig.session.send(Message.of(Packet.message("v")), true);

        assertThat(rig.transport.log()).containsExactly("write 4v");
    }

    @Test
    void aVolatileMessageIsDroppedIfTheTransportIsNotWritable() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.send(Message.of(Packet.message("v")), true);
        rig.send("a");

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("write 4a");
    }

    @Test
    void aBatchMayBeCompressedIfOneOfItsMessagesMay() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.send(Message.of(List.of(Packet.message("plain")), false), false);
        rig.send("a");
        rig.poll();
        rig.session.send(Message.of(List.of(Packet.message("plain")), false), false);
        rig.poll();

        assertThat(rig.transport.batches())
                .extracting(Transport.Batch::compress)
                .containsExactly(true, false);
    }

    @Test
    void aSessionIsWritableBetweenAPollAndItsAnswer() {
        SessionRig rig = SessionRig.openPolling();
        assertThat(rig.session.writable()).isFalse();
        rig.poll();
        assertThat(rig.session.writable()).isTrue();

        rig.send("a");

        assertThat(rig.session.writable()).isFalse();
    }

    @Test
    void whatATransportReportsThatTheSessionDoesNotKnowIsIgnored() {
        SessionRig rig = SessionRig.openPolling();
        rig.send("a");

        rig.session.onWritable(RecordingTransport.polling());

        assertThat(rig.transport.log()).isEmpty();
        assertThat(rig.session.writable()).isFalse();
    }

    @Test
    void textAndBinaryMessagesReachTheHandlerInTheirOrder() {
        SessionRig rig = SessionRig.openPolling();

        rig.receive("4a");
        rig.receive("bAQI=");
        rig.receive("4");

        assertThat(rig.handler.log()).containsExactly("text a", "binary bAQI=", "text ");
    }

    @Test
    void packetsThatMeanNothingNowAreIgnored() {
        SessionRig rig = SessionRig.openPolling();

        rig.receive("0");
        rig.receive("5");
        rig.receive("6");

        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.transport.log()).isEmpty();
        assertThat(rig.session.isOpen()).isTrue();
        assertThat(rig.isOn(TransportName.POLLING)).isTrue();
    }

    @Test
    void packetsOfATransportThatTheSessionDoesNotKnowAreIgnored() {
        SessionRig rig = SessionRig.openPolling();

        rig.receive(RecordingTransport.webSocket(), "4a");

        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.session.isOpen()).isTrue();
    }

    @Test
    void theTextOfASessionDoesNotGiveItsIdAway() {
        EngineSession session = new EngineSession(
                "abcdefghijklmnopqrst",
                SessionRig.request(),
                EngineOptions.builder().build(),
                new SessionStore(),
                new ManualTimers());

        assertThat(session.toString()).startsWith("Session[abcdef").doesNotContain("abcdefg");
    }
}
