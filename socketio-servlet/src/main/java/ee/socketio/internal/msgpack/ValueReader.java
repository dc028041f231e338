package ee.socketio.internal.msgpack;

import ee.socketio.spi.MalformedPacketException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads one value from MessagePack: null, {@code String}, {@code Boolean}, {@code Long} ({@code BigInteger} from 2^63 on),
 * {@code Double}, {@code byte[]}, {@code List} and {@code Map} with string keys. The keys may be integers on the wire.
 *
 * <p>What notepack, the library of the JavaScript clients, writes beyond the standard is read too:
 *
 * <pre>
 * fixext 1, type 0   undefined: a map has no such key then, a list has null
 * fixext 8, type 0   a date: the text that JSON would have, such as "2026-01-01T00:00:00.000Z"
 * other ext, type 0  bytes
 * type -1            a date, between servers, which have newer libraries
 * other types        a list of the type and its bytes, as in JavaScript
 * </pre>
 *
 * <p>Between servers text need not be UTF-8: one of their libraries writes halves of surrogate pairs as bytes that are none, and the
 * others would lose the message. As in JavaScript, U+FFFD takes their place.
 *
 * <p>What comes is never trusted: lengths are compared with what is left before anything is allocated, and lists and maps
 * grow with what they really hold.
 */
public final class ValueReader {

    /** As deep as JSON may be: no stack can overflow. */
    static final int MAX_DEPTH = 500;

    private static final Object UNDEFINED = new Object();
    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final MessageUnpacker unpacker;
    private final int length;
    private final boolean betweenServers;

    private ValueReader(MessageUnpacker unpacker, int length, boolean betweenServers) {
        this.unpacker = unpacker;
        this.length = length;
        this.betweenServers = betweenServers;
    }

    /** Reads bytes of a client that are exactly one value. */
    public static @Nullable Object read(byte[] bytes) throws MalformedPacketException {
        return read(bytes, false);
    }

    /** Reads bytes of another server that are exactly one value. */
    public static @Nullable Object readOfServer(byte[] bytes) throws MalformedPacketException {
        return read(bytes, true);
    }

    private static @Nullable Object read(byte[] bytes, boolean betweenServers) throws MalformedPacketException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            ValueReader reader = new ValueReader(unpacker, bytes.length, betweenServers);
            Object value = reader.value(0);
            if (reader.remaining() > 0) {
                throw new MalformedPacketException("trailing bytes");
            }
            return value == UNDEFINED ? null : value;
        } catch (IOException | MessagePackException e) {
            throw new MalformedPacketException("invalid MessagePack: " + e.getMessage());
        }
    }

    private long remaining() {
        return length - unpacker.getTotalReadBytes();
    }

    private @Nullable Object value(int depth) throws IOException, MalformedPacketException {
        MessageFormat format = unpacker.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                yield null;
            }
            case BOOLEAN -> unpacker.unpackBoolean();
            case INTEGER -> integer(format);
            case FLOAT -> unpacker.unpackDouble();
            case STRING -> text();
            case BINARY -> bytes(unpacker.unpackBinaryHeader());
            case ARRAY -> array(deeper(depth));
            case MAP -> map(deeper(depth));
            case EXTENSION -> extension(format);
        };
    }

    private static int deeper(int depth) throws MalformedPacketException {
        if (depth >= MAX_DEPTH) {
            throw new MalformedPacketException("nested too deep");
        }
        return depth + 1;
    }

    private Number integer(MessageFormat format) throws IOException {
        if (format != MessageFormat.UINT64) {
            return unpacker.unpackLong();
        }
        BigInteger integer = unpacker.unpackBigInteger();
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }

    private String text() throws IOException, MalformedPacketException {
        byte[] utf8 = bytes(unpacker.unpackRawStringHeader());
        if (betweenServers) {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPacketException("a string is not UTF-8");
        }
    }

    private byte[] bytes(int count) throws IOException, MalformedPacketException {
        require(count);
        return unpacker.readPayload(count);
    }

    /** So many elements or bytes must be left, or the length is a lie. */
    private void require(long least) throws MalformedPacketException {
        if (least > remaining()) {
            throw new MalformedPacketException("a length beyond the end");
        }
    }

    private List<@Nullable Object> array(int depth) throws IOException, MalformedPacketException {
        int size = unpacker.unpackArrayHeader();
        require(size);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object element = value(depth);
            elements.add(element == UNDEFINED ? null : element);
        }
        return elements;
    }

    private Map<String, @Nullable Object> map(int depth) throws IOException, MalformedPacketException {
        int size = unpacker.unpackMapHeader();
        require(2L * size);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String key = key();
            Object member = value(depth);
            if (member != UNDEFINED) {
                members.put(key, member);
            }
        }
        return members;
    }

    private String key() throws IOException, MalformedPacketException {
        MessageFormat format = unpacker.getNextFormat();
        return switch (format.getValueType()) {
            case STRING -> text();
            case INTEGER -> integer(format).toString();
            default -> throw new MalformedPacketException("a key is neither a string nor an integer");
        };
    }

    private Object extension(MessageFormat format) throws IOException, MalformedPacketException {
        ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
        byte[] payload = bytes(header.getLength());
        if (betweenServers && header.isTimestampType()) {
            return timestamp(payload);
        }
        if (header.getType() != 0) {
            List<Object> other = new ArrayList<>(2);
            other.add((long) header.getType());
            other.add(payload);
            return other;
        }
        return switch (format) {
            case FIXEXT1 -> UNDEFINED;
            case FIXEXT8 ->
                DATE.format(Instant.ofEpochMilli(ByteBuffer.wrap(payload).getLong()));
            default -> payload;
        };
    }

    private static String timestamp(byte[] payload) throws MalformedPacketException {
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        try {
            Instant instant =
                    switch (payload.length) {
                        case Integer.BYTES -> Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt()));
                        case Long.BYTES -> {
                            long both = buffer.getLong(); // 30 bits of nanoseconds, 34 of seconds
                            yield Instant.ofEpochSecond(both & 0x3_FFFF_FFFFL, both >>> 34);
                        }
                        case Integer.BYTES + Long.BYTES -> {
                            long nanos = Integer.toUnsignedLong(buffer.getInt());
                            yield Instant.ofEpochSecond(buffer.getLong(), nanos);
                        }
                        default -> throw new MalformedPacketException("a timestamp of " + payload.length + " bytes");
                    };
            return DATE.format(instant);
        } catch (DateTimeException e) {
            throw new MalformedPacketException("a timestamp that no calendar has");
        }
    }
}
