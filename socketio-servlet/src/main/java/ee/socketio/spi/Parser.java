package ee.socketio.spi;

import org.jspecify.annotations.Nullable;

/** Turns packets into messages and back, the reference's option {@code parser}. Both ends must use the same one. */
public interface Parser {

    /**
     * Encodes a packet. Called once per packet, whatever the number of receivers, from any thread.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    EncodedPacket encode(Packet packet);

    /** A decoder for one connection. */
    Decoder newDecoder();

    /** Puts the messages of one connection together into packets. Called by one thread at a time. */
    interface Decoder {

        /** A text message: returns the packet that it completes, or null if more is to come. */
        @Nullable Packet decode(String text) throws MalformedPacketException;

        /** A binary message: returns the packet that it completes, or null if more is to come. */
        @Nullable Packet decode(byte[] binary) throws MalformedPacketException;

        /** The connection is over: drops what is incomplete. */
        void close();
    }
}
