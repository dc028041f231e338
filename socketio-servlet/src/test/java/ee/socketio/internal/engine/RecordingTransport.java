package ee.socketio.internal.engine;

import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes down what the session asks of it. Packets that leave together are joined by a bar: {@code write 4a|4b}. The
 * farewell of a WebSocket means nothing and is left out.
 */
final class RecordingTransport implements Transport {

    /** What stands between packets that left together. */
    static final String TOGETHER = "|";

    private final TransportName name;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<String> onCall = call -> {};

    private RecordingTransport(TransportName name) {
        this.name = name;
    }

    static RecordingTransport polling() {
        return new RecordingTransport(TransportName.POLLING);
    }

    static RecordingTransport webSocket() {
        return new RecordingTransport(TransportName.WEBSOCKET);
    }

    /** Runs inside each call, after it was noted. */
    void onCall(Consumer<String> action) {
        onCall = action;
    }

    @Override
    public TransportName transportName() {
        return name;
    }

    @Override
    public void write(Batch batch) {
        batches.add(batch);
        note("write " + wire(batch.packets()));
    }

    @Override
    public void close(List<Packet> farewell) {
        note(name == TransportName.WEBSOCKET || farewell.isEmpty() ? "close" : "close " + wire(farewell));
    }

    /** All calls so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** All batches so far. */
    List<Batch> batches() {
        return List.copyOf(batches);
    }

    /** All packets that were written so far, in order. */
    List<String> packets() {
        return batches().stream()
                .flatMap(batch -> batch.packets().stream())
                .map(Packet::wire)
                .toList();
    }

    /** Whether the session has ended this transport. */
    boolean closed() {
        return log().stream().anyMatch(call -> call.startsWith("close"));
    }

    /** Forgets the calls so far. */
    void forget() {
        log.clear();
        batches.clear();
    }

    private void note(String call) {
        log.add(call);
        onCall.accept(call);
    }

    private static String wire(List<Packet> packets) {
        return packets.stream().map(Packet::wire).collect(Collectors.joining(TOGETHER));
    }
}
