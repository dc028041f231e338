package ee.socketio.engine;

/**
 * Sees every Engine.IO packet that comes and goes: for counters, not for contents. With it come the reference's events
 * {@code packet}, {@code packetCreate}, {@code heartbeat} (a {@link Type#PONG} that comes in), {@code upgrading} (a {@link
 * Type#PONG} that goes out, the answer to the probe) and {@code upgrade} (a {@link Type#UPGRADE} that comes in).
 */
@FunctionalInterface
public interface PacketListener {

    /**
     * A packet has come in, or is about to be written. Incoming packets are shown on the thread that reads, in their order
     * and before they have any effect; outgoing ones on the thread that writes: the one that sends, or the one that reported
     * that the transport is free again. Both may happen at the same time, for one session too, and before the connection
     * listener was called. Must not block. An exception is reported and changes nothing.
     *
     * @param socket the session
     * @param direction whether the client or the server sent it
     * @param type its type
     * @param bytes its size: of a text with the digit of its type, in UTF-8; of a binary message without base64
     */
    void onPacket(EngineSocket socket, Direction direction, Type type, long bytes);

    /** Who sent a packet. */
    enum Direction {
        /** The client. */
        IN,
        /** The server. */
        OUT
    }

    /** The packet types of Engine.IO, in the order of their digits. */
    enum Type {
        /** The handshake. */
        OPEN,
        /** The end of a session. */
        CLOSE,
        /** A heartbeat of the server, or the probe of an upgrade. */
        PING,
        /** The answer to a ping or a probe. */
        PONG,
        /** A message, text or binary. */
        MESSAGE,
        /** The end of an upgrade. */
        UPGRADE,
        /** Nothing; ends a held GET. */
        NOOP
    }
}
