package ee.socketio.internal.engine;

import org.jspecify.annotations.Nullable;

/** What is to be done once the session's lock is released. */
@FunctionalInterface
interface Step {
    Step NOTHING = () -> {};

    void take();

    /** An action, or nothing. */
    static Step of(@Nullable Runnable action) {
        return action == null ? NOTHING : action::run;
    }

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
