package ee.socketio.spi;

import org.jspecify.annotations.Nullable;

/**
 * Something happened to a room of this server: the reference's adapter events {@code create-room}, {@code join-room},
 * {@code leave-room} and {@code delete-room}.
 *
 * @param kind what happened
 * @param room the room; every socket has one that is named like its id
 * @param socketId who joined or left, null if the room was created or deleted
 */
public record RoomEvent(Kind kind, String room, @Nullable String socketId) {

    /** What can happen to a room. */
    public enum Kind {
        /** Its first socket is about to join. */
        CREATED,
        /** A socket joined. */
        JOINED,
        /** A socket left. */
        LEFT,
        /** Its last socket left. */
        DELETED
    }
}
