package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ArgumentException;
import ee.socketio.Event;
import ee.socketio.GenericType;
import ee.socketio.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that a listener gets as beans, records, generic types, and several at once. */
class TypedArgumentsTest {
    private static final GenericType<List<Order>> ORDERS = new GenericType<>() {};

    private final ServerRig rig = new ServerRig();
    private final List<Object> heard = new ArrayList<>();
    private final ClientRig client = rig.open();
    private final Socket socket = rig.socket(client.join("/"));

    @Test
    void aRecordComesWithTheRecordsInsideIt() {
        socket.on("order", Order.class, order -> heard.add(order));

        client.send(
                "2[\"order\",{\"id\":7,\"items\":[{\"name\":\"pen\",\"price\":1.5},{\"name\":\"ink\",\"price\":2}]}]");

        assertThat(heard).containsExactly(new Order(7, List.of(new Item("pen", 1.5), new Item("ink", 2))));
    }

    @Test
    void aBeanComesWithItsProperties() {
        socket.on("account", Account.class, account -> heard.add(account.name + " " + account.limits));

        client.send("2[\"account\",{\"name\":\"ann\",\"limits\":{\"day\":5},\"unknown\":true}]");

        assertThat(heard).containsExactly("ann {day=5}");
    }

    @Test
    void aListOfRecordsComesAsOne() {
        socket.on("orders", ORDERS, orders -> orders.forEach(order -> heard.add(order.id())));
        socket.on("orders", ORDERS, (orders, ack) -> ack.send(orders.size()));

        client.send("20[\"orders\",[{\"id\":1,\"items\":[]},{\"id\":2,\"items\":[]}]]");

        assertThat(heard).containsExactly(1, 2);
        assertThat(client.received()).containsExactly("30[2]");
    }

    @Test
    void aListenerThatReadsForItselfMayAskForAGenericTypeToo() {
        socket.on("orders", event -> heard.add(event.get(1, ORDERS)));

        client.send("2[\"orders\",\"x\",[{\"id\":1,\"items\":[]}]]");

        assertThat(heard).containsExactly(List.of(new Order(1, List.of())));
    }

    @Test
    void bytesInsideARecordComeAsBytes() {
        socket.on("file", File.class, file -> heard.add(file.name() + Arrays.toString(file.content())));

        client.send(
                "51-[\"file\",{\"name\":\"a\",\"content\":{\"_placeholder\":true,\"num\":0}}]", new byte[] {1, 2, 3});

        assertThat(heard).containsExactly("a[1, 2, 3]");
    }

    @Test
    void twoArgumentsComeAsTheirTypes() {
        socket.on("move", Integer.class, Integer.class, (x, y) -> heard.add(x + y));
        socket.on("move", GenericType.of(Integer.class), new GenericType<Number>() {}, (x, y) -> heard.add(x));

        client.send("2[\"move\",3,4,\"ignored\"]");

        assertThat(heard).containsExactly(7, 3);
    }

    @Test
    void threeArgumentsComeAsTheirTypes() {
        socket.on(
                "save",
                String.class,
                Item.class,
                boolean.class,
                (shop, item, rush) -> heard.add(shop + item.name() + rush));
        socket.on(
                "save",
                GenericType.of(String.class),
                new GenericType<Map<String, Object>>() {},
                GenericType.of(boolean.class),
                (shop, item, rush) -> heard.add(item.get("name")));

        client.send("2[\"save\",\"a\",{\"name\":\"pen\",\"price\":1},true]");

        assertThat(heard).containsExactly("apentrue", "pen");
    }

    @Test
    void anyNumberOfArgumentsComesByTheirTypes() {
        List<Event> events = new ArrayList<>();
        socket.on("all", List.of(int.class, Item.class, ORDERS.type(), String.class), (event, arguments) -> {
            events.add(event);
            heard.addAll(arguments);
        });

        client.send("2[\"all\",1,null,[],\"x\"]");

        assertThat(heard).containsExactly(1, null, List.of(), "x");
        assertThat(events).hasSize(1);
    }

    @Test
    void ofSeveralArgumentsTheOneThatDoesNotFitIsNamed() {
        socket.on("move", Integer.class, Integer.class, (x, y) -> heard.add(x));
        List<Throwable> told = new ArrayList<>();
        socket.onError(told::add);

        client.send("2[\"move\",3,\"four\"]");

        assertThat(heard).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(((ArgumentException) told.get(0)).index()).isEqualTo(1);
        assertThat(rig.errors).extracting("cause").containsExactly(told.get(0));
    }

    /** The message of the exception names classes of the application, which are none of the client's business. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3         | argument 1 is missing",
                "3,\"four\"| argument 1 does not fit",
                "{},4      | argument 0 does not fit",
                "null,4    | argument 0 does not fit"
            })
    void aClientThatAskedForAnAckIsToldWhichArgumentDoesNotFit(String arguments, String error) {
        socket.on("move", int.class, Integer.class, (x, y) -> heard.add(x));
        socket.onError(heard::add);

        client.send("28[\"move\"," + arguments + "]");

        assertThat(client.received()).containsExactly("38[{\"error\":\"" + error + "\"}]");
        assertThat(heard).isEmpty();
        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).listener()).isEqualTo("event 'move'");
        assertThat(rig.errors.get(0).socketId()).isEqualTo(socket.id());
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void anErrorListenerThatFailsIsReportedToo() {
        socket.on("count", int.class, count -> heard.add(count));
        socket.onError(cause -> {
            throw new IllegalStateException("the error listener's own");
        });

        client.send("2[\"count\",\"x\"]");

        assertThat(rig.errors).extracting("listener").containsExactly("error listener", "event 'count'");
    }

    public record Item(String name, double price) {}

    public record Order(int id, List<Item> items) {}

    public record File(String name, byte[] content) {}

    /** As old code has them. */
    public static final class Account {
        private String name;
        private Map<String, Integer> limits;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public Map<String, Integer> getLimits() {
            return limits;
        }

        public void setLimits(Map<String, Integer> limits) {
            this.limits = limits;
        }
    }
}
