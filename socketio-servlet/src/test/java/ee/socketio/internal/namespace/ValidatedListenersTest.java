package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.GenericType;
import ee.socketio.InvalidArgumentException;
import ee.socketio.InvalidArgumentException.Violation;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arguments with constraints of Jakarta Validation. */
class ValidatedListenersTest {
    private static final String CHEAP = "{\"items\":[{\"name\":\"pen\",\"price\":-1}]}";
    private static final String GOOD = "{\"items\":[{\"name\":\"pen\",\"price\":1}]}";

    private final List<Object> heard = new ArrayList<>();
    private final List<Throwable> told = new ArrayList<>();
    private ServerRig rig;
    private ClientRig client;
    private Socket socket;

    @BeforeEach
    void start() {
        start(ServerOptions.builder().build().validation());
    }

    private void start(boolean validation) {
        rig = new ServerRig(options -> options.validation(validation));
        client = rig.open();
        socket = rig.socket(client.join("/"));
        socket.onError(told::add);
    }

    @AfterEach
    void stop() {
        rig.io.close();
    }

    @Test
    void aValidArgumentReachesTheListener() {
        socket.on("order", Order.class, order -> heard.add(order));

        client.send("2[\"order\"," + GOOD + "]");

        assertThat(heard).hasSize(1);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aClientThatAskedIsToldWhatIsWrongAndWhere() {
        socket.answer("order", Order.class, order -> heard.add(order));

        client.send("24[\"order\",{\"items\":[{\"name\":\" \",\"price\":1},{\"name\":\"pen\",\"price\":0}]}]");

        assertThat(client.received())
                .containsExactly("34[{\"error\":\"Validation failed\",\"violations\":["
                        + "{\"path\":\"items[0].name\",\"message\":\"must not be blank\"},"
                        + "{\"path\":\"items[1].price\",\"message\":\"must be positive\"}]}]");
        assertThat(heard).isEmpty();
        assertThat(told).isEmpty();
        assertThat(rig.errors).as("the client knows").isEmpty();
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void aListenerThatDoesNotAnswerIsGuardedToo() {
        socket.on("order", Order.class, order -> heard.add(order));

        client.send("24[\"order\"," + CHEAP + "]");

        assertThat(client.received()).hasSize(1).first().asString().contains("items[0].price");
        assertThat(heard).isEmpty();
    }

    @Test
    void withoutAnAckTheErrorListenersAreToldAndItIsReported() {
        socket.on("order", Order.class, (order, ack) -> heard.add(order));

        client.send("2[\"order\"," + CHEAP + "]");

        assertThat(heard).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).isInstanceOf(InvalidArgumentException.class).hasMessageContaining("items[0].price");
        assertThat(((InvalidArgumentException) told.get(0)).violations())
                .containsExactly(new Violation("items[0].price", "must be positive"));
        assertThat(rig.errors).extracting("cause").containsExactly(told.get(0));
        assertThat(client.received()).isEmpty();
        assertThat(client.open()).isTrue();
    }

    @Test
    void elementsOfListsMapsAndArraysAreValidated() {
        socket.on("list", new GenericType<List<Item>>() {}, (items, ack) -> heard.add(items));
        socket.on("map", new GenericType<Map<String, List<Item>>>() {}, (items, ack) -> heard.add(items));
        socket.on("array", Item[].class, (items, ack) -> heard.add(items));
        String item = "{\"name\":\"pen\",\"price\":0}";

        client.send("21[\"list\",[" + item + "]]");
        client.send("22[\"map\",{\"a\":[" + item + "]}]");
        client.send("23[\"array\",[" + item + ",null]]");

        assertThat(client.received())
                .satisfiesExactly(
                        list -> assertThat(list).contains("\"path\":\"[0].price\""),
                        map -> assertThat(map).contains("\"path\":\"[a][0].price\""),
                        array -> assertThat(array).contains("\"path\":\"[0].price\""));
        assertThat(heard).isEmpty();
    }

    @Test
    void ofSeveralArgumentsThePathBeginsWithTheNumber() {
        socket.on("two", String.class, Item.class, (text, item) -> heard.add(item));

        client.send("21[\"two\",\"x\",{\"name\":\"pen\",\"price\":0}]");

        assertThat(client.received()).hasSize(1).first().asString().contains("\"path\":\"[1].price\"");
    }

    @Test
    void aConstraintOfTheWholeHasAnEmptyPath() {
        socket.on("range", Range.class, range -> heard.add(range));

        client.send("21[\"range\",{\"from\":2,\"to\":1}]");

        assertThat(client.received())
                .containsExactly("31[{\"error\":\"Validation failed\",\"violations\":["
                        + "{\"path\":\"\",\"message\":\"must be in order\"}]}]");
    }

    @Test
    void manyViolationsAreCutOff() {
        socket.on("list", new GenericType<List<Item>>() {}, items -> heard.add(items));

        client.send("2[\"list\",[" + "{\"price\":0},".repeat(500) + "{}]]");

        assertThat(((InvalidArgumentException) told.get(0)).violations()).hasSize(100);
    }

    @Test
    void aConstraintThatFailsItselfIsAnInternalError() {
        socket.on("broken", Broken.class, broken -> heard.add(broken));

        client.send("21[\"broken\",{\"value\":\"x\"}]");
        client.send("2[\"broken\",{\"value\":\"x\"}]");

        assertThat(client.received()).containsExactly("31[{\"error\":\"Internal error\"}]");
        assertThat(rig.errors).hasSize(2);
        assertThat(heard).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void nullAndPlainValuesHaveNoConstraints() {
        socket.on("order", Order.class, order -> heard.add(String.valueOf(order)));
        socket.on("plain", Object.class, plain -> heard.add(plain));

        client.send("2[\"order\",null]");
        client.send("2[\"plain\",{\"a\":[1,null]}]");

        assertThat(heard).hasSize(2);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aListenerThatReadsForItselfValidatesForItself() {
        socket.on("order", event -> heard.add(event.get(0, Order.class)));

        client.send("2[\"order\"," + CHEAP + "]");

        assertThat(heard).hasSize(1);
    }

    @Test
    void validationCanBeSwitchedOff() {
        start(false);
        socket.on("order", Order.class, order -> heard.add(order));

        client.send("2[\"order\"," + CHEAP + "]");

        assertThat(heard).hasSize(1);
    }

    public record Item(
            @NotBlank(message = "must not be blank") String name,
            @Positive(message = "must be positive") double price) {}

    public record Order(@Valid List<Item> items) {}

    @Ordered
    public record Range(int from, int to) {}

    public record Broken(@Throwing String value) {}

    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = OrderedValidator.class)
    public @interface Ordered {
        String message() default "must be in order";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class OrderedValidator implements ConstraintValidator<Ordered, Range> {
        @Override
        public boolean isValid(Range range, ConstraintValidatorContext context) {
            return range.from() <= range.to();
        }
    }

    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = ThrowingValidator.class)
    public @interface Throwing {
        String message() default "never";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class ThrowingValidator implements ConstraintValidator<Throwing, String> {
        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            throw new IllegalStateException("the constraint's own");
        }
    }
}
