package ee.socketio.spi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that can give a client that lost its connection what it missed: the option {@code connectionStateRecovery}
 * needs one. Every event that goes through {@link #broadcast}, unless it is volatile, gets an offset as its last argument
 * and is kept for a while; with the option on, events to a single socket go through it too.
 *
 * <p>Broadcasts have one order, and the actions that these methods take have their place in it: none runs at the same time
 * as another or as a delivery. They are called once, now or later, on any thread; they do not block.
 */
public interface SessionAwareAdapter extends Adapter {

    /** Takes the session of this secret, if it is kept. Nobody gets it a second time. */
    CompletionStage<@Nullable SavedSession> takeSession(String privateId);

    /** Lets a new socket in: {@code connect} gets its place in the order. */
    void enter(Consumer<String> connect);

    /**
     * Lets a socket in again: {@code connect} gets what it missed after the offset, or null if that is not all kept any more.
     *
     * @param offset what its client received last, or null if it received nothing
     */
    void resume(SavedSession session, @Nullable String offset, Consumer<@Nullable Missed> connect);

    /** Lets a socket go: {@code disconnect} gets its place in the order and returns what to keep, or null. */
    void exit(Function<String, @Nullable SavedSession> disconnect);

    /** The rooms of a socket of this server, and where in the order of broadcasts it joined each; a copy. */
    Map<String, String> joinedRooms(String socketId);

    /** Sends what is not kept in its order with what is. */
    void inOrder(Runnable send);

    /**
     * What a socket missed.
     *
     * @param packets the packets, oldest first
     * @param lastOffset the offset of the last of them, or what it was before ({@link SavedSession#lastOffset})
     */
    record Missed(List<EncodedPacket> packets, String lastOffset) {

        /** Copies the list. */
        public Missed {
            packets = List.copyOf(packets);
        }
    }
}
