package ee.socketio.fakes;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** A body whose parts arrive when the test says so. */
public final class SlowInput extends ServletInputStream {

    private final Queue<byte[]> parts = new ArrayDeque<>();
    private ReadListener listener;
    private boolean ended;
    private int reads;

    /** A part arrives. */
    public void arrive(String part) {
        parts.add(part.getBytes(StandardCharsets.UTF_8));
        try {
            listener.onDataAvailable();
        } catch (IOException e) {
            listener.onError(e);
        }
    }

    /** The body is complete. */
    public void end() throws IOException {
        ended = true;
        listener.onAllDataRead();
    }

    /** The client goes away. */
    public void fail(Throwable failure) {
        listener.onError(failure);
    }

    /** How often somebody read. */
    public int reads() {
        return reads;
    }

    @Override
    public boolean isFinished() {
        return ended;
    }

    @Override
    public boolean isReady() {
        return !parts.isEmpty();
    }

    @Override
    public void setReadListener(ReadListener readListener) {
        listener = readListener;
    }

    @Override
    public int read() {
        throw new AssertionError("One byte at a time is too slow");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        reads++;
        byte[] part = parts.remove();
        if (part.length > length) {
            throw new AssertionError("The part is longer than the buffer");
        }
        System.arraycopy(part, 0, buffer, offset, part.length);
        return part.length;
    }
}
