package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes down what the session tells the layer above, and notices if two calls overlap. */
final class RecordingHandler implements SessionHandler {

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile Throwable cause;
    private volatile Consumer<String> onCall = call -> {};
    private volatile boolean readable = true;
    private volatile boolean settled = true;
    private volatile Runnable resume = () -> {};
    private volatile Runnable then = () -> {};

    /** Runs inside each call, after it was noted. */
    void onCall(Consumer<String> action) {
        onCall = action;
    }

    @Override
    public void onText(String text) {
        note("text " + text);
    }

    @Override
    public void onBinary(Packet.Binary message) {
        note("binary " + message.wire());
    }

    @Override
    public void onUpgrade(TransportName transport) {
        note("upgrade " + transport);
    }

    @Override
    public void onClose(CloseReason reason, Throwable why) {
        cause = why;
        note("close " + reason);
    }

    @Override
    public boolean readable(Runnable action) {
        resume = action;
        return readable;
    }

    @Override
    public boolean settled(Runnable action) {
        then = action;
        return settled;
    }

    /** Too much waits for the listeners. */
    void full() {
        readable = false;
    }

    /** The listeners have caught up. */
    void resume() {
        readable = true;
        resume.run();
    }

    /** The listeners have something to do. */
    void busy() {
        settled = false;
    }

    /** The listeners are done. */
    void settle() {
        settled = true;
        then.run();
    }

    /** All calls so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Why the session closed. */
    Throwable cause() {
        return cause;
    }

    /** Whether two calls ran at once, on two threads or one inside the other. */
    boolean overlapped() {
        return overlapped;
    }

    private void note(String call) {
        overlapped |= inside.getAndIncrement() != 0;
        log.add(call);
        onCall.accept(call);
        inside.decrementAndGet();
    }
}
