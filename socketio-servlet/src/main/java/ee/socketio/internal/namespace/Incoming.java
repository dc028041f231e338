package ee.socketio.internal.namespace;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.Parser;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes packets of what one client sends, until something makes no sense. Confined to the reading thread. */
final class Incoming {

    private static final System.Logger LOG = System.getLogger("ee.socketio.client");

    private final Object client;
    private final Parser.Decoder decoder;
    private final Consumer<Packet> onPacket;
    private final Consumer<Throwable> onMalformed;
    private boolean failed;

    /** @param client who sends, for the log */
    Incoming(Object client, Parser.Decoder decoder, Consumer<Packet> onPacket, Consumer<Throwable> onMalformed) {
        this.client = client;
        this.decoder = decoder;
        this.onPacket = onPacket;
        this.onMalformed = onMalformed;
    }

    private interface Decoding {
        @Nullable Packet decode() throws MalformedPacketException;
    }

    /** A text message. */
    void text(String text, BooleanSupplier mayBuffer) {
        receive(() -> decoder.decode(text), mayBuffer);
    }

    /** A binary message. */
    void binary(byte[] bytes, BooleanSupplier mayBuffer) {
        receive(() -> decoder.decode(bytes), mayBuffer);
    }

    /** @param mayBuffer whether the client is known well enough for parts of a packet to be kept */
    private void receive(Decoding decoding, BooleanSupplier mayBuffer) {
        if (failed) {
            return;
        }
        try {
            Packet packet = decoding.decode();
            if (packet != null) {
                onPacket.accept(packet);
            } else if (!mayBuffer.getAsBoolean()) {
                throw new MalformedPacketException("attachments before a CONNECT");
            }
        } catch (MalformedPacketException e) {
            onMalformed.accept(e);
        } catch (RuntimeException | StackOverflowError e) { // a parser of the application's may throw anything
            LOG.log(System.Logger.Level.WARNING, "A packet could not be handled: " + client, e);
            onMalformed.accept(e);
        }
    }

    /** Nothing more is read. */
    void stop() {
        failed = true;
        decoder.close();
    }
}
