package ee.socketio.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;

/**
 * The threads on which the container calls asynchronous observers, with whatever it gives them: an event that carries a
 * task, and an asynchronous observer that runs it.
 */
@ApplicationScoped
class AsyncThreads implements Executor {

    /** The event. */
    record Turn(Runnable task) {}

    @Inject
    @SuppressWarnings("NullAway.Init") // the container sets it
    private Event<Turn> turns;

    @Override
    public void execute(Runnable task) {
        var unused = turns.fireAsync(new Turn(task));
    }

    void take(@ObservesAsync Turn turn) {
        turn.task().run();
    }
}
