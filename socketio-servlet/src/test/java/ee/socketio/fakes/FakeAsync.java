package ee.socketio.fakes;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An asynchronous request. Like a container, it refuses to be completed twice. */
public final class FakeAsync {

    private final AsyncContext proxy = Proxies.of(AsyncContext.class, this);
    private final List<AsyncListener> listeners = new ArrayList<>();
    private long timeout = 30_000;
    private boolean completed;
    private boolean dispatched;

    AsyncContext proxy() {
        return proxy;
    }

    /** Whether it was completed. */
    public boolean completed() {
        return completed;
    }

    /** Whether it was dispatched again. */
    public boolean dispatched() {
        return dispatched;
    }

    /** The container notices that the client has gone. */
    public void fail(Throwable failure) throws IOException {
        for (AsyncListener listener : listeners) {
            listener.onError(new AsyncEvent(proxy, null, null, failure));
        }
    }

    /** The container loses its patience. */
    public void expire() throws IOException {
        for (AsyncListener listener : listeners) {
            listener.onTimeout(new AsyncEvent(proxy, null, null, null));
        }
    }

    // What follows is called through the proxy.

    public void setTimeout(long millis) {
        timeout = millis;
    }

    public long getTimeout() {
        return timeout;
    }

    public void addListener(AsyncListener listener) {
        listeners.add(listener);
    }

    public void dispatch() {
        dispatched = true;
    }

    public void complete() {
        if (completed) {
            throw new IllegalStateException("It was completed before");
        }
        completed = true;
    }
}
