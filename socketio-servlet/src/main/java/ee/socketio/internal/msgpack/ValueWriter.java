package ee.socketio.internal.msgpack;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/**
 * Writes one value as MessagePack: null, strings, booleans, numbers, bytes, {@code JsonValue}s, and maps, collections and
 * arrays of these. Numbers become the shortest integer that holds them, or a float64; bytes become {@code bin}. What is
 * nothing of these is converted first. Only what every MessagePack library reads is written, no ext.
 */
public final class ValueWriter {

    /** Most packets are small, and larger ones take several buffers. */
    private static final MessagePack.PackerConfig CONFIG = new MessagePack.PackerConfig().withBufferSize(1024);

    /** More digits than a number of 64 bits can have. */
    private static final int MAX_DIGITS = 20;

    /** Makes one of the values above of an object that is none of them. */
    @FunctionalInterface
    public interface Conversion {

        /**
         * Converts a value.
         *
         * @throws IllegalArgumentException if it cannot be written
         */
        @Nullable Object toPlain(Object value);
    }

    private final Conversion conversion;
    private final MessagePacker packer;

    private ValueWriter(Conversion conversion, MessagePacker packer) {
        this.conversion = conversion;
        this.packer = packer;
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if it cannot be written, is nested too deep or contains itself
     */
    public static byte[] write(@Nullable Object value, Conversion conversion) {
        try (MessageBufferPacker packer = CONFIG.newBufferPacker()) {
            new ValueWriter(conversion, packer).value(value);
            return packer.toByteArray();
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The data is nested too deep, or contains itself", e);
        } catch (IOException e) { // of a buffer in memory
            throw new UncheckedIOException(e);
        }
    }

    private void value(@Nullable Object value) throws IOException {
        if (value == null) {
            packer.packNil();
        } else if (value instanceof CharSequence text) {
            text(text.toString());
        } else if (value instanceof Boolean bool) {
            packer.packBoolean(bool);
        } else if (value instanceof byte[] bytes) {
            bytes(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            bytes(copy);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Collection<?> elements) {
            array(elements.toArray());
        } else if (value instanceof Object[] elements) {
            array(elements);
        } else if (value instanceof JsonValue json) {
            scalar(json);
        } else if (!(value instanceof Number number) || !number(number)) {
            value(conversion.toPlain(value));
        }
    }

    private void scalar(JsonValue value) throws IOException {
        switch (value.getValueType()) {
            case TRUE -> packer.packBoolean(true);
            case FALSE -> packer.packBoolean(false);
            case STRING -> text(((JsonString) value).getString());
            case NUMBER -> decimal(((JsonNumber) value).bigDecimalValue());
            default -> packer.packNil();
        }
    }

    private void text(String text) throws IOException {
        byte[] utf8 = wellFormed(text).getBytes(StandardCharsets.UTF_8);
        packer.packRawStringHeader(utf8.length);
        packer.writePayload(utf8);
    }

    private void bytes(byte[] bytes) throws IOException {
        packer.packBinaryHeader(bytes.length);
        packer.writePayload(bytes);
    }

    /** Takes a copy of the entries first: the map may be a concurrent one, and the header tells their number. */
    private void map(Map<?, ?> map) throws IOException {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        packer.packMapHeader(entries.size());
        for (Map.Entry<?, ?> entry : entries) {
            text(String.valueOf(entry.getKey()));
            value(entry.getValue());
        }
    }

    private void array(@Nullable Object[] elements) throws IOException {
        packer.packArrayHeader(elements.length);
        for (Object element : elements) {
            value(element);
        }
    }

    /** Returns false if it is a number that only a conversion knows. */
    private boolean number(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            packer.packLong(number.longValue());
        } else if (number instanceof Double) {
            packer.packDouble(number.doubleValue());
        } else if (number instanceof Float) {
            packer.packDouble(Double.parseDouble(number.toString())); // 0.1f is 0.1, as it is in JSON
        } else if (number instanceof BigInteger integer) {
            integer(integer);
        } else if (number instanceof BigDecimal decimal) {
            decimal(decimal);
        } else {
            return false;
        }
        return true;
    }

    /** An integer of 64 bits if it is one; otherwise the double that JavaScript would make of its digits. */
    private void decimal(BigDecimal decimal) throws IOException {
        boolean whole = decimal.scale() <= 0 && (long) decimal.precision() - decimal.scale() <= MAX_DIGITS;
        if (whole) {
            integer(decimal.toBigInteger());
        } else {
            packer.packDouble(decimal.doubleValue());
        }
    }

    private void integer(BigInteger integer) throws IOException {
        boolean fits = integer.bitLength() < Long.SIZE || (integer.signum() > 0 && integer.bitLength() == Long.SIZE);
        if (fits) {
            packer.packBigInteger(integer);
        } else {
            packer.packDouble(integer.doubleValue());
        }
    }

    /** UTF-8 has no halves of surrogate pairs; as everywhere in JavaScript, U+FFFD takes their place. */
    private static String wellFormed(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        int[] points = text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                .toArray();
        return new String(points, 0, points.length);
    }
}
