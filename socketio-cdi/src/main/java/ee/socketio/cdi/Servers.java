package ee.socketio.cdi;

import ee.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.jspecify.annotations.Nullable;

/** The server of the application, for injection. */
@ApplicationScoped
class Servers {

    private volatile @Nullable SocketIoServer server;

    void add(SocketIoServer started) {
        if (server == null) {
            server = started;
        }
    }

    void remove(SocketIoServer stopped) {
        if (server == stopped) {
            server = null;
        }
    }

    /** A proxy is injected, so a bean may be made before the server; it must not call it before. */
    @Produces
    @ApplicationScoped
    SocketIoServer server() {
        SocketIoServer found = server;
        if (found == null) {
            throw new IllegalStateException("The SocketIoServlet has not been started: set load-on-startup for it");
        }
        return found;
    }
}
