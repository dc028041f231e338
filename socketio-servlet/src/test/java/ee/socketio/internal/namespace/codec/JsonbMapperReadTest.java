package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.spi.JsonMapper;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default mapper reads; bytes have a test of their own. */
class JsonbMapperReadTest {
    private final JsonMapper mapper = new JsonbMapper();

    @Test
    void wholeNumbersAreReadExactly() {
        assertThat(read("5", int.class)).isEqualTo(5);
        assertThat(read("-2147483648", Integer.class)).isEqualTo(Integer.MIN_VALUE);
        assertThat(read("9223372036854775807", long.class)).isEqualTo(Long.MAX_VALUE);
        assertThat(read("5", Long.class)).isEqualTo(5L);
        assertThat(read("-32768", short.class)).isEqualTo(Short.MIN_VALUE);
        assertThat(read("127", Byte.class)).isEqualTo(Byte.MAX_VALUE);
        assertThat(read("12345678901234567890123", BigInteger.class))
                .isEqualTo(new BigInteger("12345678901234567890123"));
        assertThat(read("1.0", int.class)).isEqualTo(1);
        assertThat(read("1e2", int.class)).isEqualTo(100);
    }

    @Test
    void fractionsAreReadExactly() {
        assertThat(read("1.5", double.class)).isEqualTo(1.5);
        assertThat(read("0.1", Double.class)).isEqualTo(0.1);
        assertThat(read("1.5", float.class)).isEqualTo(1.5f);
        assertThat(read("3", double.class)).isEqualTo(3.0);
        assertThat(read("1.10", BigDecimal.class)).isEqualTo(new BigDecimal("1.10"));
        assertThat(read("1.10", Number.class)).isEqualTo(new BigDecimal("1.10"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {int.class, Integer.class, long.class, Long.class, short.class, byte.class, BigInteger.class})
    void aFractionIsNoWholeNumber(Class<?> type) {
        assertDoesNotFit(json("1.5"), type);
        assertDoesNotFit(json("1e-3"), type);
    }

    @Test
    void aNumberThatIsTooLargeDoesNotFit() {
        assertDoesNotFit(json("2147483648"), int.class);
        assertDoesNotFit(json("-2147483649"), Integer.class);
        assertDoesNotFit(json("9223372036854775808"), long.class);
        assertDoesNotFit(json("32768"), short.class);
        assertDoesNotFit(json("-129"), byte.class);
        assertDoesNotFit(json("1e999999999"), long.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                int.class,
                Long.class,
                double.class,
                Float.class,
                BigDecimal.class,
                Number.class,
                BigInteger.class
            })
    void onlyANumberIsANumber(Class<?> type) {
        for (String other : List.of("\"5\"", "true", "[5]", "{}")) {
            assertDoesNotFit(json(other), type);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {boolean.class, Boolean.class})
    void onlyABooleanIsABoolean(Class<?> type) {
        assertThat(mapper.read(json("true"), type)).isEqualTo(true);
        assertThat(mapper.read(json("false"), type)).isEqualTo(false);
        for (String other : List.of("0", "1", "\"true\"", "[]", "{}")) {
            assertDoesNotFit(json(other), type);
        }
    }

    @Test
    void onlyTextIsText() {
        assertThat(read("\"text\"", String.class)).isEqualTo("text");
        assertThat(read("\"\"", String.class)).isEqualTo("");
        for (String other : List.of("5", "true", "[\"text\"]", "{}")) {
            assertDoesNotFit(json(other), String.class);
        }
    }

    @Test
    void aCharacterIsATextOfOne() {
        assertThat(read("\"c\"", char.class)).isEqualTo('c');
        assertThat(read("\"c\"", Character.class)).isEqualTo('c');
        for (String other : List.of("5", "\"\"", "\"cc\"", "true", "[\"c\"]")) {
            assertDoesNotFit(json(other), char.class);
            assertDoesNotFit(json(other), Character.class);
        }
    }

    @Test
    void nullIsNullButNeverAPrimitive() {
        for (Class<?> type :
                List.of(String.class, Integer.class, Object.class, List.class, Point.class, byte[].class)) {
            assertThat(mapper.read(JsonValue.NULL, type)).as(type.getName()).isNull();
            assertThat(mapper.read(null, type)).as(type.getName()).isNull();
        }
        for (Class<?> type : List.of(int.class, long.class, boolean.class, double.class, char.class)) {
            assertDoesNotFit(JsonValue.NULL, type);
            assertDoesNotFit(null, type);
        }
    }

    @Test
    void asObjectEverythingIsPlainJava() {
        Object value = read(
                "{\"a\":[1,2147483648,12345678901234567890123,1.5,\"x\",true,null],\"b\":{\"c\":false}}", Object.class);

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put(
                "a", Arrays.asList(1, 2147483648L, new BigDecimal("12345678901234567890123"), 1.5, "x", true, null));
        expected.put("b", Map.of("c", false));
        assertThat(value).isEqualTo(expected);
        assertThat(((Map<?, ?>) value).keySet().toArray()).containsExactly("a", "b");
        assertThat(read("\"x\"", Object.class)).isEqualTo("x");
        assertThat(read("1", Object.class)).isEqualTo(1);
    }

    @Test
    void mapsAndListsArePlainJavaToo() {
        assertThat(read("{\"a\":[1]}", Map.class)).isEqualTo(Map.of("a", List.of(1)));
        assertThat(read("[\"x\",{\"b\":2}]", List.class)).isEqualTo(List.of("x", Map.of("b", 2)));
        assertDoesNotFit(json("[1]"), Map.class);
        assertDoesNotFit(json("{}"), List.class);
        assertDoesNotFit(json("\"x\""), List.class);
    }

    @Test
    void jsonIsHandedOutAsItCame() {
        JsonValue object = json("{\"a\":1}");

        assertThat(mapper.read(object, JsonValue.class)).isSameAs(object);
        assertThat(mapper.read(object, JsonObject.class)).isSameAs(object);
        assertThat(mapper.read(json("1"), JsonNumber.class)).isEqualTo(json("1"));
        assertThat(mapper.read(json("\"x\""), JsonString.class)).isEqualTo(json("\"x\""));
        assertThat(mapper.read(JsonValue.NULL, JsonValue.class)).isSameAs(JsonValue.NULL);
    }

    @Test
    void recordsAndBeansAreRead() {
        assertThat(read("{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
        assertThat(read("{\"y\":2,\"more\":[],\"x\":1}", Point.class)).isEqualTo(new Point(1, 2));
        assertThat(read("{\"from\":{\"x\":1,\"y\":2},\"day\":\"1970-01-01\",\"tags\":[\"a\"]}", Trip.class))
                .isEqualTo(new Trip(new Point(1, 2), LocalDate.EPOCH, List.of("a")));
        assertThat(((Bean) read("{\"name\":\"x\"}", Bean.class)).getName()).isEqualTo("x");
    }

    @Test
    void genericTypesAreRead() throws Exception {
        assertThat(mapper.read(json("[{\"x\":1,\"y\":2}]"), generic("points"))).isEqualTo(List.of(new Point(1, 2)));
        assertThat(mapper.read(json("{\"a\":{\"x\":1,\"y\":2}}"), generic("byName")))
                .isEqualTo(Map.of("a", new Point(1, 2)));
        assertThat(mapper.read(json("[\"b\",\"a\",\"b\"]"), generic("names"))).isEqualTo(Set.of("a", "b"));
        assertDoesNotFit(json("[{\"x\":{}}]"), generic("points"));
        assertDoesNotFit(json("{}"), generic("points"));
    }

    @Test
    void arraysEnumsAndDatesAreRead() {
        assertThat(read("[1,2]", int[].class)).isEqualTo(new int[] {1, 2});
        assertThat(read("[\"a\",null]", String[].class)).isEqualTo(new String[] {"a", null});
        assertThat(read("\"RED\"", Colour.class)).isEqualTo(Colour.RED);
        assertThat(read("\"1970-01-01T00:00:00Z\"", Instant.class)).isEqualTo(Instant.EPOCH);
        assertThat(read("{\"a\":1}", HashMap.class)).isInstanceOf(HashMap.class);
        assertDoesNotFit(json("\"BLUE\""), Colour.class);
        assertDoesNotFit(json("\"yesterday\""), LocalDate.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"text\"", "true", "[]", "[1]", "{\"x\":\"one\"}", "{\"x\":[]}"})
    void whatIsNoRecordDoesNotFitIt(String other) {
        assertDoesNotFit(json(other), Point.class);
    }

    @Test
    void plainValuesOfOtherParsersAreReadAlike() {
        assertThat(mapper.read(5, int.class)).isEqualTo(5);
        assertThat(mapper.read(5L, int.class)).isEqualTo(5);
        assertThat(mapper.read(2.5, double.class)).isEqualTo(2.5);
        assertThat(mapper.read("x", String.class)).isEqualTo("x");
        assertThat(mapper.read(true, boolean.class)).isEqualTo(true);
        assertThat(mapper.read(Map.of("x", 1, "y", 2), Point.class)).isEqualTo(new Point(1, 2));
        assertThat(mapper.read(List.of("x", 1), Object.class)).isEqualTo(List.of("x", 1));
        assertDoesNotFit(2.5, int.class);
        assertDoesNotFit(5, String.class);
    }

    private Object read(String json, Class<?> type) {
        return mapper.read(json(json), type);
    }

    private void assertDoesNotFit(Object value, Type type) {
        assertThatIllegalArgumentException()
                .as("%s as %s", value, type)
                .isThrownBy(() -> mapper.read(value, type))
                .withMessageContaining(type.getTypeName());
    }

    private static Type generic(String field) throws NoSuchFieldException {
        return Generics.class.getDeclaredField(field).getGenericType();
    }

    /** Carries generic types; Java has no literal for them. */
    @SuppressWarnings("unused")
    private static final class Generics {
        List<Point> points;
        Map<String, Point> byName;
        Set<String> names;
    }

    enum Colour {
        RED
    }

    public record Point(int x, int y) {}

    public record Trip(Point from, LocalDate day, List<String> tags) {}

    /** A bean as JSON-B knows it. */
    public static final class Bean {
        private String name;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }
}
