package ee.socketio.it.wire;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A WebSocket of which every frame is visible: heartbeats, control frames and broken frames included. */
final class RawWebSocket implements AutoCloseable {

    /** A key and the answer that RFC 6455 wants for it (its section 1.3). */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /**
     * The codes of a close that gives no reason. The protocol wants a close frame without a status, which clients see
     * as 1005. Not every container can send one; those that cannot send 1000, and no client tells the two apart.
     */
    static final Set<Integer> PLAIN = Set.of(1000, 1005);

    /** What clients report when the connection ends without a close frame. */
    static final int ABNORMAL = 1006;

    private final RawHttp connection;
    private final Answer handshake;

    private RawWebSocket(RawHttp connection, Answer handshake) {
        this.connection = connection;
        this.handshake = handshake;
    }

    static RawWebSocket open(Endpoint endpoint, String target) {
        return open(endpoint, Request.upgrade(target));
    }

    static RawWebSocket open(Endpoint endpoint, Request request) {
        RawHttp connection = RawHttp.connect(endpoint);
        Answer handshake = connection.exchange(request);
        if (handshake.status() != 101) {
            connection.close();
            throw new AssertionError("the WebSocket was refused: " + handshake);
        }
        return new RawWebSocket(connection, handshake);
    }

    /** The response that carried the 101. */
    Answer handshake() {
        return handshake;
    }

    RawWebSocket sendText(String text) {
        return send(Frame.text(text));
    }

    RawWebSocket sendBinary(byte... bytes) {
        return send(Frame.binary(bytes));
    }

    RawWebSocket send(Frame frame) {
        return write(frame.masked());
    }

    /** Sends a message as fragments of the given number of bytes each. */
    RawWebSocket sendInFragments(Frame message, int size) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        byte[] payload = message.payload();
        for (int from = 0; from < payload.length; from += size) {
            int to = Math.min(from + size, payload.length);
            int opcode = from == 0 ? message.opcode() : Frame.CONTINUATION;
            byte[] part = Arrays.copyOfRange(payload, from, to);
            frames.writeBytes(new Frame(to == payload.length, 0, opcode, part).masked());
        }
        return write(frames.toByteArray());
    }

    RawWebSocket write(byte[] bytes) {
        connection.writeWhileAccepted(bytes);
        return this;
    }

    /** The next frame; fails if the server ended the connection instead. */
    Frame receive() {
        return receiveOrEnd().orElseThrow(() -> new AssertionError("the connection ended without a frame"));
    }

    /** The next frame, or nothing at the end. A message that the server sends in fragments counts as one frame. */
    Optional<Frame> receiveOrEnd() {
        Optional<Frame> first = connection.readFrame();
        if (first.isEmpty() || first.get().fin()) {
            return first;
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(first.get().payload());
        for (Optional<Frame> next = connection.readFrame(); next.isPresent(); next = connection.readFrame()) {
            if (next.get().opcode() != Frame.CONTINUATION) {
                throw new AssertionError("expected a continuation, got " + next.get());
            }
            message.writeBytes(next.get().payload());
            if (next.get().fin()) {
                return Optional.of(Frame.of(first.get().opcode(), message.toByteArray()));
            }
        }
        return Optional.empty();
    }

    /** The text of the next frame, which must be a text frame. */
    String receiveText() {
        Frame frame = receive();
        if (!frame.isText()) {
            throw new AssertionError("expected text, got " + frame);
        }
        return frame.text();
    }

    /** Reads on until the server closes the WebSocket, and returns the code that a client would report. */
    int awaitCloseCode() {
        for (Optional<Frame> frame = receiveOrEnd(); frame.isPresent(); frame = receiveOrEnd()) {
            if (frame.get().isClose()) {
                return frame.get().closeCode();
            }
        }
        return ABNORMAL;
    }

    /** Whether no frame comes, and the connection stays open, for that long. */
    boolean isSilentFor(Duration duration) {
        return connection.isSilentFor(duration);
    }

    /** Ends the connection with a TCP reset. */
    void reset() {
        connection.reset();
    }

    /** Ends the connection without a close frame. */
    @Override
    public void close() {
        connection.close();
    }
}
