package ee.socketio.internal.engine;

import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;

/** A transport as its session sees it. Confined to the session's lock. */
final class Link {
    private final Transport transport;
    private boolean writable;

    Link(Transport transport, boolean writable) {
        this.transport = transport;
        this.writable = writable;
    }

    Transport transport() {
        return transport;
    }

    boolean writable() {
        return writable;
    }

    void becomeWritable() {
        writable = true;
    }

    /** Writes one control packet if that is possible at once; otherwise it is dropped. */
    Step offer(Packet packet) {
        return writable ? write(new Batch(List.of(packet), false)) : Step.NOTHING;
    }

    /** Writes a batch; the link must be writable. */
    Step write(Batch batch) {
        writable = false;
        return () -> transport.write(batch);
    }
}
