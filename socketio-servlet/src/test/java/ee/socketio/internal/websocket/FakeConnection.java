package ee.socketio.internal.websocket;

import ee.socketio.websocket.WebSocketConnection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Writes down the frames that it is to send; the test says when they have left. */
final class FakeConnection implements WebSocketConnection {

    private final List<String> log = new ArrayList<>();
    private Consumer<Throwable> done;

    @Override
    public void send(List<Object> frames, Consumer<Throwable> whenDone) {
        if (done != null) {
            throw new AssertionError("A send is under way");
        }
        done = whenDone;
        for (Object frame : frames) {
            log.add(frame instanceof byte[] bytes ? "binary " + HexFormat.of().formatHex(bytes) : "text " + frame);
        }
    }

    @Override
    public void close(int status) {
        log.add("close " + status);
    }

    /** The frames have left. */
    void sent() {
        finish(null);
    }

    /** The frames could not be sent. */
    void fail(Throwable failure) {
        finish(failure);
    }

    /** All calls so far, frame by frame. */
    List<String> log() {
        return List.copyOf(log);
    }

    private void finish(Throwable failure) {
        Consumer<Throwable> whenDone = done;
        done = null;
        whenDone.accept(failure);
    }
}
