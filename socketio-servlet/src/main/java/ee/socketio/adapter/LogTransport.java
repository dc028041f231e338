package ee.socketio.adapter;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A transport with a log: what is appended to it is read by all servers in one order, also by those that lost the connection for
 * a while, and can be read again later, from any position. And with a store of sessions. All that a {@link LogAdapter} needs; the
 * positions are the offsets that clients get. Nothing blocks, and every stage completes some time, also if the log is away.
 */
public interface LogTransport extends ClusterTransport {

    /**
     * Writes a message, which may run the application's code; nothing is appended yet.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    Written write(ClusterMessage message);

    /** The entries of this namespace behind a position and up to another, in order; null if some of them are not kept any more. */
    CompletionStage<@Nullable List<Entry>> read(String after, String upTo);

    /** Which position is earlier. What comes from clients is compared only if it {@linkplain #isPosition is one}. */
    Comparator<String> positions();

    /** Whether a text is a position. */
    boolean isPosition(String text);

    /**
     * Keeps a session for so long, in place of what is kept of it.
     *
     * @param live whether its socket is connected to this server; it is kept in case that the server dies
     */
    void save(SavedSession session, boolean live, Duration time);

    /** Takes a session of this namespace; nobody gets it a second time. Null if it is not kept. */
    CompletionStage<@Nullable StoredSession> take(String privateId);

    /** Keeps a session no more, unless another server has saved it since. */
    void drop(String privateId);

    /**
     * What was taken.
     *
     * @param session the session; positions that are not known are empty
     * @param server the server that its socket was connected to when it was saved, and may be still; empty if to none
     */
    record StoredSession(SavedSession session, String server) {}

    /**
     * An entry of the log.
     *
     * @param position where it is
     * @param message the message
     * @param ticket if it is this server's, what it was appended with; otherwise any number
     */
    record Entry(String position, ClusterMessage message, long ticket) {}

    /** This server's end of the cluster, for one namespace. */
    interface Node extends ClusterTransport.Node {

        /**
         * Everything up to this position was handed over, or is none of this namespace's. Told before the first entry, with the
         * position behind which entries are read, and again whenever more was read.
         */
        void reached(String position);

        /** Gets an entry: one after the other, in the order of the log, and none left out. */
        void receive(Entry entry);
    }

    /** The message is not in the log, and will not be. */
    final class NotAppendedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** With the reason. */
        public NotAppendedException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A message that can be appended, once. It does not change any more, whatever becomes of the objects that it was made of. */
    interface Written {

        /**
         * The message as whoever reads it gets it.
         *
         * @throws MalformedPacketException if nobody can read it, because it is nested too deep for example
         */
        ClusterMessage message() throws MalformedPacketException;

        /**
         * Appends it. This server gets it back as all others do, by {@link Node#receive(Entry)}. Messages have the order of these
         * calls, which run no code of the application.
         *
         * @param ticket comes back with the entry; larger than those before
         * @return fails with {@link NotAppendedException} if the message is not in the log, and with anything else if nobody knows
         *     whether it is
         */
        CompletionStage<?> append(long ticket);
    }

    /** Opens transports. */
    @FunctionalInterface
    interface Factory {

        /** Opens the transport of a namespace; an exception makes the creation of the namespace fail. */
        LogTransport open(Node node);
    }
}
