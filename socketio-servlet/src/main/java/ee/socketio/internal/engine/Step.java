package ee.socketio.internal.engine;

/** What is to be done once the session's lock is released. */
@FunctionalInterface
interface Step {
    Step NOTHING = () -> {};

    void take();

    /** This step, then another. */
    default Step then(Step next) {
        if (this == NOTHING) {
            return next;
        }
        return next == NOTHING
                ? this
                : () -> {
                    take();
                    next.take();
                };
    }
}
