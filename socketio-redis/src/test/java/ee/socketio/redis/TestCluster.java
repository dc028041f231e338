package ee.socketio.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real Redis Cluster of three masters, which have a third of the slots each, and a replica of the last of them. */
final class TestCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    /** The port that the nodes talk to each other on is so much higher. */
    private static final int BUS = 10_000;

    private static final int LAST_PORT = 65_535;

    private final List<TestRedis> nodes = new ArrayList<>();
    private final Path directory;

    private TestCluster(Path directory) {
        this.directory = directory;
    }

    static TestCluster started() throws IOException {
        TestCluster cluster = new TestCluster(Files.createTempDirectory("redis-cluster"));
        try {
            for (int i = 0; i <= MASTERS; i++) {
                cluster.nodes.add(cluster.node());
            }
            cluster.form();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private TestRedis node() {
        int port = freePort();
        return TestRedis.started(
                port,
                List.of(
                        "cluster-enabled yes",
                        "cluster-node-timeout 1000",
                        "repl-diskless-sync-delay 0",
                        "cluster-config-file nodes-" + port + ".conf",
                        "dir " + directory));
    }

    private static int freePort() {
        while (true) {
            int port = TestRedis.freePort();
            if (port + BUS <= LAST_PORT && isFree(port + BUS)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void form() {
        try (RedisClient client = RedisClient.create()) {
            List<RedisCommands<String, String>> all = nodes.stream()
                    .map(node -> client.connect(RedisURI.create(node.uri())).sync())
                    .toList();
            for (int i = 0; i < MASTERS; i++) {
                all.get(i).clusterSetConfigEpoch(i + 1L);
                all.get(i)
                        .clusterAddSlots(IntStream.range(first(i), first(i + 1)).toArray());
            }
            all.forEach(node -> node.clusterMeet("127.0.0.1", nodes.get(0).port()));
            Servers.await("one cluster", () -> all.stream()
                    .map(RedisCommands::clusterInfo)
                    .allMatch(info ->
                            info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + all.size())));
            all.get(MASTERS).clusterReplicate(all.get(MASTERS - 1).clusterMyId());
            Servers.await(
                    "a replica", () -> all.get(MASTERS - 1).info("replication").contains("state=online"));
            Servers.await("everybody knows", () -> all.stream()
                    .allMatch(node -> node.clusterNodes().contains("slave")));
        }
    }

    private static int first(int node) {
        return SlotHash.SLOT_COUNT * node / MASTERS;
    }

    /** A master without a replica. */
    TestRedis alone() {
        return nodes.get(0);
    }

    /** The master that has a replica, at first. */
    TestRedis replicated() {
        return nodes.get(MASTERS - 1);
    }

    TestRedis replica() {
        return nodes.get(MASTERS);
    }

    String info(TestRedis node) {
        try (RedisClient client = RedisClient.create(node.uri());
                var connection = client.connect()) {
            return connection.sync().info("replication");
        }
    }

    /** Where a client begins. */
    RedisURI uri() {
        RedisURI uri = RedisURI.create(nodes.get(0).uri());
        uri.setTimeout(Duration.ofSeconds(5));
        return uri;
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(TestRedis::close);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(TestCluster::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
