package ee.socketio.internal.namespace;

import ee.socketio.Middleware;
import ee.socketio.Next;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs middlewares in order, on one thread at a time. One that decides inside its call is followed at once, so that later
 * events of the client do not overtake; one that decides later is followed on the socket's listener thread.
 */
final class MiddlewareChain<T> {

    private final Iterator<Middleware<T>> rest;
    private final T subject;
    private final Executor listenerThread;
    private final Runnable accepted;
    private final Consumer<Throwable> rejected;
    private final Consumer<Throwable> tooLate;

    private MiddlewareChain(
            Iterable<Middleware<T>> middlewares,
            T subject,
            Executor listenerThread,
            Runnable accepted,
            Consumer<Throwable> rejected,
            Consumer<Throwable> tooLate) {
        this.rest = middlewares.iterator();
        this.subject = subject;
        this.listenerThread = listenerThread;
        this.accepted = accepted;
        this.rejected = rejected;
        this.tooLate = tooLate;
    }

    /**
     * Runs them; either {@code accepted} or {@code rejected} is called once, unless a middleware never decides. An exception
     * of a middleware that had decided goes to {@code tooLate}.
     */
    static <T> void run(
            Iterable<Middleware<T>> middlewares,
            T subject,
            Executor listenerThread,
            Runnable accepted,
            Consumer<Throwable> rejected,
            Consumer<Throwable> tooLate) {
        new MiddlewareChain<>(middlewares, subject, listenerThread, accepted, rejected, tooLate).proceed();
    }

    private void proceed() {
        while (rest.hasNext()) {
            Decision decision = new Decision();
            try {
                rest.next().handle(subject, decision);
            } catch (Throwable t) { // code of the application
                if (!decision.rejectFirst(t)) {
                    tooLate.accept(t);
                }
            }
            if (decision.state.compareAndSet(State.OPEN, State.LATER)) {
                return; // the decision goes on when it comes
            }
            Throwable refusal = decision.refused.get();
            if (refusal != null) {
                rejected.accept(refusal);
                return;
            }
        }
        accepted.run();
    }

    private enum State {
        OPEN,
        /** The middleware returned without a decision. */
        LATER,
        DECIDED
    }

    /** Whether a decision came inside the call or later is settled by one swap: exactly one side goes on. */
    private final class Decision implements Next {
        private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
        /** Written before the swap, read after it. */
        private final AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();

        @Override
        public void proceed() {
            if (state.getAndSet(State.DECIDED) == State.LATER) {
                listenerThread.execute(MiddlewareChain.this::proceed);
            }
        }

        @Override
        public void reject(Throwable cause) {
            rejectFirst(cause);
        }

        /** False if the decision had been taken. */
        private boolean rejectFirst(Throwable cause) {
            if (state.get() == State.DECIDED || !refused.compareAndSet(null, cause)) {
                return false;
            }
            if (state.getAndSet(State.DECIDED) == State.LATER) {
                listenerThread.execute(() -> rejected.accept(cause));
            }
            return true;
        }
    }
}
