package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What a session tells the layer above. Called on the reading thread, one call at a time and in order, never while a
 * lock is held. Implementations return quickly: they hand listeners to an executor.
 */
public interface SessionHandler {

    /** The session has begun; called once and first, before anything is read and before the open packet has left. */
    default void onOpen() {}

    /** A text message. */
    void onText(String text);

    /** A binary message. */
    void onBinary(Packet.Binary message);

    /** The session moved to another transport. */
    void onUpgrade(TransportName transport);

    /** The client is to go, and not to come back by itself. Called from any thread, unlike the other methods. */
    default void disconnectAll() {}

    /** The end, called exactly once and last. */
    void onClose(CloseReason reason, @Nullable Throwable cause);

    /**
     * Whether more may be read. If not, {@code resume} is called once, later, from any thread: the transport stops
     * reading until then.
     */
    boolean readable(Runnable resume);

    /**
     * Whether the listeners are done with everything so far. If not, {@code then} is called once when they are.
     */
    boolean settled(Runnable then);
}
