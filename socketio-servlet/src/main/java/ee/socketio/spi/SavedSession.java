package ee.socketio.spi;

import java.util.Map;

/**
 * What connection state recovery keeps of a socket that lost its connection.
 *
 * @param id the socket's id
 * @param privateId the secret by which its client takes the session up again
 * @param rooms its rooms, and where in the order of broadcasts it joined each
 * @param data the application's data
 * @param connectedAt where in the order of broadcasts the socket came
 * @param lastOffset the offset of the last packet that was meant for it, or {@code connectedAt} if there was none
 * @param leftAt where in the order of broadcasts it left
 */
public record SavedSession(
        String id,
        String privateId,
        Map<String, String> rooms,
        Map<String, Object> data,
        String connectedAt,
        String lastOffset,
        String leftAt) {

    /** Copies the rooms. */
    public SavedSession {
        rooms = Map.copyOf(rooms);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SavedSession[" + id + ", " + rooms.size() + " rooms]";
    }
}
