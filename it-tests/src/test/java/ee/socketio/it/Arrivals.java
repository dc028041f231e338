package ee.socketio.it;

import io.socket.emitter.Emitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of one name from the moment of {@link #of} on, each as the list of its arguments in plain Java. */
public final class Arrivals {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String event;
    private final BlockingQueue<List<Object>> arrived = new LinkedBlockingQueue<>();

    private Arrivals(String event) {
        this.event = event;
    }

    /** Those that an emitter emits from now on. */
    public static Arrivals of(Emitter emitter, String event) {
        Arrivals arrivals = new Arrivals(event);
        emitter.on(event, arrivals::add);
        return arrivals;
    }

    /** An end for an event that arrives at most once, such as an ack. */
    public static Arrivals unnamed(String description) {
        return new Arrivals(description);
    }

    /** One has arrived, with these arguments. */
    public void add(Object... args) {
        // Not List.copyOf: an argument may be null.
        arrived.add(Arrays.stream(args).map(PlainJson::of).toList());
    }

    /** The next event; waits for it if need be. */
    public List<Object> next() {
        try {
            List<Object> next = arrived.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError(event + " did not arrive within " + PATIENCE.toSeconds() + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + event, e);
        }
    }

    /** The next events in the order of their arrival. */
    List<List<Object>> next(int count) {
        List<List<Object>> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(next());
        }
        return events;
    }

    /** What has arrived and was not taken yet. */
    List<List<Object>> rest() {
        return new ArrayList<>(arrived);
    }
}
