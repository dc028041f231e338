package ee.socketio.redis;

import org.jspecify.annotations.Nullable;

/**
 * A channel or a pattern of channels. Compared by hand: for the equality of records Java 17 holds on to the classes of the last one
 * that it was asked for, and so to an application that has gone.
 */
record Topic(Kind kind, String name) {

    /** How it is subscribed to. */
    enum Kind {
        CHANNEL,
        PATTERN,
        SHARDED
    }

    boolean isSharded() {
        return kind == Kind.SHARDED;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Topic that && kind == that.kind && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + name.hashCode();
    }
}
