package ee.socketio.servlet;

import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the deployment of every server of an application. Found by {@link java.util.ServiceLoader} with the
 * application's class loader.
 */
public interface ServerInitializer {

    /**
     * A value for an option.
     *
     * @param value as in an init-param
     * @param source where it comes from, for messages
     */
    record Param(String value, String source) {}

    /**
     * A value for the option that has this name as an init-param; it goes before that. Asked for every option of every
     * server, before {@link #configure}.
     *
     * @return null if there is none
     */
    default @Nullable Param param(String name, ServletContext context) {
        return null;
    }

    /** Before a server is made: may set options, after the init-params and before {@link SocketIoServlet#configure}. */
    default void configure(ServerOptions.Builder options, ServletContext context) {}

    /** A server was made and takes no clients yet; before {@link SocketIoServlet#start}. */
    default void started(SocketIoServer server, ServletContext context) {}

    /** A server was made, {@link SocketIoServlet#start} is done, and it takes clients from now on. */
    default void ready(SocketIoServer server, ServletContext context) {}

    /** A server was closed. */
    default void stopped(SocketIoServer server, ServletContext context) {}
}
