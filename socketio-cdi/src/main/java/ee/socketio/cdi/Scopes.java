package ee.socketio.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is active around each call: a request context, unless the thread has one, and the beans of the socket. */
final class Scopes {

    /** What is done within. */
    @FunctionalInterface
    interface Call<E extends Exception> {
        @Nullable Object run() throws E;
    }

    private final SocketContext sockets;
    private final Supplier<RequestContextController> requests;
    /** Each is used by one call at a time. Not one for each thread: threads of the container outlive the application. */
    private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

    Scopes(SocketContext sockets, Supplier<RequestContextController> requests) {
        this.sockets = sockets;
        this.requests = requests;
    }

    <E extends Exception> @Nullable Object within(SocketBeans beans, Call<E> call) throws E {
        RequestContextController free = idle.poll();
        RequestContextController request = free == null ? requests.get() : free;
        SocketBeans before = sockets.enter(beans.isOver() ? null : beans);
        boolean activated = false;
        try {
            activated = request.activate(); // observers of @Initialized(RequestScoped.class) may throw
            return call.run();
        } finally {
            try {
                if (activated) {
                    request.deactivate(); // its beans may need the socket
                }
            } finally {
                sockets.enter(before);
                idle.add(request);
            }
        }
    }
}
