package ee.socketio.internal.namespace;

import ee.socketio.engine.EngineSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the revisions of the Socket.IO protocol. Which one a client speaks follows from its revision of
 * Engine.IO. Events and acks are the same in both, so a broadcast is encoded once for all.
 */
enum Protocol {

    /**
     * Clients of 1.x and 2.x. They are in the main namespace without asking, before any other; ask for others with a query in
     * the name; compute the ids of their sockets; and are ignored where later ones are disconnected.
     */
    V4 {
        @Override
        String socketId(LocalNamespace namespace, EngineSocket connection) {
            return namespace.name().equals(MAIN) ? connection.id() : namespace.name() + "#" + connection.id();
        }

        /** Clients may repeat the query of their CONNECT. */
        @Override
        String name(String address) {
            int query = address.indexOf('?');
            return query < 0 ? address : address.substring(0, query);
        }

        @Override
        @Nullable Object confirmation(Map<String, String> data) {
            return null;
        }

        @Override
        Object refusal(String message, @Nullable Object data) {
            return data == null ? message : data;
        }
    },

    /** Clients of 3.x and 4.x. */
    V5 {
        @Override
        String socketId(LocalNamespace namespace, EngineSocket connection) {
            return namespace.server().newSocketId();
        }

        @Override
        String name(String address) {
            return address;
        }

        @Override
        Object confirmation(Map<String, String> data) {
            return data;
        }

        @Override
        Object refusal(String message, @Nullable Object data) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("message", message);
            if (data != null) {
                error.put("data", data);
            }
            return error;
        }
    };

    /** The name of the main namespace. */
    static final String MAIN = "/";

    /** What the client of this connection speaks. */
    static Protocol of(EngineSocket connection) {
        return connection.protocol() == 3 ? V4 : V5;
    }

    /** The id of a new socket. */
    abstract String socketId(LocalNamespace namespace, EngineSocket connection);

    /** The namespace that a packet is for. */
    abstract String name(String address);

    /** What the answer to a CONNECT carries of this. */
    abstract @Nullable Object confirmation(Map<String, String> data);

    /** What an error carries. */
    abstract Object refusal(String message, @Nullable Object data);
}
