package ee.socketio.internal.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Hears of the end of a request. */
final class RequestEnd implements AsyncListener {
    private final Runnable completed;
    private final Runnable lost;
    private final Runnable expired;

    /** For WildFly, which makes one of each class of this kind, and warns of those that it cannot make. */
    RequestEnd() {
        this(() -> {}, () -> {}, () -> {});
    }

    RequestEnd(Runnable completed, Runnable lost, Runnable expired) {
        this.completed = completed;
        this.lost = lost;
        this.expired = expired;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        completed.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        expired.run();
    }

    @Override
    public void onError(AsyncEvent event) {
        lost.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
