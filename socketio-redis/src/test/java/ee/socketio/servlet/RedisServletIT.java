package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.adapter.ClusterAdapter;
import ee.socketio.adapter.LogAdapter;
import ee.socketio.redis.TestRedis;
import ee.socketio.spi.Adapter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servlets that init-params make one cluster, through a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisServletIT {

    private TestRedis redis;

    /** A servlet that runs. */
    private record Running(SocketIoServlet servlet, SocketIoServer server) {
        Adapter adapter() {
            return server.of("/").adapter();
        }

        int servers() {
            return adapter()
                    .serverCount()
                    .exceptionally(failure -> 0)
                    .toCompletableFuture()
                    .join();
        }
    }

    @BeforeAll
    void startRedis() {
        redis = TestRedis.started();
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    private Running start(String adapter, Map<String, String> more) throws Exception {
        Map<String, String> params = new TreeMap<>(more);
        params.put("adapter", adapter);
        params.put("redis.uri", redis.uri());
        FakeContext context = new FakeContext();
        context.servlet("test", SocketIoServlet.class.getName()).addMapping("/socket.io/*");
        SocketIoServlet servlet = new SocketIoServlet();
        servlet.init(FakeConfig.of(params, context));
        return new Running(servlet, SocketIoServlet.server(servlet.getServletContext()));
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "redis-sharded", "redis-streams"})
    void serversWithTheSameInitParamsAreOneCluster(String adapter) throws Exception {
        Running first = start(adapter, Map.of());
        Running second = start(adapter, Map.of());
        List<String> heard = new CopyOnWriteArrayList<>();
        second.server().onServerEvent("hello", event -> heard.add(event.get(0, String.class)));
        await("both", () -> first.servers() == 2 && second.servers() == 2);

        first.server().serverSideEmit("hello", "é");

        await("hello", () -> heard.equals(List.of("é")));
        second.servlet().destroy();
        await("one", () -> first.servers() == 1);
        first.servlet().destroy();
    }

    @Test
    void theStreamsAdapterRecoversIfInitParamsSaySo() throws Exception {
        Running plain = start("redis-streams", Map.of("redis.streamName", "plain"));
        Running recovering = start(
                "redis-streams",
                Map.of(
                        "redis.streamName",
                        "recovering",
                        "redis.channelPrefix",
                        "recovering",
                        "connectionStateRecovery.maxDisconnectionDuration",
                        "60000"));
        assertThat(plain.adapter()).isInstanceOf(ClusterAdapter.class);
        assertThat(recovering.adapter()).isInstanceOf(LogAdapter.class);
        await("there", () -> recovering.servers() == 1 && plain.servers() == 1);
        plain.servlet().destroy();
        recovering.servlet().destroy();
    }
}
