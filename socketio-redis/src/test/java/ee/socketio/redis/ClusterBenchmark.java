package ee.socketio.redis;

import com.sun.management.OperatingSystemMXBean;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What clusters through Redis cost: how many broadcasts of one server reach the other in a second, and what a server pays that has
 * no sockets. Not a test: {@code main} prints a table. Redis and both servers share this machine; each namespace has a socket whose
 * packets are encoded and counted, but not sent.
 */
final class ClusterBenchmark {

    private static final int BROADCASTS = 100_000;
    private static final int WINDOW = 500;
    private static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), Flags.NONE);
    private static final BroadcastTarget ROOM = new BroadcastTarget(Set.of("room"), Set.of(), Flags.NONE);
    private static final List<String> ADAPTERS = List.of("classic", "sharded", "streams", "recovery");

    private ClusterBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            idle(args[0], args[1]);
            return;
        }
        System.out.println("adapter    target  broadcasts/s   CPU of an idle server, microseconds for each broadcast");
        for (String adapter : ADAPTERS) {
            try (TestRedis redis = TestRedis.started()) {
                measure(adapter, redis, ALL);
                measure(adapter, redis, ROOM);
            }
        }
    }

    private static AdapterFactory factory(String adapter, String uri) {
        Redis redis = Redis.at(uri);
        return switch (adapter) {
            case "classic" -> RedisAdapter.classic(redis, ClassicOptions.defaults());
            case "sharded" -> RedisAdapter.sharded(redis, ShardedOptions.defaults());
            default -> RedisAdapter.streams(redis, StreamsOptions.defaults());
        };
    }

    private static void measure(String adapter, TestRedis redis, BroadcastTarget target) throws Exception {
        CountingNamespace sender = new CountingNamespace(adapter.equals("recovery"));
        CountingNamespace receiver = new CountingNamespace(adapter.equals("recovery"));
        Adapter a = started(factory(adapter, redis.uri()).create(sender));
        Adapter b = started(factory(adapter, redis.uri()).create(receiver));
        sender.connect(a, "a");
        receiver.connect(b, "b");
        awaitServers(a, 2);
        run(a, sender, receiver, target, BROADCASTS); // warm
        long start = System.nanoTime();
        run(a, sender, receiver, target, BROADCASTS);
        double seconds = (System.nanoTime() - start) / 1e9;

        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClusterBenchmark.class.getName(),
                        adapter,
                        redis.uri())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitServers(a, 3);
        run(a, sender, receiver, target, BROADCASTS);
        process.getOutputStream().write('\n'); // from here on
        process.getOutputStream().flush();
        process.getInputStream().read();
        run(a, sender, receiver, target, BROADCASTS);
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String nanos = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        System.out.printf(
                Locale.ROOT,
                "%-10s %-6s %13.0f   %.1f%n",
                adapter,
                target.equals(ALL) ? "all" : "room",
                BROADCASTS / seconds,
                Long.parseLong(nanos) / 1e3 / BROADCASTS);
        a.close();
        b.close();
    }

    /** A server without sockets, in a process of its own: prints how much CPU it took between two lines. */
    private static void idle(String adapter, String uri) throws Exception {
        Adapter idle = started(factory(adapter, uri).create(new CountingNamespace(adapter.equals("recovery"))));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.in.read();
        long before = system.getProcessCpuTime();
        System.out.print(' ');
        System.out.flush();
        System.in.read();
        System.out.print(system.getProcessCpuTime() - before);
        System.out.flush();
        idle.close();
        System.exit(0);
    }

    private static Adapter started(Adapter adapter) {
        adapter.start();
        return adapter;
    }

    private static void awaitServers(Adapter adapter, int count) {
        while (adapter.serverCount()
                        .exceptionally(failure -> 0)
                        .toCompletableFuture()
                        .join()
                != count) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void run(
            Adapter from, CountingNamespace sender, CountingNamespace receiver, BroadcastTarget target, int count) {
        long sent = receiver.delivered();
        long own = sender.delivered();
        long end = sent + count;
        for (long i = sent; i < end; i++) {
            while (i - receiver.delivered() > WINDOW) {
                LockSupport.parkNanos(200_000);
            }
            from.broadcast(
                    Packet.event("/", new ArrayList<>(List.of("tick", Map.of("number", i, "text", "hello")))), target);
        }
        while (receiver.delivered() < end || sender.delivered() < own + count) {
            LockSupport.parkNanos(200_000);
        }
    }
}
