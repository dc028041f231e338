package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.ListenerError;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.PacketListener;
import ee.socketio.internal.engine.codec.MalformedPacketException;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.PacketType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who watches the packets of all sessions. That transports show what they send is tested with them. */
class PacketTapTest {

    private final List<ListenerError> errors = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final Engine engine = new Engine(
            EngineOptions.builder()
                    .listenerThreads(ListenerThreads.direct())
                    .errorListener(errors::add)
                    .build(),
            Thread::new,
            new ManualTimers());
    private final RecordingTransport transport = RecordingTransport.webSocket();
    private final EngineSession session = engine.open("a", SessionRig.request(), true, created -> transport);

    @Test
    void packetsThatComeInAreShownWithTypeAndSize() throws MalformedPacketException {
        watch();

        session.onPacket(transport, Packet.decode("4€"));
        session.onPacket(transport, Packet.message(new byte[3]));
        session.onPacket(transport, Packet.decode("3"));

        assertThat(seen).containsExactly("a IN MESSAGE 4", "a IN MESSAGE 3", "a IN PONG 1");
    }

    @Test
    void packetsThatGoOutAreShown() {
        watch();

        session.tap().sending(session, List.of(Packet.PING, Packet.message("ab")));

        assertThat(seen).containsExactly("a OUT PING 1", "a OUT MESSAGE 3");
    }

    @Test
    void aPacketIsShownBeforeItHasAnEffect() {
        engine.socket("a").orElseThrow().onText(seen::add);
        watch();

        session.onPacket(transport, Packet.message("x"));

        assertThat(seen).containsExactly("a IN MESSAGE 2", "x");
    }

    @Test
    void aListenerThatFailsIsReportedAndHarmsNobody() {
        engine.onPacket((socket, direction, type, bytes) -> {
            throw new IllegalStateException("of no concern");
        });
        watch();
        engine.socket("a").orElseThrow().onText(seen::add);

        session.onPacket(transport, Packet.message("x"));

        assertThat(seen).containsExactly("a IN MESSAGE 2", "x");
        assertThat(errors).singleElement().satisfies(error -> assertThat(error.cause())
                .hasMessage("of no concern"));
    }

    @Test
    void theTypesAreThoseOfTheProtocol() {
        assertThat(PacketListener.Type.values())
                .extracting(Enum::name)
                .containsExactlyElementsOf(
                        Arrays.stream(PacketType.values()).map(Enum::name).toList());
    }

    @Test
    void theServerKnowsItsSessions() {
        engine.open("b", SessionRig.request(), true, created -> RecordingTransport.polling());

        assertThat(engine.sockets()).extracting(EngineSocket::id).containsExactlyInAnyOrder("a", "b");
        session.discard();
        assertThat(engine.sockets()).extracting(EngineSocket::id).containsExactly("b");
    }

    private void watch() {
        engine.onPacket(
                (socket, direction, type, bytes) -> seen.add(socket.id() + " " + direction + " " + type + " " + bytes));
    }
}
