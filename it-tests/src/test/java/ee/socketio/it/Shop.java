package ee.socketio.it;

import ee.socketio.EventException;
import ee.socketio.GenericType;
import ee.socketio.Socket;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listeners with typed arguments, for the namespace {@code /shop}. */
@SuppressWarnings("FutureReturnValueIgnored") // a listener returns it as its answer
final class Shop {

    private static final Executor LATER = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    /** A record with constraints. */
    public record Item(
            @NotBlank(message = "must not be blank") String name,
            @Positive(message = "must be positive") int price) {}

    /** A record of records. */
    public record Order(
            int id,
            @NotNull(message = "must be there") @Valid List<Item> items) {

        int total() {
            return items.stream().mapToInt(Item::price).sum();
        }
    }

    /** A record with bytes. */
    public record Picture(String name, byte[] content) {}

    /** A bean. */
    public static final class Customer {
        private @Nullable String name;

        /** The name. */
        public @Nullable String getName() {
            return name;
        }

        /** Sets the name. */
        public void setName(String name) {
            this.name = name;
        }
    }

    private Shop() {}

    static void open(Socket socket) {
        GenericType<List<Order>> orders = new GenericType<>() {};
        socket.answer("order", Order.class, order -> Map.of("id", order.id(), "total", order.total()));
        socket.answer("orders", orders, all -> all.stream().map(Order::total).toList());
        socket.answer("cheapest", orders, all -> all.stream()
                .flatMap(order -> order.items().stream())
                .min(Comparator.comparing(Item::price))
                .orElse(null));
        socket.on("customer", Customer.class, customer -> socket.emit("welcome", customer.getName()));
        socket.answer("picture", Picture.class, picture -> new Picture(picture.name(), reverse(picture.content())));
        socket.on("move", Integer.class, Integer.class, (x, y) -> socket.emit("moved", x + y));
        socket.answer("add", Integer.class, Integer.class, Integer.class, (x, y, z) -> x + y + z);
        socket.answer("later", String.class, text -> CompletableFuture.supplyAsync(() -> text + " later", LATER));
        failures(socket);
    }

    private static void failures(Socket socket) {
        List<Throwable> errors = new ArrayList<>();
        socket.onError(errors::add);
        socket.answer(
                "errors", event -> errors.stream().map(Throwable::getMessage).toList());
        socket.answer("refuse", event -> {
            throw new EventException("sold out", Map.of("left", 0));
        });
        socket.answer("break", event -> {
            throw new IllegalStateException("a secret");
        });
        socket.answer(
                "break-later",
                event -> CompletableFuture.supplyAsync(
                        () -> {
                            throw new IllegalStateException("a secret");
                        },
                        LATER));
    }

    private static byte[] reverse(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
