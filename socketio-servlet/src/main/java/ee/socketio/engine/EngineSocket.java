package ee.socketio.engine;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session. Methods may be called from any thread. Listeners are called one at a time and in order, on the
 * listener executor of the server ({@link ListenerThreads}); add them inside the connection listener and none misses a
 * message.
 */
public interface EngineSocket {

    /** The session id: 20 URL-safe characters. It is the key to the session, so keep it secret. */
    String id();

    /** The protocol revision: 4. */
    int protocol();

    /** The transport that carries the session now. */
    TransportName transport();

    /** Whether the session moved from polling to WebSocket. */
    boolean upgraded();

    /** The request that opened the session. */
    EngineRequest request();

    /** Whether the session accepts messages: false as soon as it closes or is asked to. */
    boolean isOpen();

    /** Whether the transport can take a message at this instant: a GET is held, or no WebSocket send is under way. */
    boolean writable();

    /**
     * Sends a text message. Never blocks; messages leave in the order of the calls. Ignored after close. When the bytes
     * that wait for a slow client exceed {@code maxOutboundBytes}, the session is closed.
     */
    void send(String text);

    /** Sends a binary message, like {@link #send(String)}. The buffer's remaining bytes are copied. */
    void send(ByteBuffer data);

    /** Closes the session after what was sent before has left; later calls do nothing. */
    void close();

    /** Adds a listener for text messages. */
    void onText(Consumer<String> listener);

    /** Adds a listener for binary messages; each call gets its own read-only view. */
    void onBinary(Consumer<ByteBuffer> listener);

    /** Adds a listener that is called once when the session has moved to another transport. */
    void onUpgrade(Consumer<TransportName> listener);

    /** Adds a listener that is called once at the end, with the cause where there is one. */
    void onClose(BiConsumer<CloseReason, @Nullable Throwable> listener);
}
