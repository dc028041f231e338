package ee.socketio.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a cluster's Redis is, and how to reach it: one Redis, several behind Sentinel, or a Redis Cluster, by the client
 * <a href="https://redis.github.io/lettuce/">Lettuce</a>. Nothing is opened until a server starts with an adapter that has it, and
 * what was opened ends with the last namespace of that server. Immutable.
 */
public final class Redis {

    /** What must not be sent a second time after a lost connection: somebody would get it twice. */
    private static final Set<CommandType> ONCE =
            EnumSet.of(CommandType.PUBLISH, CommandType.SPUBLISH, CommandType.XADD);

    private final Supplier<Backend> backends;
    private final String name;

    private Redis(Supplier<Backend> backends, String name) {
        this.backends = backends;
        this.name = name;
    }

    /**
     * A Redis by its address, with a client that the adapter makes, with {@link #clientOptions}, and ends.
     *
     * @param uri {@code redis://user:password@host:port/database}, {@code rediss://} for TLS, {@code
     *     redis-sentinel://host:port,host:port/database#masterId}, or {@code redis-socket://path}, with the parameters that
     *     {@link RedisURI} knows, such as {@code ?timeout=2s}
     * @throws IllegalArgumentException if it is none of these; the message has no password
     */
    public static Redis at(String uri) {
        return at(RedisAddress.parse(Objects.requireNonNull(uri, "uri")));
    }

    /** A Redis by its address, with a client that the adapter makes, with {@link #clientOptions}, and ends. */
    public static Redis at(RedisURI uri) {
        return new Redis(() -> StandaloneBackend.owning(uri), RedisAddress.name(uri));
    }

    /** A Redis by the application's own client, which the adapter does not end. Give it {@link #clientOptions}. */
    public static Redis of(RedisClient client, RedisURI uri) {
        Objects.requireNonNull(client, "client");
        return new Redis(() -> StandaloneBackend.borrowing(client, uri), RedisAddress.name(uri));
    }

    /**
     * A Redis Cluster by the application's own client, which the adapter does not end. Give it {@link
     * #clusterClientOptions}. The nodes are looked up when a server starts; the client need not have been connected.
     */
    public static Redis of(RedisClusterClient client) {
        Objects.requireNonNull(client, "client");
        return new Redis(() -> new ClusterBackend(client), "a Redis Cluster");
    }

    /** By a client of any kind. */
    static Redis of(Supplier<Backend> backends, String name) {
        return new Redis(backends, name);
    }

    /**
     * The options of the clients that adapters make: commands fail at once while Redis is away, instead of piling up, and
     * whatever was on its way when a connection was lost is not sent again, so that no event arrives twice.
     */
    public static ClientOptions clientOptions() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(Redis::isOnce)
                .timeoutOptions(TimeoutOptions.enabled())
                .build();
    }

    /**
     * The options of a client for a Redis Cluster: those of {@link #clientOptions}, to which others can be added. Lettuce's own
     * copies, {@code ClusterClientOptions.builder(clientOptions)} and {@code mutate()}, do not have all of them: with these what
     * was on its way when a connection was lost is sent again, and an event may arrive twice.
     */
    public static ClusterClientOptions.Builder clusterClientOptions() {
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder(clientOptions());
        builder.replayFilter(Redis::isOnce);
        return builder;
    }

    private static boolean isOnce(RedisCommand<?, ?, ?> command) {
        ProtocolKeyword type = command.getType();
        return type instanceof CommandType known && ONCE.contains(known);
    }

    Backend backend() {
        return backends.get();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
