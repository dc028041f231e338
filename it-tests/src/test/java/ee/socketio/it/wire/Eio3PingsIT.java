package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pings of revision 3, which are the client's, and their answers; when they are due is a matter of another test. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3PingsIT {

    private final Endpoint engine;

    Eio3PingsIT(TestServer server) {
        engine = Endpoint.engineIo(server).revision3();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe", "2ping", "2€"})
    void thePongIsBareWhateverThePingHas(String ping) {
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.open(engine)) {
                session.send(ping, "4x", ping);
                assertThat(session.receive()).isEqualTo("3");
                String next = session.receive(); // the application may run on another thread
                assertThat(next + session.receive()).isIn("4x3", "34x");
            }
        }
    }

    @Test
    void overPollingPingAndPongArePayloads() {
        PollingSession session = PollingSession.open(engine);
        for (String payload : new String[] {"1:2", "6:2probe"}) {
            assertThat(session.post(payload)).hasStatus(200).hasText("ok");
            assertThat(session.poll()).hasStatus(200).hasText("1:3");
        }
        assertThat(session.postBytes((byte) 0, (byte) 1, (byte) 0xff, (byte) '2'))
                .hasStatus(200)
                .hasText("ok");
        assertThat(session.poll()).hasStatus(200).hasText("1:3");
    }

    @Test
    void aHeldPollIsAnsweredWithThePong() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            session.send("2");
            assertThat(held.answer()).hasStatus(200).hasText("1:3");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aPongFromTheClientEndsTheSession(Transport3 transport) {
        for (String pong : new String[] {"3", "3probe"}) {
            try (EngineSession session = transport.open(engine)) {
                session.send(pong);
                session.awaitClosed();
            }
        }
    }

    @Test
    void aPongFromTheClientFreesTheHeldPollWithAClosePacket() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("1:3")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasText("1:1");
        }
        session.assertUnknown();
    }

    @Test
    void pingsAreAnsweredAfterAnUpgrade() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5");
            for (String ping : new String[] {"2", "2probe", "2"}) {
                socket.sendText(ping);
                assertThat(socket.receiveText()).isEqualTo("3");
            }
        }
    }
}
