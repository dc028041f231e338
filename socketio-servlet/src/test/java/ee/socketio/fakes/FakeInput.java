package ee.socketio.fakes;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that has arrived as a whole. Like a container, it calls the listener when it is set. */
public final class FakeInput extends ServletInputStream {

    private final InputStream content;
    private boolean finished;

    public FakeInput(InputStream content) {
        this.content = content;
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        try {
            listener.onDataAvailable();
            if (finished) {
                listener.onAllDataRead();
            }
        } catch (IOException e) {
            listener.onError(e);
        }
    }

    @Override
    public int read() throws IOException {
        throw new AssertionError("One byte at a time is too slow");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = content.read(buffer, offset, length);
        finished = count < 0;
        return count;
    }
}
