package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.msgpack.MessagePackParser;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options of a server: the reference's 4.x defaults, and messages that name what is wrong. */
class ServerOptionsTest {

    @Test
    void theDefaultsAreThoseOfTheReference() {
        ServerOptions options = ServerOptions.builder().build();

        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(options.serveClient()).isTrue();
        assertThat(options.clientVersion()).isEqualTo(ClientVersion.V4);
        assertThat(options.maxAttachments()).isEqualTo(10);
        assertThat(options.validation()).isTrue();
        assertThat(options.eventsPerSecond()).isZero();
        assertThat(options.jsonMapper()).isNull();
        assertThat(options.parser()).isNull();
        assertThat(options.adapter()).isNull();
        assertThat(options.engine().pingInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(options.engine().pingTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.engine().upgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.engine().maxHttpBufferSize()).isEqualTo(1_000_000);
        assertThat(options.engine().transports())
                .containsExactlyInAnyOrder(TransportName.POLLING, TransportName.WEBSOCKET);
        assertThat(options.engine().cors()).isNull();
        assertThat(options.engine().cookie()).isNull();
    }

    @Test
    void everySetterSets() {
        ServerOptions options = ServerOptions.builder()
                .connectTimeout(Duration.ofSeconds(1))
                .serveClient(false)
                .clientVersion(ClientVersion.V2)
                .maxAttachments(3)
                .validation(false)
                .eventsPerSecond(4)
                .pingInterval(Duration.ofSeconds(2))
                .build();

        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.serveClient()).isFalse();
        assertThat(options.clientVersion()).isEqualTo(ClientVersion.V2);
        assertThat(options.maxAttachments()).isEqualTo(3);
        assertThat(options.validation()).isFalse();
        assertThat(options.eventsPerSecond()).isEqualTo(4);
        assertThat(options.engine().pingInterval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theDefaultsOfTwoAreThoseOfItsDocumentation() {
        ServerOptions options = ServerOptions.v2Defaults().build();
        EngineOptions engine = options.engine();

        assertThat(options.serveClient()).isTrue();
        assertThat(options.clientVersion()).isEqualTo(ClientVersion.V2);
        assertThat(options.adapter()).isNull();
        assertThat(options.parser()).isNull();
        assertThat(engine.pingTimeout()).hasMillis(5000);
        assertThat(engine.pingInterval()).hasMillis(25_000);
        assertThat(engine.upgradeTimeout()).hasMillis(10_000);
        assertThat(engine.maxHttpBufferSize()).isEqualTo(100_000_000);
        assertThat(engine.transports()).containsExactlyInAnyOrder(TransportName.values());
        assertThat(engine.allowUpgrades()).isTrue();
        assertThat(engine.perMessageDeflate()).isFalse();
        assertThat(engine.httpCompressionThreshold()).isEqualTo(1024);
        assertThat(engine.allowEIO3()).isTrue();
        assertThat(engine.jsonp()).isTrue();
        assertThat(engine.cookie()).isNotNull();
        assertThat(engine.cookie().header("id")).isEqualTo("io=id; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void theDefaultsOfTwoAllowEveryOriginWithCredentials() {
        CorsOptions cors = ServerOptions.v2Defaults().build().engine().cors();

        assertThat(cors).isNotNull();
        assertThat(cors.origin()).isInstanceOf(CorsOptions.Origin.Matching.class); // an echo, which credentials need
        assertThat(cors.origin().allows("https://any.test")).isTrue();
        assertThat(cors.credentials()).isTrue();
        assertThat(cors.allowedHeaders()).containsExactly("Content-Type");
        assertThat(cors.preflightStatus()).isEqualTo(200);
    }

    @Test
    void theDefaultsOfTwoCanBeChanged() {
        ServerOptions options = ServerOptions.v2Defaults()
                .maxHttpBufferSize(1000)
                .cors(null)
                .cookie(null)
                .clientVersion(ClientVersion.V4)
                .build();

        assertThat(options.engine().maxHttpBufferSize()).isEqualTo(1000);
        assertThat(options.engine().cors()).isNull();
        assertThat(options.engine().cookie()).isNull();
        assertThat(options.clientVersion()).isEqualTo(ClientVersion.V4);
    }

    @Test
    void aConnectTimeoutOutOfRangeIsNamedWithItsRange() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofHours(25))) {
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(
                            () -> ServerOptions.builder().connectTimeout(wrong).build())
                    .withMessageContaining("connectTimeout")
                    .withMessageContaining(String.valueOf(wrong.toMillis()))
                    .withMessageContaining("between 1 and 86400000");
        }
    }

    @Test
    void aNumberOfAttachmentsOutOfRangeIsNamedWithItsRange() {
        for (int wrong : new int[] {-1, 10_001, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(
                            () -> ServerOptions.builder().maxAttachments(wrong).build())
                    .withMessageContaining("maxAttachments")
                    .withMessageContaining(String.valueOf(wrong))
                    .withMessageContaining("between 0 and 10000");
        }
    }

    @Test
    void aRateOfEventsOutOfRangeIsNamedWithItsRange() {
        for (int wrong : new int[] {-1, 1_000_001}) {
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(
                            () -> ServerOptions.builder().eventsPerSecond(wrong).build())
                    .withMessageContaining("eventsPerSecond")
                    .withMessageContaining("between 0 and 1000000");
        }
    }

    @Test
    void theEndsOfTheRangesAreAccepted() {
        assertThat(ServerOptions.builder()
                        .connectTimeout(Duration.ofMillis(1))
                        .maxAttachments(0)
                        .build())
                .isNotNull();
        assertThat(ServerOptions.builder()
                        .connectTimeout(Duration.ofDays(1))
                        .maxAttachments(10_000)
                        .build())
                .isNotNull();
    }

    /** A new option is missing here, or in the overlay, until this test says so. */
    @Test
    void anOverlaySetsAllThatIsNotByDefault() throws Exception {
        ServerOptions defaults = ServerOptions.builder().build();
        ServerOptions options = ServerOptions.builder()
                .pingInterval(Duration.ofSeconds(2))
                .connectTimeout(Duration.ofSeconds(1))
                .serveClient(false)
                .clientVersion(ClientVersion.V2)
                .maxAttachments(3)
                .validation(false)
                .eventsPerSecond(4)
                .jsonMapper(new JsonbMapper())
                .parser(MessagePackParser::new)
                .adapter(InMemoryAdapter::new)
                .connectionStateRecovery(RecoveryOptions.defaults())
                .cleanupEmptyChildNamespaces(true)
                .maxChildNamespaces(5)
                .build();
        for (RecordComponent option : ServerOptions.class.getRecordComponents()) {
            assertThat(option.getAccessor().invoke(options))
                    .as(option.getName())
                    .isNotEqualTo(option.getAccessor().invoke(defaults));
        }

        assertThat(ServerOptions.builder().overlay(options).build()).isEqualTo(options);
        assertThat(ServerOptions.builder().overlay(options).overlay(defaults).build())
                .isEqualTo(options);
    }
}
