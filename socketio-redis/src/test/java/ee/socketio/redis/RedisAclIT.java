package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.RecordingNamespace;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users of Redis with no more rights than docs/REDIS.md says, and with a password. */
class RedisAclIT {

    private static final Path DOCS = Path.of("../docs/REDIS.md");
    private static final BroadcastTarget ALL =
            new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.withTimeout(Duration.ofSeconds(10)));

    private final TestRedis redis = TestRedis.started();
    private final LogLines log = new LogLines("ee.socketio.redis");
    private final List<Adapter> adapters = new ArrayList<>();
    private RedisClient admin;

    @BeforeEach
    void setUsers() throws IOException {
        admin = RedisClient.create(redis.uri());
        List<String> lines = Files.readAllLines(DOCS).stream()
                .filter(line -> line.startsWith("ACL SETUSER "))
                .toList();
        assertThat(lines).hasSize(3);
        lines.forEach(line -> acl(line.substring("ACL ".length()).replace("#/#", "#/test#")));
    }

    private void acl(String command) {
        try (var connection = admin.connect()) {
            CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
            List.of(command.split(" ", -1)).forEach(arguments::add);
            assertThat(connection.sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments))
                    .isEqualTo("OK");
        }
    }

    @AfterEach
    void close() {
        adapters.forEach(Adapter::close);
        admin.shutdown(0, 2, TimeUnit.SECONDS);
        redis.close();
        log.close();
    }

    @Test
    void theClassicAdapterNeedsNoMore() {
        assertWorks(RedisAcl.CLASSIC);
    }

    @Test
    void theShardedAdapterNeedsNoMore() {
        assertWorks(RedisAcl.SHARDED);
    }

    @Test
    void theStreamsAdapterNeedsNoMore() {
        assertWorks(RedisAcl.STREAMS);
    }

    @Test
    void sessionsNeedNoMore() {
        SessionAwareAdapter a = (SessionAwareAdapter) started(RedisAcl.STREAMS, namespace("a1"));
        SessionAwareAdapter b = (SessionAwareAdapter) started(RedisAcl.STREAMS, namespace("b1"));
        RedisFaultsContract.await("two servers", () -> servers(a) == 2 && servers(b) == 2);

        a.exit(offset -> new SavedSession("a1", "secret", Map.of(), Map.of("name", "Ada"), "then", offset, "now"));
        RedisFaultsContract.await("the session", () -> taken(b) != null);
        assertThat(taken(b)).as("it is there once").isNull();
        adapters.forEach(Adapter::close);

        assertThat(log.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CLASSIC, -psubscribe", "SHARDED, -ssubscribe", "STREAMS, -xread"})
    void whatIsRefusedIsSaidOnce(RedisAcl acl, String right) {
        acl("SETUSER " + acl.user() + " " + right);

        started(acl, namespace("a1"));

        RedisFaultsContract.await("a line", () -> !log.warnings().isEmpty());
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("Redis refuses socket.io")
                .contains("NOPERM");
    }

    private static @Nullable SavedSession taken(SessionAwareAdapter adapter) {
        return adapter.takeSession("secret")
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** The users, and what they are for. */
    private enum RedisAcl {
        CLASSIC,
        SHARDED,
        STREAMS;

        AdapterFactory factory(Redis where) {
            return switch (this) {
                case CLASSIC -> RedisAdapter.classic(where, ClassicOptions.defaults());
                case SHARDED -> RedisAdapter.sharded(where, ShardedOptions.defaults());
                case STREAMS -> RedisAdapter.streams(where, StreamsOptions.defaults());
            };
        }

        String user() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private void assertWorks(RedisAcl acl) {
        RecordingNamespace first = namespace("a1");
        RecordingNamespace second = namespace("b1");
        Adapter a = started(acl, first);
        Adapter b = started(acl, second);
        RedisFaultsContract.await("two servers", () -> servers(a) == 2 && servers(b) == 2);
        b.add("b1", List.of("room"));
        RedisFaultsContract.await("the room is heard of", () -> acl != RedisAcl.SHARDED || isSubscribed("#room#"));

        a.broadcast(Packet.event("/test", List.of("to all")), ALL);
        a.broadcast(
                Packet.event("/test", List.of("to a room")), new BroadcastTarget(Set.of("room"), Set.of(), Flags.NONE));
        RedisFaultsContract.await("both", () -> second.deliveries.size() >= 2);
        assertThat(a.fetchSockets(ALL)
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .hasSize(2);
        b.remove("b1", "room");
        RedisFaultsContract.await("nobody is subscribed to a room without sockets", () -> !isSubscribed("#room#"));
        adapters.forEach(Adapter::close);

        assertThat(log.warnings()).isEmpty();
    }

    private boolean isSubscribed(String room) {
        try (var connection = admin.connect()) {
            return connection.sync().pubsubShardChannels().stream().anyMatch(channel -> channel.contains(room));
        }
    }

    private static RecordingNamespace namespace(String socketId) {
        RecordingNamespace namespace = new RecordingNamespace(socketId);
        namespace.maxDisconnectionDuration = Duration.ofMinutes(2);
        return namespace;
    }

    private static int servers(Adapter adapter) {
        return adapter.serverCount()
                .exceptionally(failure -> 0)
                .toCompletableFuture()
                .join();
    }

    private Adapter started(RedisAcl acl, RecordingNamespace namespace) {
        String uri = redis.uri().replace("redis://", "redis://" + acl.user() + ":password@");
        Adapter adapter = acl.factory(Redis.at(uri)).create(namespace);
        adapter.start();
        adapter.add(namespace.socketIds().iterator().next(), List.of("own"));
        adapters.add(adapter);
        return adapter;
    }
}
