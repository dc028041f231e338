package ee.socketio.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.MessageType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends to sockets of a namespace on all servers of a cluster, from a {@link RedisEmitter}. Immutable: every modifier returns a
 * new one, so one may be kept and used from any thread. Nothing blocks, and what one thread sends arrives in its order.
 *
 * <p>What the stages tell: Redis has taken the message; whether any server or client got it, nobody can know. A stage fails with
 * an {@code IllegalStateException} if it is not known that Redis has taken it: Redis is away, slow, or the emitter is closed.
 * The log tells of that, too, so a stage may be ignored. It is completed on the thread that reads from Redis: do not block in a
 * stage that depends on it.
 */
public final class RedisBroadcast {

    /** As the server has them. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final Set<String> RESERVED_BETWEEN_SERVERS = Set.of("connect", "connection", "new_namespace");

    private final EmitterLink link;
    private final EmitterRoute route;
    private final String namespace;
    private final Set<String> rooms;
    private final Set<String> except;
    private final Map<String, Boolean> flags;

    private RedisBroadcast(
            EmitterLink link,
            EmitterRoute route,
            String namespace,
            Set<String> rooms,
            Set<String> except,
            Map<String, Boolean> flags) {
        this.link = link;
        this.route = route;
        this.namespace = namespace;
        this.rooms = rooms;
        this.except = except;
        this.flags = flags;
    }

    /** To everybody in a namespace. */
    static RedisBroadcast to(EmitterLink link, EmitterRoute route, String namespace) {
        return new RedisBroadcast(link, route, namespace, Set.of(), Set.of(), Map.of());
    }

    /** Adds rooms; a socket in any of them receives. Without rooms everybody in the namespace does. */
    public RedisBroadcast to(String... rooms) {
        return to(List.of(rooms));
    }

    /** Adds rooms. */
    public RedisBroadcast to(Collection<String> rooms) {
        return new RedisBroadcast(link, route, namespace, union(this.rooms, rooms), except, flags);
    }

    /** The same as {@link #to(String...)}. */
    public RedisBroadcast in(String... rooms) {
        return to(rooms);
    }

    /** Leaves out the members of these rooms; a socket's id is a room too. */
    public RedisBroadcast except(String... rooms) {
        return new RedisBroadcast(link, route, namespace, this.rooms, union(except, List.of(rooms)), flags);
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        Set<String> union = new LinkedHashSet<>(some);
        union.addAll(List.copyOf(more));
        return Collections.unmodifiableSet(union);
    }

    /** Lets a receiver miss the event if its transport cannot take it at this instant: the reference's {@code volatile}. */
    public RedisBroadcast asVolatile() {
        return with("volatile", true);
    }

    /** Whether the transport may compress the event. */
    public RedisBroadcast compress(boolean compress) {
        return with("compress", compress);
    }

    private RedisBroadcast with(String flag, boolean value) {
        Map<String, Boolean> more = new LinkedHashMap<>(flags);
        more.put(flag, value);
        return new RedisBroadcast(link, route, namespace, rooms, except, Collections.unmodifiableMap(more));
    }

    /**
     * Sends an event. Arguments are whatever JSON-B can write, {@code JsonValue}s, and {@code byte[]} or {@code ByteBuffer}
     * anywhere inside; they are read before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        Objects.requireNonNull(event, "event");
        Map<String, @Nullable Object> packet = new LinkedHashMap<>();
        packet.put("type", 2);
        packet.put("data", event(event, arguments, RESERVED));
        Map<String, @Nullable Object> opts = new LinkedHashMap<>();
        opts.put("rooms", rooms);
        opts.put("flags", flags);
        opts.put("except", except);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("packet", packet);
        data.put("opts", opts);
        return send(MessageType.BROADCAST, data);
    }

    /** Sends the event {@code message}. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> send(@Nullable Object... arguments) {
        return emit("message", arguments);
    }

    /** Makes the sockets of the target join rooms. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> socketsJoin(String... rooms) {
        return send(MessageType.SOCKETS_JOIN, target("rooms", List.of(rooms)));
    }

    /** Makes the sockets of the target leave rooms. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> socketsLeave(String... rooms) {
        return send(MessageType.SOCKETS_LEAVE, target("rooms", List.of(rooms)));
    }

    /** Makes the sockets of the target leave the namespace. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> disconnectSockets() {
        return disconnectSockets(false);
    }

    /** Makes the sockets of the target leave the namespace or, with {@code close}, closes their connections. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> disconnectSockets(boolean close) {
        return send(MessageType.DISCONNECT_SOCKETS, target("close", close));
    }

    private Map<String, @Nullable Object> target(String name, Object value) {
        Map<String, @Nullable Object> opts = new LinkedHashMap<>();
        opts.put("rooms", rooms);
        opts.put("except", except);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("opts", opts);
        data.put(name, value);
        return data;
    }

    /**
     * Sends an event to the namespace of every server, to be heard by its {@code onServerEvent}. An ack is not possible.
     *
     * @throws IllegalArgumentException if the name is reserved (connect, connection, new_namespace) or an argument cannot be
     *     written
     * @throws IllegalStateException if there are rooms, which servers do not have
     */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> serverSideEmit(String event, @Nullable Object... arguments) {
        if (!rooms.isEmpty() || !except.isEmpty()) {
            throw new IllegalStateException("serverSideEmit is for all servers: leave out to, in and except");
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("packet", event(event, arguments, RESERVED_BETWEEN_SERVERS));
        return send(MessageType.SERVER_SIDE_EMIT, data);
    }

    private static List<@Nullable Object> event(String name, @Nullable Object[] arguments, Set<String> reserved) {
        if (reserved.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is a reserved event name");
        }
        List<@Nullable Object> event = new ArrayList<>(arguments.length + 1);
        event.add(name);
        event.addAll(Arrays.asList(arguments));
        return event;
    }

    private CompletionStage<@Nullable Void> send(MessageType type, Map<String, @Nullable Object> data) {
        return link.send(route.prepare(new ClusterMessage(type, ClassicWire.NOBODY, namespace, data)));
    }
}
