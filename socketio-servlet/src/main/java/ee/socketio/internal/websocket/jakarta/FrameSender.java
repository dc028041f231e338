package ee.socketio.internal.websocket.jakarta;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one frame at a time, the next when the last has left: Tomcat throws on two at once, others queue without bound. A
 * loop, never a recursion: containers may complete a send inside its call or on the handler's stack.
 */
final class FrameSender {

    private final RemoteEndpoint.Async remote;
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    /** How many jobs there are; who moves it from zero runs the loop. */
    private final AtomicInteger waiting = new AtomicInteger();

    private FrameSender(RemoteEndpoint.Async remote) {
        this.remote = remote;
    }

    static FrameSender of(Session session) {
        return new FrameSender(session.getAsyncRemote());
    }

    void send(List<Object> frames, Consumer<@Nullable Throwable> done) {
        jobs.add(new Job(frames, done));
        if (waiting.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        do {
            Job job = jobs.element();
            if (!sendAll(job)) {
                return; // the frame's completion goes on here
            }
            jobs.remove();
            job.done.accept(job.failure); // may add the next job, which this loop then takes
        } while (waiting.decrementAndGet() > 0);
    }

    /** True when the job is finished, false when a frame is still on its way. */
    private boolean sendAll(Job job) {
        while (job.failure == null && job.next < job.frames.size()) {
            Completion completion = new Completion(job);
            try {
                sendOne(job.frames.get(job.next++), completion);
            } catch (RuntimeException e) { // IllegalStateException and others of a connection that is gone
                job.failure = e;
                return true;
            }
            if (completion.state.compareAndSet(Completion.Stage.SENDING, Completion.Stage.LATER)) {
                return false;
            }
        }
        return true;
    }

    private void sendOne(Object frame, SendHandler handler) {
        if (frame instanceof String text) {
            remote.sendText(text, handler);
        } else {
            remote.sendBinary(ByteBuffer.wrap((byte[]) frame), handler);
        }
    }

    /** The frames of one call. Confined to the thread that runs the loop; the completion hands it over. */
    private static final class Job {
        private final List<Object> frames;
        private final Consumer<@Nullable Throwable> done;
        private int next;
        private @Nullable Throwable failure;

        Job(List<Object> frames, Consumer<@Nullable Throwable> done) {
            this.frames = frames;
            this.done = done;
        }
    }

    /** Whether a frame left inside its call or later is decided by one swap: exactly one side goes on with the loop. */
    private final class Completion implements SendHandler {
        private enum Stage {
            SENDING,
            LATER,
            SENT
        }

        private final Job job;
        private final AtomicReference<Stage> state = new AtomicReference<>(Stage.SENDING);

        Completion(Job job) {
            this.job = job;
        }

        @Override
        public void onResult(SendResult result) {
            if (!result.isOK()) {
                Throwable failure = result.getException();
                job.failure = failure != null ? failure : new IOException("The frame could not be sent");
            }
            if (state.getAndSet(Stage.SENT) == Stage.LATER) {
                drain();
            }
        }
    }
}
