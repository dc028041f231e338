package ee.socketio.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A WebSocket frame (RFC 6455, section 5.2), well formed or not. */
record Frame(boolean fin, int rsv, int opcode, byte[] payload) {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final byte[] MASK = HexFormat.of().parseHex("0a1b2c3d");

    static Frame text(String text) {
        return of(TEXT, text.getBytes(UTF_8));
    }

    static Frame binary(byte... bytes) {
        return of(BINARY, bytes);
    }

    static Frame close() {
        return of(CLOSE, new byte[0]);
    }

    static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    static Frame of(int opcode, byte[] payload) {
        return new Frame(true, 0, opcode, payload);
    }

    /** The same frame with RSV1 (4), RSV2 (2) and RSV3 (1) set as given. */
    Frame withRsv(int bits) {
        return new Frame(fin, bits, opcode, payload);
    }

    /** The same frame as a fragment that others follow. */
    Frame unfinished() {
        return new Frame(false, rsv, opcode, payload);
    }

    boolean isText() {
        return opcode == TEXT;
    }

    boolean isBinary() {
        return opcode == BINARY;
    }

    boolean isClose() {
        return opcode == CLOSE;
    }

    String text() {
        return new String(payload, UTF_8);
    }

    /** The status of a close frame; 1005 is what clients report for one without. */
    int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** This frame as a client sends it: masked. */
    byte[] masked() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(payload.length + 14);
        writeHeader(wire, 0x80);
        wire.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            wire.write(payload[i] ^ MASK[i % 4]);
        }
        return wire.toByteArray();
    }

    /** This frame without a mask, which a client must not send. */
    byte[] unmasked() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(payload.length + 10);
        writeHeader(wire, 0);
        wire.writeBytes(payload);
        return wire.toByteArray();
    }

    private void writeHeader(ByteArrayOutputStream wire, int maskBit) {
        wire.write((fin ? 0x80 : 0) | rsv << 4 | opcode);
        if (payload.length < 126) {
            wire.write(maskBit | payload.length);
        } else if (payload.length < 1 << 16) {
            wire.write(maskBit | 126);
            wire.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            wire.write(maskBit | 127);
            wire.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
    }

    static Frame read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if (second > 127) {
            throw new AssertionError("the server masked a frame");
        }
        long length = second == 127 ? in.readLong() : second == 126 ? in.readUnsignedShort() : second;
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Frame(first >= 0x80, first >> 4 & 7, first & 0xF, payload);
    }

    @Override
    public String toString() {
        return "frame " + opcode + (fin ? "" : " unfinished") + (rsv == 0 ? "" : " rsv=" + rsv) + " "
                + (isText() ? text() : HexFormat.of().formatHex(payload));
    }
}
