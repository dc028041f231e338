package ee.socketio.it.cluster;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.conformance.ConformanceServer;
import ee.socketio.it.NodeSuite;
import ee.socketio.redis.ClassicOptions;
import ee.socketio.redis.Redis;
import ee.socketio.redis.RedisAdapter;
import ee.socketio.redis.RedisEmitter;
import ee.socketio.redis.ShardedOptions;
import ee.socketio.redis.StreamsOptions;
import ee.socketio.redis.SubscriptionMode;
import ee.socketio.spi.AdapterFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

    /** What differs between runs: an adapter and its emitter, and the same with the same options in Node.js. */
    private record Setting(
            String name,
            String kind,
            String nodeOptions,
            String nodePackage,
            String parts,
            boolean recovery,
            String specificAnswers,
            Function<Redis, AdapterFactory> adapter,
            Function<Redis, RedisEmitter> emitter) {}

    /** The tests of a run; what does not depend on an option is tested without it. */
    private static final String ALL = "broadcasts,payloads,sockets,acks,servers,patience,emitters,leaving";

    private static final String HANGING = "hanging," + ALL;
    private static final String ANSWERS = "acks,servers,answers";

    private static final String CLASSIC = "@socket.io/redis-adapter";
    private static final String STREAMS = "@socket.io/redis-streams-adapter";

    private static final List<Setting> SETTINGS = List.of(
            classic("classic", CLASSIC, "answers," + HANGING, "", "socket.io"),
            classic("classic beside its version 7", "redis-adapter-7", ALL, "", "socket.io"),
            classic(
                    "classic with answers on the channel of the requester",
                    CLASSIC,
                    ANSWERS + ",sockets,patience,leaving",
                    "a,b,n",
                    "other"),
            classic("classic with such answers of Java alone", CLASSIC, ANSWERS, "a,b", "socket.io"),
            classic("classic with such answers of Node.js alone", CLASSIC, ANSWERS, "n", "socket.io"),
            sharded("dynamic", HANGING, SubscriptionMode.DYNAMIC),
            sharded("static", ALL, SubscriptionMode.STATIC),
            sharded("dynamic-private", ALL, SubscriptionMode.DYNAMIC_PRIVATE),
            streams("streams", "{}", HANGING, false, StreamsOptions.defaults()),
            streams("streams with recovery", "{}", "resumption," + ALL, true, StreamsOptions.defaults()),
            streams(
                    "streams with sharded channels, other names and recovery",
                    "{\"useShardedPubSub\":true,\"streamName\":\"other\",\"channelPrefix\":\"one\",\"sessionKeyPrefix\":\"two:\"}",
                    "broadcasts,sockets,acks,servers,patience,emitters,resumption,leaving",
                    true,
                    StreamsOptions.defaults().withUseShardedPubSub(true).withNames("other", "one", "two:")));

    /**
     * One with the classic adapter.
     *
     * @param specificAnswers the servers that send answers on the channel of the requester
     */
    private static Setting classic(String name, String nodePackage, String parts, String specificAnswers, String key) {
        ClassicOptions options = ClassicOptions.defaults()
                .withKey(key)
                .withRequestsTimeout(REQUESTS_TIMEOUT)
                .withPublishOnSpecificResponseChannel(specificAnswers.contains("a"));
        String nodeOptions = "{\"requestsTimeout\":%d,\"key\":\"%s\",\"publishOnSpecificResponseChannel\":%s}"
                .formatted(REQUESTS_TIMEOUT.toMillis(), key, specificAnswers.contains("n"));
        return new Setting(
                name,
                "classic",
                nodeOptions,
                nodePackage,
                parts,
                false,
                specificAnswers,
                redis -> RedisAdapter.classic(redis, options),
                redis -> RedisEmitter.classic(redis, options));
    }

    private static Setting sharded(String mode, String parts, SubscriptionMode subscriptions) {
        ShardedOptions options =
                ShardedOptions.defaults().withRequestsTimeout(REQUESTS_TIMEOUT).withSubscriptionMode(subscriptions);
        return new Setting(
                "sharded, " + mode,
                "sharded",
                "{\"subscriptionMode\":\"" + mode + "\"}",
                CLASSIC,
                parts,
                false,
                "",
                redis -> RedisAdapter.sharded(redis, options),
                redis -> RedisEmitter.sharded(redis, options));
    }

    private static Setting streams(
            String name, String nodeOptions, String parts, boolean recovery, StreamsOptions options) {
        StreamsOptions quick = options.withRequestsTimeout(REQUESTS_TIMEOUT);
        return new Setting(
                name,
                "streams",
                nodeOptions,
                STREAMS,
                parts,
                recovery,
                "",
                redis -> RedisAdapter.streams(redis, quick),
                redis -> RedisEmitter.streams(redis, quick));
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
                RedisEmitter emitter = setting.emitter().apply(Redis.at(redis.uri()));
                ConformanceServer a = start("a", setting, redis, emitter);
                ConformanceServer b = start("b", setting, redis, emitter)) {
            Map<String, String> environment = new HashMap<>();
            environment.put("REDIS_URL", redis.uri());
            environment.put("ADAPTER", setting.kind());
            environment.put("ADAPTER_OPTIONS", setting.nodeOptions());
            environment.put("ADAPTER_PACKAGE", setting.nodePackage());
            environment.put("PARTS", setting.parts());
            environment.put("SPECIFIC_ANSWERS", setting.specificAnswers());
            environment.put("SERVER_URL_A", "http://127.0.0.1:" + a.port());
            environment.put("SERVER_URL_B", "http://127.0.0.1:" + b.port());
            if (setting.recovery()) {
                environment.put("RECOVERY_MILLIS", Long.toString(RECOVERY.toMillis()));
            }
            String name = "cluster-" + setting.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return suite.run(name, environment, List.of("cluster.test.mjs"));
        } catch (Exception e) {
            throw new IllegalStateException("The cluster did not start: " + setting.name(), e);
        }
    }

    private static ConformanceServer start(String name, Setting setting, LocalRedis redis, RedisEmitter emitter)
            throws Exception {
        ServerOptions.Builder options =
                ServerOptions.builder().adapter(setting.adapter().apply(Redis.at(redis.uri())));
        if (setting.recovery()) {
            options.connectionStateRecovery(RecoveryOptions.defaults().withMaxDisconnectionDuration(RECOVERY));
        }
        return ConformanceServer.start(0, new ClusterApplication(name, options.build(), emitter));
    }
}
