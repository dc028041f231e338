package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.spi.JsonMapper;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the default mapper writes; bytes have a test of their own. */
class JsonbMapperWriteTest {
    private final JsonMapper mapper = new JsonbMapper();

    @Test
    void nullIsNull() {
        assertThat(write(null)).isEqualTo("null");
    }

    @Test
    void textIsQuoted() {
        assertThat(write("plain")).isEqualTo("\"plain\"");
        assertThat(write("")).isEqualTo("\"\"");
        assertThat(write("\"\\/\b\f\n\r\t")).isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
        assertThat(write(CharBuffer.wrap("wrapped"))).isEqualTo("\"wrapped\"");
    }

    /** A raw U+001E would split a polling payload, a raw NUL is no JSON. */
    @Test
    void controlCharactersAreEscaped() {
        for (char c = 0; c < ' '; c++) {
            String json = write("a" + c + "b");
            assertThat(json).as("U+%04x", (int) c).matches("\"a\\\\(u00[0-9a-f]{2}|[bfnrt])b\"");
            assertThat(json(json)).isEqualTo(Json.createValue("a" + c + "b"));
        }
        assertThat(write("\u001e")).isEqualTo("\"\\u001e\"");
    }

    @Test
    void otherCharactersSurvive() {
        String text = "\u2028\u2029\u007f\u00e9\ud83d\ude00\uffff";

        assertThat(json(write(text))).isEqualTo(Json.createValue(text));
        assertThat(json(write(Map.of(text, text)))).isEqualTo(json("{\"" + text + "\":\"" + text + "\"}"));
    }

    @Test
    void wholeNumbersAreExact() {
        assertThat(write(0)).isEqualTo("0");
        assertThat(write((byte) -1)).isEqualTo("-1");
        assertThat(write((short) 300)).isEqualTo("300");
        assertThat(write(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(write(BigInteger.TWO.pow(100))).isEqualTo("1267650600228229401496703205376");
        assertThat(write(new AtomicInteger(3))).isEqualTo("3");
    }

    @Test
    void fractionsAreExact() {
        assertThat(write(1.5)).isEqualTo("1.5");
        assertThat(write(0.1f)).isEqualTo("0.1");
        assertThat(write(new BigDecimal("1.10"))).isEqualTo("1.10");
        assertThat(Double.parseDouble(write(1e300))).isEqualTo(1e300);
        assertThat(Double.parseDouble(write(Double.MIN_VALUE))).isEqualTo(Double.MIN_VALUE);
        assertThat(json(write(new BigDecimal("1E+3")))).isEqualTo(json("1E+3"));
    }

    /** As in JavaScript. */
    @Test
    void numbersThatJsonDoesNotKnowAreNull() {
        assertThat(write(Double.NaN)).isEqualTo("null");
        assertThat(write(Float.NaN)).isEqualTo("null");
        assertThat(write(Double.NEGATIVE_INFINITY)).isEqualTo("null");
        assertThat(write(Float.POSITIVE_INFINITY)).isEqualTo("null");
        assertThat(write(List.of(1, Double.NaN))).isEqualTo("[1,null]");
    }

    @Test
    void booleansAndCharacters() {
        assertThat(write(true)).isEqualTo("true");
        assertThat(write(false)).isEqualTo("false");
        assertThat(write('c')).isEqualTo("\"c\"");
    }

    @Test
    void jsonIsWrittenAsItIs() {
        assertThat(write(JsonValue.NULL)).isEqualTo("null");
        assertThat(write(JsonValue.TRUE)).isEqualTo("true");
        assertThat(write(json("{\"a\":[1,\"\\u001e\",null]}"))).isEqualTo("{\"a\":[1,\"\\u001e\",null]}");
    }

    @Test
    void collectionsAndArraysAreArrays() {
        assertThat(write(List.of())).isEqualTo("[]");
        assertThat(write(Arrays.asList(1, null, "x", List.of(true)))).isEqualTo("[1,null,\"x\",[true]]");
        assertThat(write(new TreeSet<>(List.of("b", "a")))).isEqualTo("[\"a\",\"b\"]");
        assertThat(write(new ArrayDeque<>(List.of(2, 1)))).isEqualTo("[2,1]");
        assertThat(write(new Object[] {1, null, new String[] {"x"}})).isEqualTo("[1,null,[\"x\"]]");
        assertThat(write(new int[] {1, 2})).isEqualTo("[1,2]");
        assertThat(write(new double[] {1.5})).isEqualTo("[1.5]");
        assertThat(write(new boolean[] {true})).isEqualTo("[true]");
    }

    @Test
    void mapsAreObjectsInTheirOrder() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put(2, null);
        map.put("quote\"", Map.of());

        assertThat(write(map)).isEqualTo("{\"z\":1,\"2\":null,\"quote\\\"\":{}}");
        assertThat(write(Collections.singletonMap(null, 1))).isEqualTo("{\"null\":1}");
    }

    @Test
    void optionalsAreTheirValueOrNull() {
        assertThat(write(Optional.of("x"))).isEqualTo("\"x\"");
        assertThat(write(Optional.empty())).isEqualTo("null");
        assertThat(write(OptionalInt.of(1))).isEqualTo("1");
        assertThat(write(List.of(Optional.of(List.of(1)), Optional.empty()))).isEqualTo("[[1],null]");
    }

    @Test
    void enumsAreTheirNames() {
        assertThat(write(Colour.RED)).isEqualTo("\"RED\"");
        assertThat(write(List.of(Colour.GREEN))).isEqualTo("[\"GREEN\"]");
        assertThat(write(new Painted(Colour.GREEN))).isEqualTo("{\"colour\":\"GREEN\"}");
    }

    @Test
    void datesAreIsoText() {
        assertThat(write(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(write(LocalDate.EPOCH)).isEqualTo("\"1970-01-01\"");
        assertThat(write(Duration.ofSeconds(1))).isEqualTo("\"PT1S\"");
        assertThat(write(Date.from(Instant.EPOCH))).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(write(List.of(LocalDate.EPOCH))).isEqualTo("[\"1970-01-01\"]");
    }

    @Test
    void otherValuesThatJsonbKnowsAreText() {
        assertThat(write(new UUID(1, 2))).isEqualTo("\"00000000-0000-0001-0000-000000000002\"");
        assertThat(write(URI.create("a:b"))).isEqualTo("\"a:b\"");
    }

    @Test
    void recordsAreObjects() {
        assertThat(json(write(new Point(1, -2)))).isEqualTo(json("{\"x\":1,\"y\":-2}"));
        assertThat(json(write(List.of(new Point(1, 2), Map.of("p", new Point(3, 4))))))
                .isEqualTo(json("[{\"x\":1,\"y\":2},{\"p\":{\"x\":3,\"y\":4}}]"));
    }

    @Test
    void beansFollowTheirAnnotations() {
        assertThat(json(write(new Account()))).isEqualTo(json("{\"name\":\"ann\",\"since\":\"1970-01-01\"}"));
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(new Unwritable()))
                .withMessageContaining(Unwritable.class.getName());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(List.of(Map.of("a", new Unwritable()))))
                .withMessageContaining(Unwritable.class.getName());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(new Endless()))
                .withMessageContaining(Endless.class.getName());
    }

    @Test
    void nothingButBytesIsAnAttachment() {
        Placeholders attachments = new Placeholders();

        mapper.write(List.of(new int[] {1}, new Byte[] {1}, new char[] {'x'}, "x", new Point(1, 2)), attachments);

        assertThat(attachments.collected()).isEmpty();
    }

    private String write(Object value) {
        return mapper.write(value, bytes -> {
            throw new AssertionError("bytes were found in a value without bytes");
        });
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "not the name";
            }
        }
    }

    public record Painted(Colour colour) {}

    public record Point(int x, int y) {}

    /** A bean as JSON-B knows it. */
    public static final class Account {
        @JsonbProperty("name")
        public String getUser() {
            return "ann";
        }

        public LocalDate getSince() {
            return LocalDate.EPOCH;
        }

        @JsonbTransient
        public String getPassword() {
            return "secret";
        }

        public String getNothing() {
            return null;
        }
    }

    /** A bean that contains itself. */
    public static final class Endless {
        public Endless getSelf() {
            return this;
        }
    }
}
