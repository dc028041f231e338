package ee.socketio.redis;

import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers are a cluster through a Redis Cluster, whose nodes have a part of the channels and keys each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class RedisClusterIT {

    /** How often a client may look for changes at most; 5 s by default. */
    private static final Duration REFRESH = Duration.ofMillis(300);

    private final List<RedisClusterClient> clients = new ArrayList<>();
    private TestCluster redis;

    @BeforeAll
    void startRedis() throws IOException {
        redis = TestCluster.started();
    }

    @AfterAll
    void stopRedis() throws IOException {
        redis.close();
    }

    @AfterEach
    void endClients() {
        clients.forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
        clients.clear();
    }

    /** With a client of its own, which has not connected yet. */
    private Redis where() {
        RedisClusterClient client = RedisClusterClient.create(redis.uri());
        client.setOptions(Redis.clusterClientOptions()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .adaptiveRefreshTriggersTimeout(REFRESH)
                        .build())
                .build());
        clients.add(client);
        return Redis.of(client);
    }

    private static Stream<Family> families() {
        return Family.all();
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyMessageArrivesOnceAndEachServerIsCountedOnce(Family family) {
        try (Servers servers = new Servers(family, this::where)) {
            servers.awaitCluster("first");
            servers.assertBroadcastsArriveOnce("first");
            servers.assertRequestsAreAnswered();
            servers.assertEmitterIsHeard(where());
        }
    }

    /** One of each kind. */
    private List<Servers> some() {
        return Stream.of(
                        Family.classic(),
                        Family.sharded(SubscriptionMode.DYNAMIC),
                        Family.streams("streams-sharded", true, false),
                        Family.streams("streams-recovery", false, true))
                .map(family -> new Servers(family, this::where))
                .toList();
    }

    private static void assertAreClusters(List<Servers> all, String round) {
        all.forEach(servers -> servers.awaitCluster(round));
        all.forEach(servers -> servers.assertBroadcastsArriveOnce(round));
        all.forEach(Servers::assertRequestsAreAnswered);
    }

    @Test
    void aMasterThatRestartsIsFoundAgain() {
        List<Servers> all = some();
        try {
            assertAreClusters(all, "before");
            redis.alone().stop();
            redis.alone().start();
            assertAreClusters(all, "after");
        } finally {
            all.forEach(Servers::close);
        }
    }

    @Test
    void aReplicaTakesThePlaceOfAMasterThatDies() {
        List<Servers> all = some();
        try {
            assertAreClusters(all, "before");
            redis.replicated().signal("KILL");
            Servers.await("the next master", () -> redis.info(redis.replica()).contains("role:master"));
            assertAreClusters(all, "after");

            redis.replicated().stop();
            redis.replicated().start();
            Servers.await("a replica", () -> redis.info(redis.replicated()).contains("master_link_status:up"));
            assertAreClusters(all, "with a replica again");
        } finally {
            all.forEach(Servers::close);
        }
    }
}
