package ee.socketio.adapter;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This server's end of the transport: adds who speaks and where, and keeps failures of the transport from the application. */
final class Link {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String uid = randomId();
    private final String namespace;
    /** Null before the start and after the end: nothing is sent then. */
    private volatile @Nullable ClusterTransport transport;

    Link(String namespace) {
        this.namespace = namespace;
    }

    /** 16 hexadecimal digits, as in the reference. */
    static String randomId() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String uid() {
        return uid;
    }

    /** Whether a message is from another server to this namespace. */
    boolean concerns(ClusterMessage message) {
        return isOpen() && !message.uid().equals(uid) && message.namespace().equals(namespace);
    }

    boolean isOpen() {
        return transport != null;
    }

    void open(ClusterTransport.Factory transports, InMemoryAdapter members, Consumer<ClusterMessage> receiver) {
        transport = transports.open(new ClusterTransport.Node() {
            @Override
            public String namespace() {
                return namespace;
            }

            @Override
            public String uid() {
                return uid;
            }

            @Override
            public boolean hasSockets() {
                return members.hasSockets();
            }

            @Override
            public boolean hasSockets(String room) {
                return members.hasSockets(room);
            }

            @Override
            public void receive(ClusterMessage message) {
                receiver.accept(message);
            }
        });
    }

    /**
     * Publishes. A transport that fails is logged: broadcasts are not to fail for the sockets of this server because the
     * others cannot be reached.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    void publish(MessageType type, Map<String, @Nullable Object> data) {
        send(type, data, ClusterTransport::publish);
    }

    /** Answers a server; otherwise as {@link #publish}. */
    void respond(String to, MessageType type, Map<String, @Nullable Object> data) {
        send(type, data, (open, message) -> open.respond(to, message));
    }

    private interface Way {
        void send(ClusterTransport open, ClusterMessage message);
    }

    private void send(MessageType type, Map<String, @Nullable Object> data, Way way) {
        ClusterTransport open = transport;
        if (open == null) {
            return;
        }
        ClusterMessage message = new ClusterMessage(type, uid, namespace, data);
        try {
            way.send(open, message);
        } catch (IllegalArgumentException e) {
            throw e; // a value of the application
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Could not send " + message, e);
        }
    }

    void close() {
        ClusterTransport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Could not close the transport of " + namespace, e);
            }
        }
    }
}
