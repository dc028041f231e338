package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import org.junit.jupiter.api.Test;

class InboundTest {

    private final RecordingHandler handler = new RecordingHandler();
    private final Inbound inbound = new Inbound(handler);

    @Test
    void textLosesItsTypeAndBinaryStaysAsItIs() {
        inbound.message(Packet.message("héllo"));
        inbound.message(Packet.message(""));
        inbound.message(Packet.message(new byte[] {1, 2, 3}));

        assertThat(handler.log()).containsExactly("text héllo", "text ", "binary bAQID");
    }

    @Test
    void theEndIsTheLastCall() {
        inbound.message(Packet.message("a"));
        inbound.close(CloseReason.FORCED_CLOSE, null);
        inbound.message(Packet.message("b"));
        inbound.upgrade(TransportName.WEBSOCKET);

        assertThat(handler.log()).containsExactly("text a", "close forced close");
    }

    @Test
    void theCauseIsHandedOn() {
        TransportException cause = new TransportException("why");

        inbound.close(CloseReason.TRANSPORT_ERROR, cause);

        assertThat(handler.cause()).isSameAs(cause);
    }

    @Test
    void callsFromInsideOfACallComeAfterIt() {
        handler.onCall(call -> {
            if (call.equals("text a")) {
                inbound.message(Packet.message("b"));
                inbound.upgrade(TransportName.WEBSOCKET);
                inbound.close(CloseReason.FORCED_CLOSE, null);
                inbound.message(Packet.message("c"));
            }
        });

        inbound.message(Packet.message("a"));

        assertThat(handler.log()).containsExactly("text a", "text b", "upgrade websocket", "close forced close");
        assertThat(handler.overlapped()).isFalse();
    }

    @Test
    void itKnowsItsHandler() {
        assertThat(inbound.handler()).isSameAs(handler);
    }
}
