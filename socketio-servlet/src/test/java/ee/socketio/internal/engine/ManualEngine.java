package ee.socketio.internal.engine;

import ee.socketio.engine.EngineOptions;
import java.time.Duration;

/** An engine whose time passes when the test says so: what the tests of the layers above stand on. */
public final class ManualEngine {
    private final ManualTimers timers = new ManualTimers();
    private final Engine engine;

    public ManualEngine(EngineOptions options) {
        engine = new Engine(options, Thread::new, timers);
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** Lets time pass and runs what falls due on the way. */
    public void advance(Duration time) {
        timers.advance(time.toMillis());
    }

    /** How many timers are live. */
    public int liveTimers() {
        return timers.live();
    }
}
