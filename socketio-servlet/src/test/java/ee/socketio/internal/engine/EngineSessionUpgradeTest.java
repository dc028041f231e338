package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import org.junit.jupiter.api.Test;

/** An upgrade that succeeds: PROTOCOL 1.15. */
class EngineSessionUpgradeTest {

    private final SessionRig rig = SessionRig.openPolling();

    @Test
    void aProbeIsAnsweredAtOnce() {
        RecordingTransport webSocket = rig.probe();

        rig.receive(webSocket, "2probe");

        assertThat(webSocket.log()).containsExactly("write 3probe");
    }

    @Test
    void aProbeReleasesTheHeldPollWithANoop() {
        rig.poll();
        RecordingTransport webSocket = rig.probe();
        assertThat(rig.transport.log()).isEmpty();

        rig.receive(webSocket, "2probe");

        assertThat(rig.transport.log()).containsExactly("write 6");
    }

    @Test
    void theSessionMovesWithTheUpgradePacket() {
        RecordingTransport webSocket = rig.probed();
        assertThat(rig.isOn(TransportName.POLLING)).isTrue();
        assertThat(rig.session.upgraded()).isFalse();

        rig.receive(webSocket, "5");

        assertThat(rig.session.transport()).isSameAs(webSocket);
        assertThat(rig.session.upgraded()).isTrue();
        assertThat(rig.handler.log()).containsExactly("upgrade websocket");
        assertThat(rig.transport.closed()).isTrue();
    }

    @Test
    void theUpgradePacketIsAcceptedWithoutAProbe() {
        RecordingTransport webSocket = rig.probe();

        rig.receive(webSocket, "5");
        rig.send("a");

        assertThat(webSocket.log()).containsExactly("write 4a");
    }

    @Test
    void aPollThatIsStillHeldIsAnsweredWithAClosePacket() {
        rig.poll();
        RecordingTransport webSocket = rig.probe();

        rig.receive(webSocket, "5");

        assertThat(rig.transport.log()).containsExactly("close 1");
    }

    @Test
    void messagesLeaveOverPollingWhileProbingIfAPollIsHeld() {
        RecordingTransport webSocket = rig.probe();
        rig.poll();

        rig.send("a");

        assertThat(rig.transport.log()).containsExactly("write 4a");
        assertThat(webSocket.log()).isEmpty();
    }

    @Test
    void aPollDuringTheProbeThatFindsMessagesGetsThemInsteadOfANoop() {
        rig.probed();
        rig.send("a");
        rig.send("b");

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("write 4a|4b");
    }

    @Test
    void messagesWaitForTheWebSocketIfNoPollIsHeld() {
        RecordingTransport webSocket = rig.probed();
        rig.send("a");
        rig.session.send(Message.of(Packet.message(new byte[] {9})), false);

        rig.receive(webSocket, "5");

        assertThat(rig.transport.packets()).isEmpty();
        assertThat(webSocket.log()).containsExactly("write 3probe", "write 4a|bCQ==");
    }

    @Test
    void messagesWaitUntilTheProbeAnswerHasLeft() {
        RecordingTransport webSocket = rig.probe();
        rig.receive(webSocket, "2probe");
        rig.receive(webSocket, "5");
        rig.send("a");
        rig.send("b");
        assertThat(webSocket.log()).containsExactly("write 3probe");

        rig.session.onWritable(webSocket);

        assertThat(webSocket.log()).containsExactly("write 3probe", "write 4a|4b");
    }

    @Test
    void messagesKeepTheirOrderAndNoneIsLostOrDoubled() {
        rig.send("1");
        rig.poll();
        rig.send("2");
        RecordingTransport webSocket = rig.probe();
        rig.send("3");
        rig.poll();
        rig.receive(webSocket, "2probe");
        rig.send("4");
        rig.session.onWritable(webSocket);
        rig.poll();
        rig.send("5");
        rig.send("6");
        rig.receive(webSocket, "5");
        rig.send("7");
        rig.session.onWritable(webSocket);

        assertThat(rig.transport.packets()).containsExactly("41", "42", "43", "44");
        assertThat(webSocket.packets()).containsExactly("3probe", "45", "46", "47");
    }

    @Test
    void aMessageMayBeInTwoPartsOnTwoTransports() {
        rig.receive("451-[\"e\",{\"_placeholder\":true,\"num\":0}]");
        RecordingTransport webSocket = rig.probed();
        rig.receive(webSocket, "5");
        rig.receive(webSocket, "bAQI=");

        assertThat(rig.handler.log())
                .containsExactly(
                        "text 51-[\"e\",{\"_placeholder\":true,\"num\":0}]", "upgrade websocket", "binary bAQI=");
    }

    @Test
    void messagesOverPollingAreReceivedUntilTheUpgradePacketAndNotAfter() {
        RecordingTransport webSocket = rig.probed();
        rig.receive("4before");
        rig.receive(webSocket, "5");

        rig.receive("4after");

        assertThat(rig.handler.log()).containsExactly("text before", "upgrade websocket");
    }

    @Test
    void aPollThatComesAfterTheUpgradePacketChangesNothing() {
        RecordingTransport webSocket = rig.probed();
        rig.receive(webSocket, "5");
        rig.send("a");
        rig.send("b");

        rig.poll();

        assertThat(rig.transport.packets()).isEmpty();
        assertThat(webSocket.packets()).containsExactly("3probe", "4a");
    }

    @Test
    void theOldTransportCanEndNothingAfterTheUpgrade() {
        RecordingTransport webSocket = rig.probed();
        rig.receive(webSocket, "5");

        rig.fail(CloseReason.TRANSPORT_ERROR);

        assertThat(rig.session.isOpen()).isTrue();
        assertThat(webSocket.closed()).isFalse();
    }

    @Test
    void theUpgradeTimeoutIsOverWithTheUpgrade() {
        RecordingTransport webSocket = rig.probed();
        rig.receive(webSocket, "5");

        rig.timers.advance(SessionRig.UPGRADE_TIMEOUT);

        assertThat(rig.session.isOpen()).isTrue();
        assertThat(webSocket.closed()).isFalse();
    }

    @Test
    void closeDuringTheProbeHappensRightAfterTheUpgradePacket() {
        rig.poll();
        RecordingTransport webSocket = rig.probed();
        rig.send("bye");
        rig.session.close();
        rig.poll();
        rig.send("too late");
        assertThat(rig.session.isClosed()).isFalse();
        assertThat(rig.transport.log()).containsExactly("write 6", "write 4bye");

        rig.receive(webSocket, "5");

        assertThat(webSocket.log()).containsExactly("write 3probe", "close");
        assertThat(rig.handler.log()).containsExactly("upgrade websocket", "close forced close");
    }

    @Test
    void closeDuringTheProbeSendsWhatIsQueuedOverTheWebSocketFirst() {
        RecordingTransport webSocket = rig.probed();
        rig.send("bye");
        rig.session.close();
        rig.receive(webSocket, "5");
        assertThat(webSocket.log()).containsExactly("write 3probe", "write 4bye");
        assertThat(rig.session.isClosed()).isFalse();

        rig.session.onWritable(webSocket);

        assertThat(webSocket.log()).containsExactly("write 3probe", "write 4bye", "close");
        assertThat(rig.handler.log()).containsExactly("upgrade websocket", "close forced close");
    }

    @Test
    void anUpgradedSessionBehavesLikeOneThatBeganOverWebSocket() {
        RecordingTransport webSocket = rig.probed();
        rig.receive(webSocket, "5");
        rig.receive(webSocket, "4hi");
        rig.session.onTransportEnd(webSocket, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(rig.handler.log()).containsExactly("upgrade websocket", "text hi", "close transport close");
    }
}
