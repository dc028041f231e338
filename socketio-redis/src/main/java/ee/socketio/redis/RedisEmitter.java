package ee.socketio.redis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.JsonMapper;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends into a cluster from a process that serves no sockets, such as a batch job or a timer: what {@code
 * @socket.io/redis-emitter} is in Node.js. The servers may be of either make, and must have the adapter that the emitter is
 * made for, with the same options.
 *
 * <pre>
 * try (RedisEmitter emitter = RedisEmitter.classic(Redis.at("redis://localhost"), ClassicOptions.defaults())) {
 *     emitter.to("news").emit("item", item);
 * }
 * </pre>
 *
 * <p>It opens one connection to Redis when it is made, and opens it again whenever it breaks, until it is closed. Nothing but
 * {@link #close} blocks. What is emitted before the first attempt to reach Redis has ended waits for that. Later, while Redis is
 * away, what is emitted is lost: the log tells of it, and so does the stage that the call returns; see {@link RedisBroadcast}.
 * Emit again what must not be lost. Methods may be called from any thread. What it does for a namespace it does itself for the
 * main one, {@code /}.
 */
public final class RedisEmitter implements AutoCloseable {

    private final EmitterLink link;
    private final EmitterRoute route;
    private final RedisBroadcast main;

    private RedisEmitter(EmitterLink link, EmitterRoute route) {
        this.link = link;
        this.route = route;
        this.main = of("/");
    }

    /**
     * For servers with {@link RedisAdapter#classic}, as the reference's emitter.
     *
     * @param options {@code publishOnSpecificResponseChannel} has no meaning here; {@code requestsTimeout} is how long Redis has
     *     to take a message
     */
    public static RedisEmitter classic(Redis redis, ClassicOptions options) {
        return classic(redis, options, ValueCodec.defaultMapper());
    }

    /** The same, for values that another mapper writes. */
    public static RedisEmitter classic(Redis redis, ClassicOptions options, JsonMapper mapper) {
        EmitterRoute route = EmitterRoute.classic(options, mapper);
        return open(redis, options.requestsTimeout(), options.maxPendingBytes(), route);
    }

    /**
     * For servers with {@link RedisAdapter#sharded}.
     *
     * @param options {@code requestsTimeout} is how long Redis has to take a message
     */
    public static RedisEmitter sharded(Redis redis, ShardedOptions options) {
        return sharded(redis, options, ValueCodec.defaultMapper());
    }

    /** The same, for values that another mapper writes. */
    public static RedisEmitter sharded(Redis redis, ShardedOptions options, JsonMapper mapper) {
        EmitterRoute route = EmitterRoute.sharded(options, mapper);
        return open(redis, options.requestsTimeout(), options.maxPendingBytes(), route);
    }

    /**
     * For servers with {@link RedisAdapter#streams}.
     *
     * @param options {@code requestsTimeout} is how long Redis has to take a message; those about reading and sessions have no
     *     meaning here
     */
    public static RedisEmitter streams(Redis redis, StreamsOptions options) {
        return streams(redis, options, ValueCodec.defaultMapper());
    }

    /** The same, for values that another mapper writes. */
    public static RedisEmitter streams(Redis redis, StreamsOptions options, JsonMapper mapper) {
        EmitterRoute route = EmitterRoute.streams(options, mapper);
        return open(redis, options.requestsTimeout(), options.maxPendingBytes(), route);
    }

    private static RedisEmitter open(Redis redis, Duration timeout, long maxPendingBytes, EmitterRoute route) {
        EmitterLink link = new EmitterLink(Objects.requireNonNull(redis, "redis"), timeout, maxPendingBytes);
        link.open();
        return new RedisEmitter(link, route);
    }

    /** Sends to everybody in a namespace; a leading slash is added to its name. */
    public RedisBroadcast of(String namespace) {
        return RedisBroadcast.to(link, route, namespace.startsWith("/") ? namespace : "/" + namespace);
    }

    /** Sends to rooms: see {@link RedisBroadcast#to(String...)}. */
    public RedisBroadcast to(String... rooms) {
        return main.to(rooms);
    }

    /** Sends to rooms. */
    public RedisBroadcast to(Collection<String> rooms) {
        return main.to(rooms);
    }

    /** The same as {@link #to(String...)}. */
    public RedisBroadcast in(String... rooms) {
        return main.to(rooms);
    }

    /** Sends to all but the members of these rooms. */
    public RedisBroadcast except(String... rooms) {
        return main.except(rooms);
    }

    /** Sends what receivers may miss: see {@link RedisBroadcast#asVolatile}. */
    public RedisBroadcast asVolatile() {
        return main.asVolatile();
    }

    /** Sends with compression, if the transport may, or without. */
    public RedisBroadcast compress(boolean compress) {
        return main.compress(compress);
    }

    /**
     * Sends an event to everybody: see {@link RedisBroadcast#emit}.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        return main.emit(event, arguments);
    }

    /** Sends the event {@code message} to everybody. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> send(@Nullable Object... arguments) {
        return main.send(arguments);
    }

    /** Makes all sockets join rooms. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> socketsJoin(String... rooms) {
        return main.socketsJoin(rooms);
    }

    /** Makes all sockets leave rooms. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> socketsLeave(String... rooms) {
        return main.socketsLeave(rooms);
    }

    /** Makes all sockets leave the namespace. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> disconnectSockets() {
        return main.disconnectSockets();
    }

    /** Makes all sockets leave the namespace or, with {@code close}, closes their connections. */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> disconnectSockets(boolean close) {
        return main.disconnectSockets(close);
    }

    /**
     * Sends an event to every server: see {@link RedisBroadcast#serverSideEmit}.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    @CanIgnoreReturnValue
    public CompletionStage<@Nullable Void> serverSideEmit(String event, @Nullable Object... arguments) {
        return main.serverSideEmit(event, arguments);
    }

    /**
     * Waits until Redis has taken what was emitted, for {@code requestsTimeout} at most, and closes the connection; also the
     * client, unless it is the application's. What is emitted after it fails. Once is enough.
     */
    @Override
    public void close() {
        link.close();
    }
}
