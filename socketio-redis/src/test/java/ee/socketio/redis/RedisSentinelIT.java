package ee.socketio.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.embedded.RedisSentinel;

/** Servers find the Redis that Sentinel calls the master, and the next one when that one dies. */
@Timeout(60)
class RedisSentinelIT {

    private static final long DOWN_AFTER_MILLIS = 500;

    private final RedisClient client = RedisClient.create();
    private final int sentinelPort = TestRedis.freePort();
    private TestRedis master;
    private TestRedis replica;
    private RedisSentinel sentinel;

    @BeforeEach
    void startRedis() {
        master = TestRedis.started(TestRedis.freePort(), List.of("repl-diskless-sync-delay 0"));
        replica = TestRedis.started(TestRedis.freePort(), List.of("replicaof 127.0.0.1 " + master.port()));
        Servers.await("replication", () -> info(master).contains("state=online"));
        sentinel = RedisSentinel.builder()
                .port(sentinelPort)
                .masterName("mymaster")
                .masterPort(master.port())
                .quorumSize(1)
                .downAfterMilliseconds(DOWN_AFTER_MILLIS)
                .failoverTimeout(2_000L)
                .build();
        sentinel.start();
        Servers.await("Sentinel", () -> !sentinel().replicas("mymaster").isEmpty());
    }

    @AfterEach
    void stopRedis() throws IOException {
        client.close();
        sentinel.stop();
        replica.close();
        master.close();
    }

    private String info(TestRedis redis) {
        try (var connection = client.connect(RedisURI.create(redis.uri()))) {
            return connection.sync().info("replication");
        }
    }

    private RedisSentinelCommands<String, String> sentinel() {
        return client.connectSentinel(RedisURI.create("redis://127.0.0.1:" + sentinelPort))
                .sync();
    }

    private Redis where() {
        return Redis.at("redis-sentinel://127.0.0.1:" + sentinelPort + "#mymaster");
    }

    @Test
    void whenTheMasterDiesTheServersAreAClusterOverTheNextOne() {
        List<Servers> all = Stream.of(
                        Family.classic(),
                        Family.sharded(SubscriptionMode.DYNAMIC),
                        Family.streams("streams", false, false),
                        Family.streams("streams-recovery", false, true))
                .map(family -> new Servers(family, this::where))
                .toList();
        try {
            all.forEach(servers -> servers.awaitCluster("before"));
            all.forEach(servers -> servers.assertBroadcastsArriveOnce("before"));

            master.signal("KILL");
            Servers.await(
                    "the next master",
                    () -> sentinel().getMasterAddrByName("mymaster") instanceof InetSocketAddress next
                            && next.getPort() == replica.port());

            all.forEach(servers -> servers.awaitCluster("after"));
            all.forEach(servers -> servers.assertBroadcastsArriveOnce("after"));
            all.forEach(Servers::assertRequestsAreAnswered);
            all.forEach(servers -> servers.assertEmitterIsHeard(where()));
        } finally {
            all.forEach(Servers::close);
        }
    }
}
