package ee.socketio.it.cluster;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.FetchTimeoutException;
import ee.socketio.Handshake;
import ee.socketio.Namespace;
import ee.socketio.RemoteSocket;
import ee.socketio.ServerEvent;
import ee.socketio.Socket;
import ee.socketio.redis.RedisEmitter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** What clients may have a server do in one of its namespaces. */
final class Operations {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Namespace namespace;
    private final Emissions emissions;
    private final List<List<Object>> heard = new CopyOnWriteArrayList<>();

    Operations(String name, Namespace namespace, RedisEmitter emitter) {
        this.name = name;
        this.namespace = namespace;
        this.emissions = new Emissions(emitter);
        namespace.onServerEvent("news", event -> heard.add(event.values()));
        namespace.onServerEvent("who", event -> event.ack(name));
        namespace.onServerEvent("who-of", this::answerIfNamed);
        namespace.onServerEvent(
                "bytes",
                event -> event.ack(Map.of("name", name, "back", event.values().get(0))));
    }

    private void answerIfNamed(ServerEvent event) {
        if (Arrays.asList(event.get(0, String[].class)).contains(name)) {
            event.ack(name);
        }
    }

    CompletionStage<?> run(String operation, Socket socket, BroadcastOperator all, Given given) {
        return switch (operation) {
            case "ask" -> answers(all.emitWithAck(given.text(0), given.from(1)));
            case "consult" -> answers(namespace.serverSideEmitWithAck(given.text(0), given.from(1)));
            case "fetch" ->
                all.fetchSockets()
                        .thenApply(found ->
                                found.stream().map(Operations::describe).toList());
            case "fetch in time" -> inTime(all.fetchSockets());
            case "emitter" -> emissions.run(given);
            case "heard" -> done(List.copyOf(heard));
            case "servers" -> namespace.adapter().serverCount();
            case "remote" ->
                namespace.in(given.text(0)).fetchSockets().thenCompose(found -> remote(found.get(0), given));
            default -> {
                act(operation, socket, all, given);
                yield done(null);
            }
        };
    }

    private void act(String operation, Socket socket, BroadcastOperator all, Given given) {
        switch (operation) {
            case "emit" -> all.emit(given.text(0), given.from(1));
            case "burst" -> burst(all, given.text(0), given.get(1, Integer.class));
            case "sample" -> sample(all, given.get(0, Boolean.class));
            case "join" -> all.socketsJoin(given.texts(0));
            case "leave" -> all.socketsLeave(given.texts(0));
            case "disconnect" -> all.disconnectSockets(given.get(0, Boolean.class));
            case "tell" -> namespace.serverSideEmit(given.text(0), given.from(1));
            case "enter" ->
                socket.join(given.values().stream().map(Operations::text).toArray(String[]::new));
            case "data" ->
                given.members(0).forEach((key, value) -> socket.data().put(String.valueOf(key), value));
            case "close" -> new Thread(() -> namespace.server().close(), "close").start();
            default -> throw new IllegalArgumentException(operation);
        }
    }

    private static String text(Object value) {
        return value instanceof jakarta.json.JsonString string ? string.getString() : String.valueOf(value);
    }

    private void burst(BroadcastOperator all, String event, int count) {
        for (int i = 0; i < count; i++) {
            all.emit(event, name, i);
        }
    }

    /** Values as applications here have them. */
    public record Sample(
            String text,
            int number,
            long large,
            double part,
            BigDecimal decimal,
            LocalDate day,
            Instant at,
            int[] list) {}

    /** One with bytes. */
    public record Bytes(byte[] bytes, Map<String, Object> more) {}

    private static void sample(BroadcastOperator all, boolean binary) {
        Sample sample = new Sample(
                "näh 😀",
                -7,
                1L << 40,
                0.1 + 0.2,
                new BigDecimal("12.50"),
                LocalDate.of(2026, 2, 28),
                Instant.ofEpochMilli(1234567890123L),
                new int[] {1, 2});
        if (binary) {
            byte[] bytes = {1, 2, -1};
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("deep", List.of(bytes, "x"));
            more.put("nothing", null);
            all.emit("sample", sample, new Bytes(bytes, more));
        } else {
            all.emit("sample", sample);
        }
    }

    private static CompletionStage<?> remote(RemoteSocket socket, Given given) {
        switch (given.text(1)) {
            case "emit" -> socket.emit(given.text(2), given.from(3));
            case "join" -> socket.join(given.text(2));
            case "leave" -> socket.leave(given.text(2));
            case "disconnect" -> socket.disconnect(given.get(2, Boolean.class));
            default -> {
                return socket.timeout(PATIENCE)
                        .emitWithAck(given.text(2), given.from(3))
                        .thenApply(Operations::first);
            }
        }
        return done(null);
    }

    private static CompletionStage<?> done(Object value) {
        return CompletableFuture.completedStage(value);
    }

    private static CompletionStage<?> answers(CompletionStage<List<Arguments>> asked) {
        return asked.handle((answers, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            List<Arguments> known = cause instanceof AckTimeoutException late ? late.answers() : answers;
            Map<String, Object> outcome = new LinkedHashMap<>();
            outcome.put("error", cause == null ? null : String.valueOf(cause.getMessage()));
            outcome.put("type", typeOf(cause));
            outcome.put(
                    "answers",
                    known == null ? null : known.stream().map(Operations::first).toList());
            return outcome;
        });
    }

    /** The sockets, or those that the failure carries. */
    private static CompletionStage<?> inTime(CompletionStage<List<RemoteSocket>> fetched) {
        return fetched.handle((sockets, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            List<RemoteSocket> known = cause instanceof FetchTimeoutException late ? late.sockets() : sockets;
            Map<String, Object> outcome = new LinkedHashMap<>();
            outcome.put("type", typeOf(cause));
            outcome.put(
                    "sockets",
                    known == null
                            ? null
                            : known.stream().map(Operations::describe).toList());
            return outcome;
        });
    }

    private static String typeOf(Throwable failure) {
        return failure == null ? null : failure.getClass().getSimpleName();
    }

    private static Object first(Arguments answer) {
        return answer.size() == 0 || answer.values().get(0) == null
                ? jakarta.json.JsonValue.NULL
                : answer.values().get(0);
    }

    private static Map<String, Object> describe(RemoteSocket socket) {
        Handshake handshake = socket.handshake();
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("auth", handshake.auth());
        own.put("query", handshake.query());
        own.put("url", handshake.url());
        own.put("address", handshake.address());
        own.put("secure", handshake.secure());
        own.put("xdomain", handshake.crossDomain());
        own.put("issued", handshake.issued().toEpochMilli());
        own.put("header", handshake.request().header("x-client"));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("id", socket.id());
        description.put("rooms", new TreeSet<>(socket.rooms()));
        description.put("data", socket.data());
        description.put("handshake", own);
        return description;
    }
}
