package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ServerOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.redis.RedisAdapterProvider;
import ee.socketio.servlet.ServerInitializer.Param;
import ee.socketio.spi.AdapterParams;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapters of this module, chosen by init-params. */
class RedisParamsTest {

    private static ServerOptions options(Map<String, String> params) {
        return InitParams.of(FakeConfig.of(params)).serverOptions().build();
    }

    /** With an address. */
    private static ServerOptions options(String adapter, String... params) {
        Map<String, String> all = new HashMap<>(Map.of("adapter", adapter, "redis.uri", "redis://localhost"));
        for (int i = 0; i < params.length; i += 2) {
            all.put(params[i], params[i + 1]);
        }
        return options(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "redis-sharded", "redis-streams"})
    void anAdapterIsChosenByItsNameAndOpensNothingYet(String adapter) {
        assertThat(options(adapter).adapter()).isNotNull();
        assertThat(options(Map.of()).adapter()).isNull();
    }

    @Test
    void everyOptionOfAnAdapterIsTaken() {
        options("redis", "redis.key", "app", "redis.requestsTimeout", "1000", "redis.maxPendingBytes", "2048");
        options("redis", "redis.publishOnSpecificResponseChannel", "true");
        options("redis-sharded", "redis.channelPrefix", "app", "redis.subscriptionMode", "static");
        options("redis-sharded", "redis.subscriptionMode", "dynamic", "redis.requestsTimeout", "1000");
        options("redis-sharded", "redis.subscriptionMode", "dynamic-private", "redis.maxPendingBytes", "2048");
        options("redis-streams", "redis.streamName", "app", "redis.channelPrefix", "app", "redis.maxLen", "5");
        options("redis-streams", "redis.useShardedPubSub", "true", "redis.readCount", "5", "redis.blockTimeInMs", "5");
        options(
                "redis-streams",
                "redis.sessionKeyPrefix",
                "app:",
                "redis.requestsTimeout",
                "1",
                "redis.maxPendingBytes",
                "2048");
    }

    /** A value that is bad everywhere is refused, so all of them are read. */
    @Test
    void noOptionIsOverlooked() {
        RedisAdapterProvider provider = new RedisAdapterProvider();
        for (String adapter : provider.names()) {
            for (String option : provider.options(adapter)) {
                assertThatThrownBy(() -> options(adapter, option, ""))
                        .as(adapter + " " + option)
                        .isInstanceOf(InvalidOptionException.class)
                        .hasMessageStartingWith("Option '" + option + "' is ''");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis         | redis.requestsTimeout                  | 0     | between 1 and 86400000 ms",
                "redis         | redis.requestsTimeout                  | 5s    | a whole number",
                "redis         | redis.publishOnSpecificResponseChannel | yes   | true or false",
                "redis         | redis.maxPendingBytes                  | 1     | between 1024 and 9223372036854775807",
                "redis-sharded | redis.subscriptionMode                 | some  | static, dynamic or dynamic-private",
                "redis-streams | redis.readCount                        | 0     | between 1 and 100000",
                "redis-streams | redis.readCount                        | 4294967297 | between 1 and 100000",
                "redis-streams | redis.maxLen                           | 0     | between 1 and 9223372036854775807",
                "redis-streams | redis.blockTimeInMs                    | 0     | between 1 and 86400000 ms",
                "redis-streams | redis.useShardedPubSub                 | 1     | true or false",
                "redis         | redis.uri                              | ftp://host | an address such as redis://",
                "redis         | redis.streamName                       | x     | removed: the adapter 'redis' has no such option",
                "redis-sharded | redis.key                              | x     | removed: the adapter 'redis-sharded' has no such option",
                "redis-streams | redis.subscriptionMode                 | static | removed: the adapter 'redis-streams' has no such option",
                "redis         | redis.keys                             | x     | removed: there is no such option",
                "redis-cluster | redis.key                              | x     | one of redis, redis-sharded, redis-streams"
            })
    void aMistakeIsNamedWithItsValueAndWhatIsAccepted(String adapter, String option, String value, String accepted) {
        boolean ofName = adapter.equals("redis-cluster");
        assertThatThrownBy(() -> options(adapter, option, value))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("Option '" + (ofName ? "adapter" : option) + "' is '"
                        + (ofName ? adapter : value) + "', but must be " + accepted)
                .hasMessageEndingWith(" (from init-param of servlet 'test')");
    }

    @Test
    void anAddressMustBeThere() {
        assertThatThrownBy(() -> options(Map.of("adapter", "redis")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("Option 'redis.uri' is '', but must be an address such as redis://");
    }

    @Test
    void withoutAnAdapterItsOptionsMeanNothing() {
        assertThatThrownBy(() -> options(Map.of("redis.uri", "redis://localhost")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'redis.uri'", "there is no such option");
    }

    @Test
    void contextParamsAndOtherPlacesHaveThemToo() {
        Map<String, String> elsewhere = new TreeMap<>(Map.of("adapter", "redis-streams", "redis.maxLen", "0"));
        Map<String, Param> context =
                Map.of("redis.uri", new Param("redis://localhost", "context-param socketio.redis.uri"));
        assertThatThrownBy(() -> InitParams.of(FakeConfig.of(Map.of()), context, name -> param(elsewhere, name))
                        .serverOptions())
                .hasMessage(
                        "Option 'redis.maxLen' is '0', but must be between 1 and 9223372036854775807 (from elsewhere)");
        elsewhere.put("redis.maxLen", "7");
        assertThat(InitParams.of(FakeConfig.of(Map.of()), context, name -> param(elsewhere, name))
                        .serverOptions()
                        .build()
                        .adapter())
                .isNotNull();
    }

    private static Param param(Map<String, String> values, String name) {
        String value = values.get(name);
        return value == null ? null : new Param(value, "elsewhere");
    }

    @Test
    void withRecoveryBesideItTheStreamsAdapterIsToldOfIt() {
        ServerOptions options = options("redis-streams", "connectionStateRecovery.maxDisconnectionDuration", "7000");
        assertThat(options.adapter()).isNotNull();
        assertThat(options.connectionStateRecovery().maxDisconnectionDuration()).hasSeconds(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://user:s3cret pass@host",
                "redis://user:s3cret/pass@host",
                "redis://user:s3cret#pass@host",
                "redis://user:s3cret?pass@host",
                "redis://user:s3cret@host:port/x",
                "redis://user:a@s3cret@host/x",
                "redis://user:s3cret@host:99999",
                "http://user:s3cret@host",
                "user:s3cret@host",
                "redis:user:s3cret@host",
                "://user:s3cret@host"
            })
    void noMessageHasAPassword(String uri) {
        assertThatThrownBy(() -> options("redis", "redis.uri", uri))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'redis.uri'")
                .hasMessageContaining("***@host")
                .satisfies(RedisParamsTest::hasNoPassword);
    }

    @Test
    void noMessageAboutAMisspeltOptionHasAPasswordEither() {
        for (String name : new String[] {"redis.url", "uri", "redis.password", "Redis.Password"}) {
            String value = name.endsWith("assword") ? "s3cret" : "redis://user:s3cret@host";
            assertThatThrownBy(() -> options("redis", name, value))
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("***")
                    .satisfies(RedisParamsTest::hasNoPassword);
        }
    }

    private static void hasNoPassword(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("s3cret");
    }

    @Test
    void aProviderOfOthersReadsItsOwnOptions() {
        AdapterParams params = new AdapterParams(Map.of("a", "text", "b", "7", "c", "true"));
        Map<String, Object> read = new TreeMap<>();
        params.text("a", value -> read.put("a", value));
        params.number("b", value -> read.put("b", value));
        params.millis("b", value -> read.put("b as time", value.toMillis()));
        params.bool("c", value -> read.put("c", value));
        params.text("d", value -> read.put("d", value));
        assertThat(read).isEqualTo(Map.of("a", "text", "b", 7L, "b as time", 7L, "c", true));
    }
}
