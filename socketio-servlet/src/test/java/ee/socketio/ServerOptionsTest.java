package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.TransportName;
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
                .maxAttachments(3)
                .validation(false)
                .eventsPerSecond(4)
                .pingInterval(Duration.ofSeconds(2))
                .build();

        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.serveClient()).isFalse();
        assertThat(options.maxAttachments()).isEqualTo(3);
        assertThat(options.validation()).isFalse();
        assertThat(options.eventsPerSecond()).isEqualTo(4);
        assertThat(options.engine().pingInterval()).isEqualTo(Duration.ofSeconds(2));
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
}
