package ee.socketio.internal.polling;

import ee.socketio.internal.engine.codec.BinaryPayload3;
import ee.socketio.internal.engine.codec.Jsonp;
import ee.socketio.internal.engine.codec.MalformedPacketException;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.Payload;
import ee.socketio.internal.engine.codec.Revision;
import ee.socketio.internal.engine.codec.TextPayload3;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How packets travel in the bodies of one session; decided by its handshake, for its whole life. */
sealed interface PollingFormat {

    /** The content type of binary bodies; with parameters it is another one, as in the reference. */
    String BINARY = "application/octet-stream";

    /** The content type of text. */
    String TEXT = "text/plain; charset=UTF-8";

    /** The body of a response. */
    record Body(String contentType, byte[] bytes) {
        static Body of(String text) {
            return new Body(TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Makes the body of a response. */
    Body encode(List<Packet> packets);

    /** Whether bodies of this content type can be read at all. */
    boolean accepts(@Nullable String contentType);

    /** Reads the body of a request. */
    Payload decode(@Nullable String contentType, byte[] body);

    /** What a handshake with this query asks for. The parameter {@code j} means something in revision 3 only. */
    static PollingFormat of(Revision revision, Map<String, String> query) {
        String j = query.get("j");
        if (revision == Revision.V4) {
            return new Separated();
        }
        return j != null
                ? new Scripts(new Jsonp(j))
                : new Counted(!query.getOrDefault("b64", "").isEmpty());
    }

    /** Revision 4. */
    record Separated() implements PollingFormat {

        @Override
        public Body encode(List<Packet> packets) {
            return Body.of(Payload.encode(packets));
        }

        /** Binary bodies belong to revision 3. */
        @Override
        public boolean accepts(@Nullable String contentType) {
            return !BINARY.equals(contentType);
        }

        @Override
        public Payload decode(@Nullable String contentType, byte[] body) {
            return Payload.decode(new String(body, StandardCharsets.UTF_8));
        }
    }

    /**
     * Revision 3.
     *
     * @param textOnly whether the client asked for base64 instead of bytes
     */
    record Counted(boolean textOnly) implements PollingFormat {

        @Override
        public Body encode(List<Packet> packets) {
            return textOnly || !BinaryPayload3.needed(packets)
                    ? Body.of(TextPayload3.encode(packets))
                    : new Body(BINARY, BinaryPayload3.encode(packets));
        }

        @Override
        public boolean accepts(@Nullable String contentType) {
            return true;
        }

        @Override
        public Payload decode(@Nullable String contentType, byte[] body) {
            return BINARY.equals(contentType)
                    ? BinaryPayload3.decode(body)
                    : TextPayload3.decode(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** Revision 3 in scripts and forms, and always as text. */
    record Scripts(Jsonp jsonp) implements PollingFormat {

        @Override
        public Body encode(List<Packet> packets) {
            return Body.of(jsonp.script(TextPayload3.encode(packets)));
        }

        @Override
        public boolean accepts(@Nullable String contentType) {
            return true;
        }

        /** A form without a payload is ignored, as in the reference. */
        @Override
        public Payload decode(@Nullable String contentType, byte[] body) {
            try {
                String payload = Jsonp.payload(body);
                return payload == null ? new Payload(List.of(), null) : TextPayload3.decode(payload);
            } catch (MalformedPacketException e) {
                return new Payload(List.of(), e.getMessage());
            }
        }
    }
}
