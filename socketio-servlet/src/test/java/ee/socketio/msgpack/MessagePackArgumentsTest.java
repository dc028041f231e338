package ee.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.Parser;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arguments that came as MessagePack are read as every type as which those that came as JSON are read. */
class MessagePackArgumentsTest {

    private final JsonMapper mapper = new JsonbMapper();
    private final Parser parser = new MessagePackParser(mapper);

    /** Properties of every kind. */
    public record Order(
            int count,
            long total,
            double price,
            String name,
            boolean paid,
            byte[] image,
            List<Integer> numbers,
            Map<String, String> notes,
            Instant at,
            Thread.State state) {}

    /** A bean. */
    public static class Point {
        public int x;
        public Double y;
    }

    /** Holds generic types. */
    @SuppressWarnings("unused")
    private static final class Types {
        List<Point> points;
        List<Integer> integers;
        List<byte[]> parts;
        Map<String, Double> doubles;
        Map<String, Object> map;
        List<Object> list;
    }

    private static Type type(String name) throws Exception {
        return Types.class.getDeclaredField(name).getGenericType();
    }

    /** What an argument is after its way over the wire. */
    private Object received(Object value) throws Exception {
        byte[] message = parser.encode(Packet.event("/", Arrays.asList("x", value)))
                .binaries()
                .get(0);
        return parser.newDecoder().decode(message).list().get(1);
    }

    private Object read(Object value, Type type) throws Exception {
        return mapper.read(received(value), type);
    }

    @Test
    void numbersAreReadAsEveryNumericTypeTheyFit() throws Exception {
        assertThat(read(5, int.class)).isEqualTo(5);
        assertThat(read(5, Integer.class)).isEqualTo(5);
        assertThat(read(5, long.class)).isEqualTo(5L);
        assertThat(read(5, Long.class)).isEqualTo(5L);
        assertThat(read(5, short.class)).isEqualTo((short) 5);
        assertThat(read(5, byte.class)).isEqualTo((byte) 5);
        assertThat(read(5, double.class)).isEqualTo(5.0);
        assertThat(read(5, Float.class)).isEqualTo(5f);
        assertThat(read(5, BigDecimal.class)).isEqualTo(new BigDecimal(5));
        assertThat(read(5, BigInteger.class)).isEqualTo(BigInteger.valueOf(5));
        assertThat(read(1.5, double.class)).isEqualTo(1.5);
        assertThat(read(1.5, float.class)).isEqualTo(1.5f);
        assertThat(read(1.5, BigDecimal.class)).isEqualTo(new BigDecimal("1.5"));
        assertThat(read(2.0, int.class)).as("as JSON's 2.0").isEqualTo(2);
        assertThat(read(5, Number.class)).isEqualTo(5L);
        BigInteger large = BigInteger.ONE.shiftLeft(63);
        assertThat(read(large, BigInteger.class)).isEqualTo(large);
        assertThat(read(large, BigDecimal.class)).isEqualTo(new BigDecimal(large));
        assertThat(read(large, double.class)).isEqualTo(0x1p63);
    }

    @Test
    void numbersThatDoNotFitAreRefused() throws Exception {
        assertDoesNotFit(1.5, int.class);
        assertDoesNotFit(1L << 31, int.class);
        assertDoesNotFit(BigInteger.ONE.shiftLeft(63), long.class);
        assertDoesNotFit(300, Byte.class);
        assertDoesNotFit(Double.NaN, int.class);
        assertDoesNotFit(Double.NaN, BigDecimal.class);
        assertDoesNotFit("5", int.class);
        assertDoesNotFit(true, long.class);
        assertDoesNotFit(5, String.class);
        assertDoesNotFit(5, boolean.class);
        assertDoesNotFit(null, int.class);
        assertDoesNotFit(new byte[1], String.class);
        assertDoesNotFit(new byte[1], int.class);
        assertDoesNotFit("x", byte[].class);
    }

    private void assertDoesNotFit(Object value, Type type) throws Exception {
        Object received = received(value);
        assertThatIllegalArgumentException().as("%s as %s", value, type).isThrownBy(() -> mapper.read(received, type));
    }

    @Test
    void whatIsNoNumberInJsonIsADouble() throws Exception {
        assertThat(read(Double.NaN, double.class)).isEqualTo(Double.NaN);
        assertThat(read(Double.POSITIVE_INFINITY, Double.class)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(read(Double.NEGATIVE_INFINITY, float.class)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(read(Double.NaN, Object.class)).isEqualTo(Double.NaN);
    }

    @Test
    void otherScalarsAreRead() throws Exception {
        assertThat(read("text", String.class)).isEqualTo("text");
        assertThat(read("c", char.class)).isEqualTo('c');
        assertThat(read("c", Character.class)).isEqualTo('c');
        assertThat(read(true, boolean.class)).isEqualTo(true);
        assertThat(read(false, Boolean.class)).isEqualTo(false);
        assertThat(read(null, String.class)).isNull();
        assertThat(read("NEW", Thread.State.class)).isEqualTo(Thread.State.NEW);
        assertThat(read("2026-01-01T00:00:00.000Z", Instant.class)).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(read(new byte[] {1}, byte[].class)).isEqualTo(new byte[] {1});
        assertThat(read(new byte[] {1}, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
    }

    @Test
    void anObjectIsWhatItWouldBeWithJson() throws Exception {
        Map<String, Object> value = new HashMap<>();
        value.put("int", 5);
        value.put("long", 1L << 40);
        value.put("big", BigInteger.ONE.shiftLeft(63));
        value.put("double", 1.5);
        value.put("list", Arrays.asList("x", true, null, -1));
        value.put("bytes", new byte[] {1});
        Map<String, Object> expected = new HashMap<>(value);
        expected.put("big", new BigDecimal(BigInteger.ONE.shiftLeft(63)));

        for (Type type : List.of(Object.class, Map.class, type("map"))) {
            assertThat(read(value, type)).usingRecursiveComparison().isEqualTo(expected);
        }
        assertThat(read(List.of(1, 2), type("list"))).isEqualTo(List.of(1, 2));
        assertThat(read(5, Object.class)).isEqualTo(5);
    }

    @Test
    void recordsAndBeansAreReadWithTheirBytes() throws Exception {
        Order order = new Order(
                1,
                1L << 40,
                1.5,
                "größe 😀",
                true,
                new byte[] {1, 2},
                List.of(1, 2),
                Map.of("a", "b"),
                Instant.parse("2026-01-01T00:00:00.123Z"),
                Thread.State.NEW);

        assertThat(read(order, Order.class)).usingRecursiveComparison().isEqualTo(order);
        Point point = (Point) read(Map.of("x", 1, "y", 2), Point.class);
        assertThat(point.x).isEqualTo(1);
        assertThat(point.y).isEqualTo(2.0);
    }

    @Test
    void genericTypesAreRead() throws Exception {
        assertThat((List<?>) read(List.of(Map.of("x", 1), Map.of("x", 2)), type("points")))
                .extracting("x")
                .containsExactly(1, 2);
        assertThat(read(List.of(1, 2), type("integers"))).isEqualTo(List.of(1, 2));
        assertThat(read(Map.of("a", 1, "b", 2.5), type("doubles"))).isEqualTo(Map.of("a", 1.0, "b", 2.5));
        assertThat(read(List.of(new byte[] {1}, new byte[] {2}), type("parts")))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new byte[] {1}, new byte[] {2}));
        assertThat(read(List.of(1, 2), int[].class)).isEqualTo(new int[] {1, 2});
        assertThat(read(List.of("a"), String[].class)).isEqualTo(new String[] {"a"});
    }

    @Test
    void jsonValuesAreRead() throws Exception {
        JsonObject object = Json.createObjectBuilder()
                .add("a", 1)
                .add("b", Json.createArrayBuilder().add("x").addNull().add(1.5))
                .build();

        assertThat(read(object, JsonObject.class)).isEqualTo(object);
        assertThat(read(object, JsonStructure.class)).isEqualTo(object);
        assertThat(read(object, JsonValue.class)).isEqualTo(object);
        assertThat(read(object.getJsonArray("b"), JsonArray.class)).isEqualTo(object.getJsonArray("b"));
        assertThat(read("x", JsonValue.class)).isEqualTo(Json.createValue("x"));
        assertThat(read("x", JsonString.class)).isEqualTo(Json.createValue("x"));
        assertThat(read(1, JsonValue.class)).isEqualTo(Json.createValue(1));
        assertThat(read(1.5, JsonNumber.class)).isEqualTo(Json.createValue(1.5));
        assertThat(read(true, JsonValue.class)).isEqualTo(JsonValue.TRUE);
        assertThat(read(null, JsonValue.class)).isEqualTo(JsonValue.NULL);
        assertDoesNotFit("x", JsonObject.class);
        assertDoesNotFit(List.of(), JsonObject.class);
        assertDoesNotFit(1, JsonString.class);
    }

    @Test
    void whatWasReceivedCanBeSentAgain() throws Exception {
        List<Object> values = new ArrayList<>(Arrays.asList("x", 1L, 1.5, null, true, new byte[] {1}));
        values.add(new HashMap<>(Map.of("list", List.of(1L))));

        assertThat(received(received(values))).usingRecursiveComparison().isEqualTo(values);
    }
}
