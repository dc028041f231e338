package ee.socketio.it.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.redis.ClassicOptions;
import ee.socketio.redis.Redis;
import ee.socketio.redis.RedisAdapter;
import ee.socketio.spi.AdapterFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What an application has that brings its own client of Redis, and gives it to its servers. */
@ApplicationScoped
class ProducedRedis {

    /** The resource that says where Redis is. */
    static final String URI = "redis.uri";

    static final String NAME = "produced-redis";

    @Produces
    @Singleton
    RedisURI uri() throws IOException {
        try (InputStream uri = Objects.requireNonNull(ProducedRedis.class.getResourceAsStream("/" + URI))) {
            return RedisURI.create(new String(uri.readAllBytes(), UTF_8));
        }
    }

    @Produces
    @Singleton
    RedisClient client(RedisURI uri) {
        RedisClient client = RedisClient.create(uri);
        client.setOptions(Redis.clientOptions());
        FastThreadLocal.removeAll();
        return client;
    }

    void end(@Disposes RedisClient client) {
        try (StatefulRedisConnection<String, String> last = client.connect()) {
            long others = last.sync().clientList().lines().count() - 1;
            Watched.note(NAME, "ends with " + others + " connections");
        }
        client.shutdown();
        FastThreadLocal.removeAll(); // the thread is the container's
    }

    @Produces
    @ApplicationScoped
    AdapterFactory adapter(RedisClient client, RedisURI uri) {
        return RedisAdapter.classic(Redis.of(client, uri), ClassicOptions.defaults());
    }
}
