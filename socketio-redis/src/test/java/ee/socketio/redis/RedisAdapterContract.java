package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.AdapterContract;
import ee.socketio.adapter.RecordingNamespace;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.AdapterFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What every adapter does, beside two others in a cluster through a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisAdapterContract implements AdapterContract {

    private final List<Adapter> adapters = new ArrayList<>();
    private TestRedis redis;

    /** For one server. */
    abstract AdapterFactory factory(Redis where);

    @BeforeAll
    void startRedis() {
        redis = TestRedis.started();
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    @AfterEach
    void close() {
        adapters.forEach(Adapter::close);
        adapters.clear();
    }

    @Override
    public Adapter create(AdapterContext namespace) {
        peer("p1");
        peer("p2");
        Adapter adapter = started(namespace);
        awaitServers(adapter);
        return adapter;
    }

    private void peer(String socketId) {
        started(new RecordingNamespace(socketId)).add(socketId, List.of("one", "two", "three"));
    }

    private Adapter started(AdapterContext namespace) {
        Adapter adapter = factory(Redis.at(redis.uri())).create(namespace);
        adapter.start();
        adapters.add(adapter);
        return adapter;
    }

    private void awaitServers(Adapter adapter) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            Integer count = adapter.serverCount()
                    .exceptionally(failure -> 0)
                    .toCompletableFuture()
                    .join();
            if (count == servers()) {
                return;
            }
            assertThat(System.nanoTime()).as("servers: " + count).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Override
    public List<String> elsewhere() {
        return List.of("p1", "p2");
    }

    @Override
    public int servers() {
        return 3;
    }
}
