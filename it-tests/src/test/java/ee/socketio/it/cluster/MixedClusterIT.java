package ee.socketio.it.cluster;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.conformance.ConformanceServer;
import ee.socketio.it.NodeSuite;
import ee.socketio.redis.ClassicOptions;
import ee.socketio.redis.Redis;
import ee.socketio.redis.RedisAdapter;
import ee.socketio.redis.ShardedOptions;
import ee.socketio.redis.StreamsOptions;
import ee.socketio.redis.SubscriptionMode;
import ee.socketio.spi.AdapterFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Two servers of this library and one of Node.js, with npm's {@code socket.io}, are one cluster through a real Redis: what each
 * of them does arrives at the clients of all, once. The tests themselves are in {@code src/test/js/cluster.test.mjs}. The system
 * property {@code socketio.test.adapter} is a regular expression for the names of the adapters, if not all are to be tested.
 */
class MixedClusterIT {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration REQUESTS_TIMEOUT = Duration.ofSeconds(4);

    /** What differs between runs: an adapter, and the same one with the same options in Node.js. */
    private record Setting(
            String name,
            String kind,
            String nodeOptions,
            String nodePackage,
            String parts,
            boolean recovery,
            Function<Redis, AdapterFactory> adapter) {}

    /** The tests of a run; what does not depend on an option is tested without it. */
    private static final String ALL = "broadcasts,payloads,sockets,acks,servers";

    private static final String REQUESTS = "sockets,acks,servers";
    private static final String ROOMS = "broadcasts,sockets";
    private static final String CLASSIC = "@socket.io/redis-adapter";
    private static final String STREAMS = "@socket.io/redis-streams-adapter";

    private static final List<Setting> SETTINGS = List.of(
            classic("classic", "{\"requestsTimeout\":4000}", CLASSIC, ALL, ClassicOptions.defaults()),
            classic(
                    "classic beside its version 7",
                    "{\"requestsTimeout\":4000}",
                    "redis-adapter-7",
                    "payloads,acks,servers",
                    ClassicOptions.defaults()),
            classic(
                    "classic with answers on the channel of the requester",
                    "{\"requestsTimeout\":4000,\"publishOnSpecificResponseChannel\":true,\"key\":\"other\"}",
                    CLASSIC,
                    REQUESTS,
                    ClassicOptions.defaults().withKey("other").withPublishOnSpecificResponseChannel(true)),
            sharded("dynamic", ALL, SubscriptionMode.DYNAMIC),
            sharded("static", ROOMS, SubscriptionMode.STATIC),
            sharded("dynamic-private", ROOMS, SubscriptionMode.DYNAMIC_PRIVATE),
            streams("streams", "{}", false, StreamsOptions.defaults()),
            streams(
                    "streams with sharded channels and recovery",
                    "{\"useShardedPubSub\":true,\"streamName\":\"other\",\"channelPrefix\":\"one\",\"sessionKeyPrefix\":\"two:\"}",
                    true,
                    StreamsOptions.defaults().withUseShardedPubSub(true).withNames("other", "one", "two:")));

    private static Setting classic(
            String name, String nodeOptions, String nodePackage, String parts, ClassicOptions options) {
        ClassicOptions quick = options.withRequestsTimeout(REQUESTS_TIMEOUT);
        return new Setting(
                name, "classic", nodeOptions, nodePackage, parts, false, redis -> RedisAdapter.classic(redis, quick));
    }

    private static Setting sharded(String mode, String parts, SubscriptionMode subscriptions) {
        ShardedOptions options =
                ShardedOptions.defaults().withRequestsTimeout(REQUESTS_TIMEOUT).withSubscriptionMode(subscriptions);
        String nodeOptions = "{\"subscriptionMode\":\"" + mode + "\"}";
        return new Setting(
                "sharded, " + mode,
                "sharded",
                nodeOptions,
                CLASSIC,
                parts,
                false,
                redis -> RedisAdapter.sharded(redis, options));
    }

    private static Setting streams(String name, String nodeOptions, boolean recovery, StreamsOptions options) {
        StreamsOptions quick = options.withRequestsTimeout(REQUESTS_TIMEOUT);
        return new Setting(
                name, "streams", nodeOptions, STREAMS, ALL, recovery, redis -> RedisAdapter.streams(redis, quick));
    }

    @TestFactory
    Stream<DynamicNode> oneClusterWithEachAdapter() {
        NodeSuite suite = NodeSuite.install();
        // Runs only when JUnit asks for the tests of a container: one cluster at a time.
        return SETTINGS.stream()
                .filter(setting -> setting.name().matches(System.getProperty("socketio.test.adapter", ".*")))
                .map(setting ->
                        dynamicContainer(setting.name(), Stream.of(setting).flatMap(one -> run(suite, one))));
    }

    private static Stream<DynamicNode> run(NodeSuite suite, Setting setting) {
        try (LocalRedis redis = new LocalRedis();
                ConformanceServer a = start("a", setting, redis);
                ConformanceServer b = start("b", setting, redis)) {
            Map<String, String> environment = new HashMap<>();
            environment.put("REDIS_URL", redis.uri());
            environment.put("ADAPTER", setting.kind());
            environment.put("ADAPTER_OPTIONS", setting.nodeOptions());
            environment.put("ADAPTER_PACKAGE", setting.nodePackage());
            environment.put("PARTS", setting.parts());
            environment.put("SERVER_URL_A", "http://127.0.0.1:" + a.port());
            environment.put("SERVER_URL_B", "http://127.0.0.1:" + b.port());
            if (setting.recovery()) {
                environment.put("RECOVERY_MILLIS", Long.toString(RECOVERY.toMillis()));
            }
            String name = "cluster-" + setting.name().replaceAll("[^a-z0-9]+", "-");
            return suite.run(name, environment, List.of("cluster.test.mjs"));
        } catch (Exception e) {
            throw new IllegalStateException("The cluster did not start: " + setting.name(), e);
        }
    }

    private static ConformanceServer start(String name, Setting setting, LocalRedis redis) throws Exception {
        ServerOptions.Builder options =
                ServerOptions.builder().adapter(setting.adapter().apply(Redis.at(redis.uri())));
        if (setting.recovery()) {
            options.connectionStateRecovery(RecoveryOptions.defaults().withMaxDisconnectionDuration(RECOVERY));
        }
        return ConformanceServer.start(0, new ClusterApplication(name, options.build()));
    }
}
