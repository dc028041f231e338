package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineOptionsTest {

    private static final Duration DAY = Duration.ofDays(1);

    /** Never asked for anything. */
    private static final ScheduledExecutorService TIMERS = (ScheduledExecutorService) Proxy.newProxyInstance(
            EngineOptionsTest.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> method.getName().equals("equals") ? proxy == arguments[0] : null);

    @Test
    void theDefaultsAreThoseOfTheReference() {
        EngineOptions options = EngineOptions.builder().build();

        assertThat(options.pingInterval()).hasMillis(25_000);
        assertThat(options.pingTimeout()).hasMillis(20_000);
        assertThat(options.upgradeTimeout()).hasMillis(10_000);
        assertThat(options.maxHttpBufferSize()).isEqualTo(1_000_000);
        assertThat(options.transports()).containsExactlyInAnyOrder(TransportName.values());
        assertThat(options.allowUpgrades()).isTrue();
        assertThat(options.httpCompressionThreshold()).isEqualTo(1024);
        assertThat(options.perMessageDeflate()).isFalse();
        assertThat(options.cookie()).isNull();
        assertThat(options.cors()).isNull();
        assertThat(options.checkWebSocketOrigin()).isTrue();
        assertThat(options.addTrailingSlash()).isTrue();
        assertThat(options.idGenerator()).isNull();
        assertThat(options.maxOutboundBytes()).isEqualTo(64L * 1024 * 1024);
        assertThat(options.maxInboundPackets()).isEqualTo(1000);
        assertThat(options.listenerThreads().kind()).isEqualTo(ListenerThreads.Kind.CONTAINER);
        assertThat(options.scheduledExecutor()).isNull();
        assertThat(options.sessionAttributes()).isEmpty();
        assertThat(options.errorListener()).isNull();
        assertThat(options.initialPacket()).isNull();
        assertThat(options.maxSessions()).isZero();
        assertThat(options.maxSessionsPerAddress()).isZero();
        assertThat(options.handshakesPerSecond()).isZero();
        assertThat(options.allowEIO3()).isFalse();
        assertThat(options.jsonp()).isTrue();
    }

    private static EngineOptions nothingByDefault(RequestGuard guard, IdGenerator ids) {
        return EngineOptions.builder()
                .pingInterval(Duration.ofMillis(1))
                .pingTimeout(Duration.ofMillis(2))
                .upgradeTimeout(Duration.ofMillis(3))
                .maxHttpBufferSize(4)
                .transports(TransportName.WEBSOCKET)
                .allowUpgrades(false)
                .httpCompression(5)
                .perMessageDeflate(true)
                .cookie(CookieOptions.named("c"))
                .cors(CorsOptions.builder().build())
                .checkWebSocketOrigin(false)
                .addTrailingSlash(false)
                .allowRequest(guard)
                .idGenerator(ids)
                .maxOutboundBytes(6)
                .maxInboundPackets(7)
                .listenerThreads(ListenerThreads.direct())
                .scheduledExecutor(TIMERS)
                .sessionAttributes("user", "cart")
                .disconnectOnSessionEnd(true)
                .roles("clerk")
                .errorListener(error -> {})
                .initialPacket("hello")
                .maxSessions(8)
                .maxSessionsPerAddress(9)
                .handshakesPerSecond(10)
                .allowEIO3(true)
                .jsonp(false)
                .build();
    }

    @Test
    void whatIsSetIsBuilt() {
        RequestGuard guard = request -> RequestGuard.allowAll().check(request);
        IdGenerator ids = request -> "id";
        EngineOptions options = nothingByDefault(guard, ids);

        assertThat(options.pingInterval()).hasMillis(1);
        assertThat(options.pingTimeout()).hasMillis(2);
        assertThat(options.upgradeTimeout()).hasMillis(3);
        assertThat(options.maxHttpBufferSize()).isEqualTo(4);
        assertThat(options.transports()).containsExactly(TransportName.WEBSOCKET);
        assertThat(options.allowUpgrades()).isFalse();
        assertThat(options.httpCompressionThreshold()).isEqualTo(5);
        assertThat(options.perMessageDeflate()).isTrue();
        assertThat(options.cookie()).isEqualTo(CookieOptions.named("c"));
        assertThat(options.cors()).isNotNull();
        assertThat(options.checkWebSocketOrigin()).isFalse();
        assertThat(options.addTrailingSlash()).isFalse();
        assertThat(options.allowRequest()).isSameAs(guard);
        assertThat(options.idGenerator()).isSameAs(ids);
        assertThat(options.maxOutboundBytes()).isEqualTo(6);
        assertThat(options.maxInboundPackets()).isEqualTo(7);
        assertThat(options.listenerThreads().kind()).isEqualTo(ListenerThreads.Kind.DIRECT);
        assertThat(options.scheduledExecutor()).isSameAs(TIMERS);
        assertThat(options.sessionAttributes()).containsExactlyInAnyOrder("user", "cart");
        assertThat(options.disconnectOnSessionEnd()).isTrue();
        assertThat(options.roles()).containsExactly("clerk");
        assertThat(options.errorListener()).isNotNull();
        assertThat(options.initialPacket()).isEqualTo("hello");
        assertThat(options.maxSessions()).isEqualTo(8);
        assertThat(options.maxSessionsPerAddress()).isEqualTo(9);
        assertThat(options.handshakesPerSecond()).isEqualTo(10);
        assertThat(options.allowEIO3()).isTrue();
        assertThat(options.jsonp()).isFalse();
    }

    /** A new option is missing here, or in the overlay, until this test says so. */
    @Test
    void anOverlaySetsAllThatIsNotByDefault() throws Exception {
        EngineOptions defaults = EngineOptions.builder().build();
        EngineOptions options =
                nothingByDefault(request -> RequestGuard.allowAll().check(request), request -> "id");
        for (RecordComponent option : EngineOptions.class.getRecordComponents()) {
            assertThat(option.getAccessor().invoke(options))
                    .as(option.getName())
                    .isNotEqualTo(option.getAccessor().invoke(defaults));
        }

        assertThat(EngineOptions.builder().overlay(options).build()).isEqualTo(options);
        assertThat(EngineOptions.builder().overlay(options).overlay(defaults).build())
                .isEqualTo(options);
    }

    @Test
    void compressionIsSwitchedByAThresholdOrAFlag() {
        assertThat(EngineOptions.builder().httpCompression(false).build().httpCompressionThreshold())
                .isEqualTo(-1);
        assertThat(EngineOptions.builder().httpCompression(true).build().httpCompressionThreshold())
                .isEqualTo(1024);
        assertThat(EngineOptions.builder().httpCompression(0).build().httpCompressionThreshold())
                .isZero();
    }

    private static Stream<Arguments> durations() {
        return Stream.of(
                duration("pingInterval", EngineOptions.Builder::pingInterval),
                duration("pingTimeout", EngineOptions.Builder::pingTimeout),
                duration("upgradeTimeout", EngineOptions.Builder::upgradeTimeout));
    }

    private static Arguments duration(
            String name, BiFunction<EngineOptions.Builder, Duration, EngineOptions.Builder> setter) {
        return Arguments.of(name, setter);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("durations")
    void aDurationIsBetweenAMillisecondAndADay(
            String name, BiFunction<EngineOptions.Builder, Duration, EngineOptions.Builder> setter) {
        for (Duration good : List.of(Duration.ofMillis(1), Duration.ofNanos(1_999_999), DAY)) {
            assertThatCode(() -> setter.apply(EngineOptions.builder(), good).build())
                    .doesNotThrowAnyException();
        }
        for (Duration bad : List.of(
                Duration.ZERO,
                Duration.ofNanos(999_999),
                Duration.ofMillis(-5),
                DAY.plusMillis(1),
                DAY.plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> setter.apply(EngineOptions.builder(), bad).build())
                    .as("%s of %s", name, bad)
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContainingAll("'" + name + "'", "1 and 86400000 ms");
        }
    }

    @Test
    void aMessageNamesTheOptionItsValueAndTheRange() {
        assertThatThrownBy(() -> EngineOptions.builder()
                        .pingInterval(Duration.ofMillis(-5))
                        .build())
                .hasMessage("Option 'pingInterval' is '-5', but must be between 1 and 86400000 ms");
        assertThatThrownBy(() -> EngineOptions.builder().maxHttpBufferSize(0).build())
                .hasMessage("Option 'maxHttpBufferSize' is '0', but must be between 1 and 2147483647");
    }

    private static Stream<Arguments> badNumbers() {
        return Stream.of(
                number("maxHttpBufferSize", "0", options -> options.maxHttpBufferSize(0)),
                number("maxHttpBufferSize", "-1", options -> options.maxHttpBufferSize(-1)),
                number("httpCompression", "-2", options -> options.httpCompression(-2)),
                number("maxOutboundBytes", "0", options -> options.maxOutboundBytes(0)),
                number("maxOutboundBytes", "-9", options -> options.maxOutboundBytes(-9)),
                number("maxInboundPackets", "0", options -> options.maxInboundPackets(0)),
                number("maxSessions", "-1", options -> options.maxSessions(-1)),
                number("maxSessionsPerAddress", "-1", options -> options.maxSessionsPerAddress(-1)),
                number("handshakesPerSecond", "-1", options -> options.handshakesPerSecond(-1)),
                number("handshakesPerSecond", "1000001", options -> options.handshakesPerSecond(1_000_001)),
                number("transports", "[]", options -> options.transports()));
    }

    private static Arguments number(String name, String value, UnaryOperator<EngineOptions.Builder> setter) {
        return Arguments.of(name, value, setter);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("badNumbers")
    void aValueOutsideOfItsRangeIsRefused(String name, String value, UnaryOperator<EngineOptions.Builder> setter) {
        assertThatThrownBy(() -> setter.apply(EngineOptions.builder()).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + name + "'", "'" + value + "'");
    }

    @Test
    void theEdgesOfTheRangesAreAccepted() {
        EngineOptions options = EngineOptions.builder()
                .maxHttpBufferSize(Integer.MAX_VALUE)
                .maxOutboundBytes(Long.MAX_VALUE)
                .maxInboundPackets(Integer.MAX_VALUE)
                .httpCompression(Integer.MAX_VALUE)
                .build();

        assertThat(options.maxOutboundBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsNamedTwiceCountsOnce() {
        EngineOptions options = EngineOptions.builder()
                .transports(TransportName.POLLING, TransportName.POLLING)
                .sessionAttributes("user", "user")
                .build();

        assertThat(options.transports()).containsExactly(TransportName.POLLING);
        assertThat(options.sessionAttributes()).containsExactly("user");
    }

    @Test
    void theSetsCannotBeChanged() {
        Set<TransportName> transports = EngineOptions.builder().build().transports();

        assertThatThrownBy(transports::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBuilderMayBeUsedAgain() {
        EngineOptions.Builder builder = EngineOptions.builder().maxHttpBufferSize(5);
        EngineOptions first = builder.build();

        EngineOptions second = builder.maxHttpBufferSize(6).build();

        assertThat(first.maxHttpBufferSize()).isEqualTo(5);
        assertThat(second.maxHttpBufferSize()).isEqualTo(6);
    }
}
