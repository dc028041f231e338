package ee.socketio.internal.websocket.jakarta;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.internal.engine.ContainerCall;
import ee.socketio.websocket.WebSocketConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends over Jakarta WebSocket. A close waits for the frames that are being sent: some containers would block the caller
 * until they have left, or cut them off.
 */
final class JakartaConnection implements WebSocketConnection {

    private static final System.Logger LOG = System.getLogger("ee.socketio.websocket");

    /** How long a client that is to be closed may take to read what is on the way to it. */
    private static final long LINGER_MILLIS = 5_000;

    private final Session session;
    private final FrameSender sender;
    private final boolean emptyCloses;
    private final Object lock = new Object();

    @GuardedBy("lock") private boolean sending;

    /** Whether the container has told of the end: failures that follow from it are no news. */
    @GuardedBy("lock") private boolean over;

    @GuardedBy("lock") private int closeStatus;

    @GuardedBy("lock") private long closeAsked;

    JakartaConnection(Session session) {
        this.session = session;
        this.sender = FrameSender.of(session);
        String container = session.getContainer().getClass().getName();
        this.emptyCloses = container.startsWith("org.eclipse.jetty.") || container.startsWith("io.undertow.");
    }

    @Override
    public void send(List<Object> frames, Consumer<@Nullable Throwable> done) {
        synchronized (lock) {
            if (closeStatus != 0 || over) {
                return; // whoever closed it wants to hear nothing more
            }
            sending = true;
        }
        sender.send(frames, failure -> {
            int status = sent();
            if (status != 0) {
                closeNow(status);
            }
            if (failure == null || !isOver()) {
                done.accept(failure);
            }
        });
    }

    /** The WebSocket has ended, and whoever uses it is about to be told. */
    void ended() {
        synchronized (lock) {
            over = true;
        }
    }

    private boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    private int sent() {
        synchronized (lock) {
            sending = false;
            return closeStatus;
        }
    }

    @Override
    public void close(int status) {
        close(status, false);
    }

    /** Closes; false if that has been asked for before. */
    boolean close(int status, boolean atOnce) {
        boolean wait;
        synchronized (lock) {
            if (closeStatus != 0) {
                return false;
            }
            closeStatus = status;
            closeAsked = System.nanoTime();
            wait = sending && !atOnce;
        }
        if (wait) {
            cutIfStuck(status);
        } else {
            closeNow(status);
        }
        return true;
    }

    /**
     * The client sent something. Whoever is to be closed and sends, but does not read, keeps the container from cutting it as
     * idle: then it is cut here.
     */
    void onReceived() {
        int status;
        synchronized (lock) {
            boolean overdue = System.nanoTime() - closeAsked > TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
            status = closeStatus != 0 && sending && overdue ? closeStatus : 0;
        }
        if (status != 0) {
            closeNow(status);
        }
    }

    /** Has the container cut a client that reads nothing more. */
    private void cutIfStuck(int status) {
        try {
            session.setMaxIdleTimeout(LINGER_MILLIS);
        } catch (IllegalStateException e) {
            closeNow(status); // it is gone already, and with it the frame
        }
    }

    /**
     * No container has a call for a close frame without a status. Jetty and Undertow write such a frame when they are given 1005,
     * others, as Tomcat, the number itself, which clients take for a fault.
     */
    private int onTheWire(int status) {
        return status == NO_STATUS && !emptyCloses ? CloseReason.CloseCodes.NORMAL_CLOSURE.getCode() : status;
    }

    private void closeNow(int status) {
        ContainerCall.run(session, () -> closeWith(onTheWire(status)));
    }

    private void closeWith(int status) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(status), ""));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "The WebSocket was closed already", e);
        }
    }
}
