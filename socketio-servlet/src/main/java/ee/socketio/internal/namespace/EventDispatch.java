package ee.socketio.internal.namespace;

import ee.socketio.ConnectRejectedException;
import ee.socketio.EventListener;
import ee.socketio.TooManyEventsException;
import ee.socketio.internal.engine.codec.Message;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the events of one client to the listeners, through the middlewares. Runs on the socket's listener thread. */
final class EventDispatch {

    private final LocalSocket socket;
    /** Whether what the client sent before is dropped. */
    private volatile boolean muted;

    private final AtomicInteger waiting = new AtomicInteger();

    EventDispatch(LocalSocket socket) {
        this.socket = socket;
    }

    /**
     * Whether too many events wait for middlewares that decide later, which nothing else bounds; then the client is
     * disconnected. Called on the reading thread.
     */
    boolean isFull(ClientConnection client) {
        int most = socket.namespace().server().options().engine().maxInboundPackets();
        if (waiting.get() < most) {
            return false;
        }
        client.onMalformed(new TooManyEventsException(
                "more than " + most + " events (maxInboundPackets) wait for packet middlewares"));
        return true;
    }

    /** Nothing is delivered any more. */
    void mute() {
        muted = true;
    }

    /** What the client sent before it left is still delivered, ahead of the disconnect. */
    void accept(ReceivedEvent event) {
        if (muted) {
            return;
        }
        SocketListeners listeners = socket.listeners();
        for (EventListener listener : listeners.any) {
            socket.guard("catch-all listener", () -> listener.onEvent(event));
        }
        if (listeners.middlewares.isEmpty()) {
            deliver(event);
        } else {
            waiting.incrementAndGet();
            MiddlewareChain.run(
                    listeners.middlewares,
                    event,
                    socket.client().listenerThread(),
                    () -> {
                        waiting.decrementAndGet();
                        deliver(event);
                    },
                    cause -> {
                        waiting.decrementAndGet();
                        onMiddlewareError(cause);
                    },
                    this::report);
        }
    }

    private void deliver(ReceivedEvent event) {
        if (muted) {
            return; // a middleware took its time
        }
        for (EventListener listener : socket.listeners().events.of(event.name())) {
            socket.guard("event '" + event.name() + "'", () -> listener.onEvent(event));
        }
    }

    private void onMiddlewareError(Throwable cause) {
        ClientConnection client = socket.client();
        if (client.protocol() == Protocol.V4 && socket.connected()) { // as 2.x did
            Message error = Rejection.of(socket, cause, this::report);
            socket.namespace().inOrder(() -> client.send(error, false));
        } else if (!(cause instanceof ConnectRejectedException)) {
            report(cause);
        }
        socket.onError(cause);
    }

    private void report(Throwable cause) {
        socket.namespace().server().errors().report("packet middleware", socket.id(), cause);
    }
}
