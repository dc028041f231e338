package ee.socketio.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
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

    /**
     * Completes when everything that was sent on this session before this call has left: the last WebSocket frame was
     * written, or the polling response that carries it was handed to the container. That is no receipt: for one, let the
     * client acknowledge. Volatile messages that were dropped are not waited for. If the session ends first, or has ended,
     * the stage fails with a {@link SessionClosedException}.
     *
     * <p>Completed in the order of the calls, on the thread that wrote, or at once; what hangs on the stage must not block
     * it: use the {@code Async} methods for that.
     */
    CompletionStage<Void> flushed();

    /**
     * The bytes that wait for the client or are on their way, which {@code maxOutboundBytes} bounds; 0 after the end. Each
     * packet counts 128 bytes more than it has on the wire, for the memory that it takes. A polling response counts until
     * the client asks for the next.
     */
    long bufferedBytes();

    /**
     * Adds a listener that is called each time that the last message, or ping, has left and nothing waits: the reference's
     * {@code drain}. If that happens again before the listener's turn has come, it is called once. Not called after the
     * close listeners.
     */
    void onDrain(Runnable listener);

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
