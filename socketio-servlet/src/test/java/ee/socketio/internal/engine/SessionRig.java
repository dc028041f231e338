package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.MalformedPacketException;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.PacketType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One session between a transport, a handler and a clock that the test owns. */
final class SessionRig {

    static final int PING_INTERVAL = 25_000;
    static final int PING_TIMEOUT = 20_000;
    static final int UPGRADE_TIMEOUT = 10_000;

    /** The packet that every session here begins with. */
    static final String OPEN = "0{}";

    final ManualTimers timers = new ManualTimers();
    final SessionStore store = new SessionStore();
    final RecordingHandler handler = new RecordingHandler();
    final RecordingTransport transport;
    final EngineSession session;

    private SessionRig(RecordingTransport transport, String revision, EngineOptions options) {
        this.transport = transport;
        session = new EngineSession("sid", request(revision), options, store, timers);
        session.attach(handler, transport);
        if (!store.add(session)) {
            throw new IllegalStateException("The store is new and takes everything");
        }
        session.start(Message.of(Packet.text(PacketType.OPEN, "{}")));
    }

    /** A session over polling whose handshake has not been answered yet. */
    static SessionRig polling() {
        return polling(options -> options);
    }

    static SessionRig polling(UnaryOperator<EngineOptions.Builder> options) {
        return new SessionRig(RecordingTransport.polling(), "4", options(options));
    }

    /** A session over polling; its handshake was answered, and no GET is held. */
    static SessionRig openPolling() {
        SessionRig rig = polling();
        rig.poll();
        rig.transport.forget();
        return rig;
    }

    /** A session over WebSocket whose open packet has left: the transport is writable. */
    static SessionRig openWebSocket() {
        return openWebSocket(options -> options);
    }

    static SessionRig openWebSocket(UnaryOperator<EngineOptions.Builder> options) {
        return opened(new SessionRig(RecordingTransport.webSocket(), "4", options(options)));
    }

    /** As {@link #openWebSocket()}, of an old client. */
    static SessionRig openWebSocket3(UnaryOperator<EngineOptions.Builder> options) {
        return opened(new SessionRig(RecordingTransport.webSocket(), "3", options(options)));
    }

    /** As {@link #polling()}, of an old client. */
    static SessionRig polling3() {
        return new SessionRig(RecordingTransport.polling(), "3", options(options -> options));
    }

    /** As {@link #openPolling()}, of an old client. */
    static SessionRig openPolling3() {
        SessionRig rig = polling3();
        rig.poll();
        rig.session.onWritten(rig.transport, 1);
        rig.transport.forget();
        return rig;
    }

    private static SessionRig opened(SessionRig rig) {
        rig.written();
        rig.written();
        rig.transport.forget();
        return rig;
    }

    /** A request with nothing in it. */
    static EngineRequest request() {
        return request("4");
    }

    private static EngineRequest request(String revision) {
        return new EngineRequest(
                "GET",
                "/engine.io/?EIO=" + revision + "&transport=polling",
                Map.of("EIO", revision, "transport", "polling"),
                Map.of(),
                "127.0.0.1",
                false,
                Locale.ROOT,
                null,
                null,
                Map.of(),
                List.of(),
                Instant.EPOCH);
    }

    private static EngineOptions options(UnaryOperator<EngineOptions.Builder> options) {
        return options.apply(EngineOptions.builder()
                        .pingInterval(Duration.ofMillis(PING_INTERVAL))
                        .pingTimeout(Duration.ofMillis(PING_TIMEOUT))
                        .upgradeTimeout(Duration.ofMillis(UPGRADE_TIMEOUT)))
                .build();
    }

    /** A GET comes in. */
    void poll() {
        session.onWritable(transport);
    }

    /** The last frame has left the WebSocket. */
    void written() {
        session.onWritable(transport);
    }

    /** The server sends a text message. */
    void send(String text) {
        session.send(Message.of(Packet.message(text)), false);
    }

    /** The client sends a packet over the first transport. */
    void receive(String wire) {
        receive(transport, wire);
    }

    /** The client sends a packet over this transport. */
    void receive(Transport from, String wire) {
        try {
            session.onPacket(from, Packet.decode(wire));
        } catch (MalformedPacketException e) {
            throw new AssertionError(wire, e);
        }
    }

    /** The client opens a WebSocket to take the session over: it is writable as soon as it is open. */
    RecordingTransport probe() {
        RecordingTransport webSocket = RecordingTransport.webSocket();
        if (!session.probe(webSocket)) {
            throw new AssertionError("The probe was refused");
        }
        session.onWritable(webSocket);
        return webSocket;
    }

    /** The client opens a WebSocket and probes it; the answer has left. */
    RecordingTransport probed() {
        RecordingTransport webSocket = probe();
        receive(webSocket, "2probe");
        session.onWritable(webSocket);
        return webSocket;
    }

    /** The transport fails. */
    void fail(CloseReason reason) {
        session.onTransportEnd(transport, reason, new TransportException("it broke"));
    }

    boolean isOn(TransportName name) {
        return session.transport().transportName() == name;
    }
}
