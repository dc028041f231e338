package ee.socketio.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/**
 * The demo on two Jettys that are one cluster through a Redis, with connection state recovery; README tells how to run it. Takes
 * the path of the WAR, and the ports of the two.
 */
public final class DemoCluster implements AutoCloseable {

    /** What an application needs for the adapter, and the demo's WAR does not bring. */
    private static final Pattern REDIS_JARS = Pattern.compile(
            "(socketio-redis|lettuce-core|redis-authx-core|reactor-core|reactive-streams|netty-|msgpack-core).*\\.jar");

    private final RedisServer redis;
    private final List<DemoNode> nodes = new ArrayList<>();

    private DemoCluster(RedisServer redis) {
        this.redis = redis;
    }

    /** Starts one, on ports of which 0 is any that is free. */
    static DemoCluster start(Path war, Path workDirectory, int... ports) throws Exception {
        int redisPort = freePort();
        RedisServer redis = RedisServer.builder()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        DemoCluster cluster = new DemoCluster(redis);
        try {
            for (int i = 0; i < ports.length; i++) {
                Path work = workDirectory.resolve("node-" + i);
                Files.createDirectories(work);
                cluster.nodes.add(DemoNode.start(war, work, ports[i], redisJars(), params(redisPort)));
            }
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static Map<String, String> params(int redisPort) {
        return Map.of(
                "socketio.adapter", "redis-streams",
                "socketio.redis.uri", "redis://127.0.0.1:" + redisPort,
                "socketio.connectionStateRecovery", "true");
    }

    private static List<Path> redisJars() {
        return DemoNode.classPath()
                .filter(path ->
                        REDIS_JARS.matcher(path.getFileName().toString()).matches())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the demo is. */
    List<URI> uris() {
        return nodes.stream().map(DemoNode::uri).toList();
    }

    @Override
    public void close() {
        nodes.forEach(DemoNode::close);
        redis.stop();
    }

    /** Runs until it is stopped. */
    public static void main(String[] args) throws Exception {
        Path war = Path.of(args[0]);
        DemoCluster cluster =
                start(war, war.resolveSibling("cluster"), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        System.out.println("One chat on two servers: " + cluster.uris());
        new CountDownLatch(1).await();
    }
}
