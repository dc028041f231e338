package ee.socketio.internal.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Answers a POST at most once: its listeners are done, their time is over, or the session ends. */
final class PostAnswer implements Runnable {

    private final EngineSession session;
    private final Runnable answer;
    private final AtomicBoolean given = new AtomicBoolean();

    PostAnswer(EngineSession session, Runnable answer) {
        this.session = session;
        this.answer = answer;
    }

    @Override
    public void run() {
        if (given.compareAndSet(false, true)) {
            session.answered(this);
            answer.run();
        }
    }
}
