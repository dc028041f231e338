package ee.socketio.spi;

/** The packet types of Socket.IO. Whether an event or ack has binary attachments is the parser's affair. */
public enum PacketType {
    /** Asks for a namespace, or confirms it. */
    CONNECT,
    /** Leaves a namespace. */
    DISCONNECT,
    /** An event. */
    EVENT,
    /** The answer to an event. */
    ACK,
    /** A namespace was refused. */
    CONNECT_ERROR
}
