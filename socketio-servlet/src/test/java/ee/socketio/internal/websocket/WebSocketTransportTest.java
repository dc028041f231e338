package ee.socketio.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.Transport;
import ee.socketio.internal.engine.TransportException;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.websocket.WebSocketConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL 1.14. */
class WebSocketTransportTest {

    private static final EngineRequest REQUEST = new EngineRequest(
            "GET", "/", Map.of(), Map.of(), "", false, Locale.ROOT, null, null, Map.of(), List.of(), Instant.EPOCH);

    private final List<String> heard = new ArrayList<>();
    private final Engine engine = new Engine(
            EngineOptions.builder().listenerThreads(ListenerThreads.direct()).build(), Thread::new);
    private final FakeConnection connection = new FakeConnection();

    @AfterEach
    void stop() {
        engine.close();
        engine.stop();
    }

    @Test
    void itIsAWebSocket() {
        assertThat(open(false).transportName()).isEqualTo(TransportName.WEBSOCKET);
    }

    @Test
    void theFirstFrameIsTheOpenPacket() {
        open(false);

        assertThat(connection.log()).singleElement().asString().startsWith("text 0{\"sid\":\"sid\",\"upgrades\":[],");
    }

    @Test
    void eachPacketIsAFrameAndTheNextBatchWaitsForTheLast() {
        open(false);
        socket().send("a");
        socket().send(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(connection.log()).hasSize(1);

        connection.sent();

        assertThat(connection.log().subList(1, 3)).containsExactly("text 4a", "binary 0102");
    }

    @Test
    void anEventAndItsAttachmentsAreSentTogether() {
        open(false);
        connection.sent();

        engine.store().get("sid").send(Message.of(Packet.message("51-[\"e\"]"), Packet.message(new byte[] {9})), false);

        assertThat(connection.log().subList(1, 3)).containsExactly("text 451-[\"e\"]", "binary 09");
    }

    @Test
    void whatIsSentIsShownToWhoeverWatches() {
        List<String> seen = new ArrayList<>();
        engine.onPacket((socket, direction, type, bytes) -> seen.add(direction + " " + type + " " + bytes));
        open(false);
        connection.sent();

        engine.store().get("sid").send(Message.of(Packet.message("51-[\"e\"]"), Packet.message(new byte[2])), false);

        assertThat(seen.get(0)).startsWith("OUT OPEN ");
        assertThat(seen.subList(1, seen.size())).containsExactly("OUT MESSAGE 9", "OUT MESSAGE 2");
    }

    @Test
    void aClientThatWantsNoBinaryGetsBase64() {
        open(true);
        connection.sent();

        socket().send(ByteBuffer.wrap(new byte[] {1, 2}));

        assertThat(connection.log()).last().isEqualTo("text bAQI=");
    }

    @Test
    void textFramesAreTextPackets() {
        WebSocketTransport transport = open(false);

        transport.onText("4hello");
        transport.onText("4");
        transport.onText("4a\u001e4b");

        assertThat(heard).containsExactly("text hello", "text ", "text a\u001e4b");
    }

    @Test
    void binaryFramesAreMessages() {
        WebSocketTransport transport = open(false);

        transport.onBinary(new byte[] {4, 1});
        transport.onBinary(new byte[0]);
        transport.onText("bAQID");

        assertThat(heard).containsExactly("binary 0401", "binary ", "binary 010203");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "9", "b*", "\u001e"})
    void whatCannotBeDecodedClosesTheConnectionWithoutAStatus(String frame) {
        WebSocketTransport transport = open(false);

        transport.onText(frame);

        assertThat(connection.log()).last().isEqualTo("close " + WebSocketConnection.NO_STATUS);
        assertThat(heard).singleElement().asString().startsWith("close parse error");
    }

    @Test
    void nothingIsHeardAfterWhatCouldNotBeDecoded() {
        WebSocketTransport transport = open(false);
        transport.onText("x");

        transport.onText("4a");
        transport.onBinary(new byte[1]);
        transport.onClose(null);

        assertThat(heard).hasSize(1);
    }

    @Test
    void aPingOfTheClientClosesTheConnectionWithoutAStatus() {
        WebSocketTransport transport = open(false);

        transport.onText("2");

        assertThat(connection.log()).last().isEqualTo("close " + WebSocketConnection.NO_STATUS);
        assertThat(heard).containsExactly("close transport error: invalid heartbeat direction");
    }

    @Test
    void aClientThatClosesEndsTheSession() {
        open(false).onClose(null);

        assertThat(heard).containsExactly("close transport close");
    }

    @Test
    void aConnectionThatFailsEndsTheSession() {
        open(false).onClose(new TransportException("max payload size exceeded"));

        assertThat(heard).containsExactly("close transport error: max payload size exceeded");
    }

    @Test
    void aFrameThatCannotBeSentEndsTheSession() {
        open(false);

        connection.fail(new IOException("reset"));

        assertThat(heard).containsExactly("close transport error: reset");
        assertThat(connection.log()).last().isEqualTo("close " + WebSocketConnection.NO_STATUS);
    }

    @Test
    void whatTheConnectionReportsAfterTheEndIsIgnored() {
        WebSocketTransport transport = open(false);
        engine.close();

        connection.sent();
        transport.onClose(new IOException("reset"));

        assertThat(heard).containsExactly("close forced close");
    }

    @Test
    void aConnectionThatNobodyWantsIsClosedAtOnce() {
        WebSocketTransport transport = new WebSocketTransport(opened -> null, false);

        transport.onOpen(connection);
        transport.onText("2probe");
        transport.onBinary(new byte[1]);
        transport.onClose(null);

        assertThat(connection.log()).containsExactly("close " + WebSocketConnection.NO_STATUS);
    }

    @Test
    void aSessionThatCouldNotBeOpenedClosesItsConnection() {
        engine.close();

        open(false);

        assertThat(connection.log()).isNotEmpty().containsOnly("close " + WebSocketConnection.NO_STATUS);
    }

    @Test
    void aProbeTakesTheSessionOver() {
        SilentPolling polling = new SilentPolling();
        engine.onConnection(this::listen);
        EngineSession session = engine.open("sid", REQUEST, true, opened -> polling);
        WebSocketTransport transport = new WebSocketTransport(opened -> session.probe(opened) ? session : null, false);

        transport.onOpen(connection);
        transport.onText("2probe");
        connection.sent();
        transport.onText("5");

        assertThat(session.transport()).isSameAs(transport);
        assertThat(connection.log()).hasSize(2).first().isEqualTo("text 3probe");
        assertThat(heard).containsExactly("upgrade websocket");
    }

    @Test
    void aProbingConnectionThatFailsDoesNotEndTheSession() {
        EngineSession session = engine.open("sid", REQUEST, true, opened -> new SilentPolling());
        WebSocketTransport transport = new WebSocketTransport(opened -> session.probe(opened) ? session : null, false);
        transport.onOpen(connection);

        transport.onText("x");

        assertThat(session.isOpen()).isTrue();
        assertThat(connection.log()).containsExactly("close " + WebSocketConnection.NO_STATUS);
    }

    private WebSocketTransport open(boolean textOnly) {
        engine.onConnection(this::listen);
        WebSocketTransport transport =
                new WebSocketTransport(opened -> engine.open("sid", REQUEST, false, session -> opened), textOnly);
        transport.onOpen(connection);
        return transport;
    }

    private void listen(EngineSocket socket) {
        socket.onText(text -> heard.add("text " + text));
        socket.onBinary(data -> {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            heard.add("binary " + HexFormat.of().formatHex(bytes));
        });
        socket.onUpgrade(name -> heard.add("upgrade " + name));
        socket.onClose(
                (reason, cause) -> heard.add("close " + reason + (cause == null ? "" : ": " + cause.getMessage())));
    }

    private EngineSocket socket() {
        return engine.socket("sid").orElseThrow();
    }

    private static final class SilentPolling implements Transport {
        @Override
        public TransportName transportName() {
            return TransportName.POLLING;
        }

        @Override
        public void write(Batch batch) {}

        @Override
        public void close(List<Packet> farewell) {}
    }
}
