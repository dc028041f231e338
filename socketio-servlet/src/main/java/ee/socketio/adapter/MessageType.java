package ee.socketio.adapter;

import ee.socketio.spi.MalformedPacketException;

/** What a {@link ClusterMessage} can be, and its data. */
public enum MessageType {
    /** A server has come: the others answer with {@link #HEARTBEAT}. */
    INITIAL_HEARTBEAT,
    /** A server is alive. */
    HEARTBEAT,
    /** {@code packet{type,data}}, {@code opts{rooms,except,flags}}, and {@code requestId} if acks are wanted. */
    BROADCAST,
    /** {@code opts}, {@code rooms}. */
    SOCKETS_JOIN,
    /** {@code opts}, {@code rooms}. */
    SOCKETS_LEAVE,
    /** {@code opts}, {@code close}. */
    DISCONNECT_SOCKETS,
    /** {@code opts}, {@code requestId}. */
    FETCH_SOCKETS,
    /** {@code requestId}, {@code sockets[{id,handshake,rooms,data}]}. */
    FETCH_SOCKETS_RESPONSE,
    /** {@code packet}: the name and the arguments; {@code requestId} if an ack is wanted. */
    SERVER_SIDE_EMIT,
    /** {@code requestId}, {@code packet}: the first argument of the ack. */
    SERVER_SIDE_EMIT_RESPONSE,
    /** {@code requestId}, {@code clientCount}. */
    BROADCAST_CLIENT_COUNT,
    /** {@code requestId}, {@code packet}: the first argument of one client's ack. */
    BROADCAST_ACK,
    /** A server goes. */
    ADAPTER_CLOSE;

    private static final MessageType[] BY_NUMBER = values();

    /** The type that has this number on the wire. */
    public static MessageType of(long number) throws MalformedPacketException {
        if (number < 1 || number > BY_NUMBER.length) {
            throw new MalformedPacketException("unknown type " + number);
        }
        return BY_NUMBER[(int) number - 1];
    }

    /** The number on the wire, 1 to 13. */
    public int number() {
        return ordinal() + 1;
    }

    /** Whether it answers a message, and so is for one server only. */
    public boolean isResponse() {
        return switch (this) {
            case FETCH_SOCKETS_RESPONSE, SERVER_SIDE_EMIT_RESPONSE, BROADCAST_CLIENT_COUNT, BROADCAST_ACK -> true;
            default -> false;
        };
    }
}
