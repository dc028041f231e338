package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ClientVersion;
import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.msgpack.MessagePackParser;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitParamsTest {

    @Test
    void withoutParametersTheDefaultsHold() {
        assertThat(engine(Map.of()).pingInterval()).hasSeconds(25);
        assertThat(engine(Map.of()).cookie()).isNull();
        assertThat(engine(Map.of()).cors()).isNull();
    }

    private static Stream<Arguments> engineParameters() {
        return Stream.of(
                param("pingInterval", "300", EngineOptions::pingInterval, Duration.ofMillis(300)),
                param("pingTimeout", "200", EngineOptions::pingTimeout, Duration.ofMillis(200)),
                param("upgradeTimeout", "1000", EngineOptions::upgradeTimeout, Duration.ofSeconds(1)),
                param("maxHttpBufferSize", "1000000", EngineOptions::maxHttpBufferSize, 1_000_000),
                param("transports", "polling", EngineOptions::transports, Set.of(TransportName.POLLING)),
                param("transports", " websocket , polling,", EngineOptions::transports, both()),
                param("allowUpgrades", "false", EngineOptions::allowUpgrades, false),
                param("httpCompression", "false", EngineOptions::httpCompressionThreshold, -1),
                param("httpCompression", "true", EngineOptions::httpCompressionThreshold, 1024),
                param("httpCompression", "2048", EngineOptions::httpCompressionThreshold, 2048),
                param("httpCompression", "0", EngineOptions::httpCompressionThreshold, 0),
                param("perMessageDeflate", "true", EngineOptions::perMessageDeflate, true),
                param("checkWebSocketOrigin", "false", EngineOptions::checkWebSocketOrigin, false),
                param("addTrailingSlash", "false", EngineOptions::addTrailingSlash, false),
                param("maxOutboundBytes", "9999999999", EngineOptions::maxOutboundBytes, 9_999_999_999L),
                param("maxInboundPackets", "7", EngineOptions::maxInboundPackets, 7),
                param("listenerThreads", "direct", EngineOptions::listenerThreads, ListenerThreads.direct()),
                param("listenerThreads", "virtual", EngineOptions::listenerThreads, ListenerThreads.virtual()),
                param("listenerThreads", "container", EngineOptions::listenerThreads, ListenerThreads.container()),
                param("listenerThreads", "pool", EngineOptions::listenerThreads, ListenerThreads.pool()),
                param("listenerThreads", "12", EngineOptions::listenerThreads, ListenerThreads.pool(12)),
                param("sessionAttributes", "user, cart", EngineOptions::sessionAttributes, Set.of("user", "cart")),
                param("disconnectOnSessionEnd", "true", EngineOptions::disconnectOnSessionEnd, true),
                param("roles", "staff, boss", EngineOptions::roles, Set.of("staff", "boss")),
                param("initialPacket", "hello", EngineOptions::initialPacket, "hello"),
                param("maxSessions", "8", EngineOptions::maxSessions, 8),
                param("maxSessionsPerAddress", "9", EngineOptions::maxSessionsPerAddress, 9),
                param("handshakesPerSecond", "10", EngineOptions::handshakesPerSecond, 10),
                param("allowEIO3", "true", EngineOptions::allowEIO3, true),
                param("jsonp", "false", EngineOptions::jsonp, false),
                param("pingInterval", " 300\n", EngineOptions::pingInterval, Duration.ofMillis(300)));
    }

    private static Set<TransportName> both() {
        return Set.of(TransportName.values());
    }

    private static Arguments param(String name, String value, Function<EngineOptions, Object> option, Object expected) {
        return Arguments.of(name, value, option, expected);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("engineParameters")
    void everyOptionOfTheEngineIsRead(
            String name, String value, Function<EngineOptions, Object> option, Object expected) {
        assertThat(option.apply(engine(Map.of(name, value)))).isEqualTo(expected);
        assertThat(option.apply(server(Map.of(name, value)).engine())).isEqualTo(expected);
    }

    @Test
    void theOptionsOfTheServerAreRead() {
        ServerOptions options = server(Map.of(
                "connectTimeout",
                "1500",
                "serveClient",
                "false",
                "maxAttachments",
                "3",
                "validation",
                "false",
                "eventsPerSecond",
                "4"));

        assertThat(options.connectTimeout()).hasMillis(1500);
        assertThat(options.serveClient()).isFalse();
        assertThat(options.maxAttachments()).isEqualTo(3);
        assertThat(options.eventsPerSecond()).isEqualTo(4);
        assertThat(options.validation()).isFalse();
    }

    @Test
    void theParserIsChosenByName() {
        assertThat(server(Map.of("parser", "json")).parser()).isNull();
        assertThat(server(Map.of("parser", "msgpack")).parser().create(new JsonbMapper()))
                .isInstanceOf(MessagePackParser.class);
    }

    @Test
    void theOptionsOfChildNamespacesAreRead() {
        ServerOptions options = server(Map.of("cleanupEmptyChildNamespaces", "true", "maxChildNamespaces", "7"));

        assertThat(options.cleanupEmptyChildNamespaces()).isTrue();
        assertThat(options.maxChildNamespaces()).isEqualTo(7);
    }

    @Test
    void recoveryIsOffUnlessAsked() {
        assertThat(server(Map.of()).connectionStateRecovery()).isNull();
        assertThat(server(Map.of("connectionStateRecovery", "false")).connectionStateRecovery())
                .isNull();
        assertThat(server(Map.of("connectionStateRecovery", "false", "connectionStateRecovery.maxBytes", "5"))
                        .connectionStateRecovery())
                .isNull();
        assertThat(server(Map.of("connectionStateRecovery", "true")).connectionStateRecovery())
                .isEqualTo(RecoveryOptions.defaults());
    }

    @Test
    void aDetailOfRecoverySwitchesItOn() {
        String name = "connectionStateRecovery.";

        assertThat(server(Map.of(name + "maxDisconnectionDuration", "5000")).connectionStateRecovery())
                .isEqualTo(RecoveryOptions.defaults().withMaxDisconnectionDuration(Duration.ofSeconds(5)));
        assertThat(server(Map.of(name + "maxBytes", "9999999999", name + "skipMiddlewares", "true"))
                        .connectionStateRecovery())
                .isEqualTo(
                        RecoveryOptions.defaults().withMaxBytes(9_999_999_999L).withSkipMiddlewares(true));
    }

    @ParameterizedTest
    @CsvSource({
        "connectionStateRecovery, yes, true or false",
        "connectionStateRecovery.maxDisconnectionDuration, 2m, a whole number",
        "connectionStateRecovery.maxDisconnectionDuration, 0, between 1 and",
        "connectionStateRecovery.maxBytes, 0, between 1 and",
        "connectionStateRecovery.skipMiddlewares, 1, true or false",
        "connectionStateRecovery.skipMiddleware, true, no such option",
        "cleanupEmptyChildNamespaces, 1, true or false",
        "maxChildNamespaces, -1, between 0 and"
    })
    void aBadValueOfRecoveryOrChildNamespacesIsRefused(String name, String value, String message) {
        assertThatThrownBy(() -> server(Map.of(name, value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + name + "'", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pinginterval",
                "PingInterval",
                "ping-interval",
                "path",
                "",
                "cors",
                "cors.origins",
                "cookie.names"
            })
    void aNameThatMeansNothingIsRefused(String name) {
        assertThatThrownBy(() -> engine(Map.of(name, "1")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + name + "'", "no such option");
        assertThatThrownBy(() -> server(Map.of(name, "1"))).isInstanceOf(InvalidOptionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"connectTimeout", "serveClient", "maxAttachments", "validation", "parser", "eventsPerSecond"})
    void theEngineAloneDoesNotKnowTheOptionsOfTheServer(String name) {
        assertThatThrownBy(() -> engine(Map.of(name, "1")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "pingInterval, x, a whole number",
        "pingInterval, '', a whole number",
        "pingInterval, 1.5, a whole number",
        "pingInterval, 25s, a whole number",
        "pingInterval, 99999999999999999999, a whole number",
        "pingInterval, 0, between 1 and 86400000 ms",
        "pingTimeout, -1, between 1 and 86400000 ms",
        "upgradeTimeout, 86400001, between 1 and 86400000 ms",
        "upgradeTimeout, 9223372036854775807, between 1 and 86400000 ms",
        "maxHttpBufferSize, 0, between 1 and 2147483647",
        "maxHttpBufferSize, 2147483648, 2147483647",
        "maxHttpBufferSize, 1e6, a whole number",
        "transports, flashsocket, 'polling or websocket'",
        "transports, Polling, 'polling or websocket'",
        "allowUpgrades, yes, true or false",
        "allowUpgrades, TRUE, true or false",
        "allowUpgrades, '', true or false",
        "httpCompression, gzip, a whole number",
        "httpCompression, -2, between -1 and 2147483647",
        "perMessageDeflate, 1, true or false",
        "checkWebSocketOrigin, 0, true or false",
        "addTrailingSlash, on, true or false",
        "maxOutboundBytes, 0, between 1 and",
        "maxInboundPackets, -1, between 1 and",
        "maxInboundPackets, 4294967297, 2147483647",
        "listenerThreads, many, 'container, pool, virtual, direct or a number of threads'",
        "listenerThreads, 0, between 1 and 10000",
        "listenerThreads, 99999999999, a number of threads",
        "executor, 'java:comp/env/none', 'the JNDI name, with java: before it, of a Executor'",
        "scheduledExecutor, 'java:comp/env/none', 'the JNDI name, with java: before it, of a ScheduledExecutorService'",
        "executor, 'ldap://a.test/b', 'the JNDI name, with java: before it'",
        "cookie.maxAge, x, a whole number",
        "cookie.maxAge, -1, zero or positive",
        "cookie.sameSite, sometimes, 'Lax, Strict or None'",
        "cookie.name, 'a b', a token",
        "cookie.httpOnly, x, true or false",
        "cookie.secure, x, true or false",
        "cookie.path, '/;x', printable",
        "cookie.domain, 'a;b', printable",
        "cors.credentials, x, true or false",
        "cors.maxAge, x, a whole number",
        "cors.maxAge, -1, zero or positive",
        "cors.optionsSuccessStatus, 404, between 200 and 299",
        "cors.origin, '', an origin",
        "cors.origin, 'a b', an origin",
        "cors.origin, ',', an origin",
        "cors.origin, 'https://a.test, *', alone",
        "cors.origin, '/b', ends with a slash",
        "cors.origin, '/b\\/', ends with a slash",
        "cors.origin, '/b[/]', ends with a slash",
        "cors.origin, '/b(/', a regular expression",
        "cors.origin, '/b/g', no flag but i",
        "cors.origin, '/b/ https://a.test', no flag but i",
        "cors.preflightContinue, x, true or false",
        "cookie.partitioned, x, true or false",
        "cookie.priority, x, 'Low, Medium or High'",
        "cookie.expires, tomorrow, a time such as",
    })
    void aBadValueIsRefusedWithTheNameTheValueAndWhatWouldBeAccepted(String name, String value, String accepted) {
        assertThatThrownBy(() -> engine(Map.of(name, value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + name + "'", "'" + value + "'", accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , "})
    void thereIsNoServerWithoutATransport(String transports) {
        assertThatThrownBy(() -> engine(Map.of("transports", transports)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'transports'", "at least one of polling, websocket");
    }

    @ParameterizedTest
    @CsvSource({
        "connectTimeout, 0",
        "connectTimeout, x",
        "serveClient, x",
        "maxAttachments, -1",
        "maxAttachments, x",
        "validation, x"
    })
    void aBadValueOfTheServerIsRefusedToo(String name, String value) {
        assertThatThrownBy(() -> server(Map.of(name, value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + name + "'", "'" + value + "'");
    }

    @Test
    void aCookieIsSwitchedOnByAFlagANameOrAnyOfItsAttributes() {
        assertThat(engine(Map.of("cookie", "true")).cookie()).isEqualTo(CookieOptions.defaults());
        assertThat(engine(Map.of("cookie", "sess")).cookie()).isEqualTo(CookieOptions.named("sess"));
        assertThat(engine(Map.of("cookie.name", "sess")).cookie()).isEqualTo(CookieOptions.named("sess"));
        assertThat(engine(Map.of("cookie.secure", "true")).cookie())
                .isEqualTo(CookieOptions.builder().secure(true).build());
    }

    @Test
    void aCookieIsSwitchedOffByAFlag() {
        assertThat(engine(Map.of("cookie", "false")).cookie()).isNull();
        assertThat(engine(Map.of("cookie", "false", "cookie.name", "sess")).cookie())
                .isNull();
    }

    @Test
    void everyAttributeOfTheCookieIsRead() {
        Map<String, String> params = new HashMap<>();
        params.put("cookie", "true");
        params.put("cookie.name", "sess");
        params.put("cookie.path", "/custom/");
        params.put("cookie.httpOnly", "false");
        params.put("cookie.secure", "true");
        params.put("cookie.sameSite", "strict");
        params.put("cookie.domain", "example.com");
        params.put("cookie.maxAge", "86400");
        params.put("cookie.expires", "2031-03-02T01:04:05Z");
        params.put("cookie.partitioned", "true");
        params.put("cookie.priority", "low");

        assertThat(engine(params).cookie())
                .isEqualTo(CookieOptions.builder()
                        .name("sess")
                        .path("/custom/")
                        .httpOnly(false)
                        .secure(true)
                        .sameSite("Strict")
                        .domain("example.com")
                        .maxAge(Duration.ofDays(1))
                        .expires(Instant.parse("2031-03-02T01:04:05Z"))
                        .partitioned(true)
                        .priority("Low")
                        .build());
    }

    @Test
    void attributesOfTheCookieThatHaveADefaultCanBeLeftOut() {
        assertThat(engine(Map.of("cookie.path", "false", "cookie.sameSite", "false"))
                        .cookie())
                .isEqualTo(CookieOptions.builder().path(null).sameSite(null).build());
    }

    @Test
    void corsIsSwitchedOnByAnyOfItsParameters() {
        assertThat(engine(Map.of("cors.credentials", "true")).cors())
                .isEqualTo(CorsOptions.builder().credentials(true).build());
        assertThat(engine(Map.of("cors.origin", "*")).cors())
                .isEqualTo(CorsOptions.builder().build());
    }

    @Test
    void everyParameterOfCorsIsRead() {
        Map<String, String> params = new HashMap<>();
        params.put("cors.origin", "https://example.com");
        params.put("cors.credentials", "true");
        params.put("cors.methods", "GET, POST");
        params.put("cors.allowedHeaders", "x-a,x-b");
        params.put("cors.exposedHeaders", "x-c");
        params.put("cors.maxAge", "60");
        params.put("cors.optionsSuccessStatus", "200");
        params.put("cors.preflightContinue", "true");

        assertThat(engine(params).cors())
                .isEqualTo(CorsOptions.builder()
                        .origin("https://example.com")
                        .credentials(true)
                        .methods("GET", "POST")
                        .allowedHeaders("x-a", "x-b")
                        .exposedHeaders("x-c")
                        .maxAge(Duration.ofMinutes(1))
                        .optionsSuccessStatus(200)
                        .preflightContinue(true)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "*, https://evil.test, true",
        "true, https://evil.test, true",
        "false, https://example.com, false",
        "https://example.com, https://example.com, true",
        "https://example.com, https://evil.test, false",
        "'https://a.test, https://b.test', https://b.test, true",
        "'https://a.test,https://b.test', https://evil.test, false",
        "'/\\.b\\.test$/', https://a.b.test, true",
        "'/\\.b\\.test$/', https://a.b.test.evil.test, false",
        "'/^https:\\/\\/b\\.test$/', https://b.test, true",
        "'/^HTTPS:[/]{1,2}B\\.test$/i', https://b.test, true",
        "'/^HTTPS:[/]{1,2}B\\.test$/', https://b.test, false",
        "'https://a.test, /^https:..[b,c]{1,3}\\.test$/ , https://d.test', https://bcb.test, true",
        "'https://a.test, /^https:..[b,c]{1,3}\\.test$/ , https://d.test', https://d.test, true",
        "'https://a.test, /^https:..[b,c]{1,3}\\.test$/ , https://d.test', https://a.test, true",
        "'https://a.test, /^https:..[b,c]{1,3}\\.test$/ , https://d.test', https://e.test, false",
    })
    void anOriginIsOneOrAPatternOrAListOrEverybody(String value, String origin, boolean allowed) {
        CorsOptions cors = engine(Map.of("cors.origin", value)).cors();

        assertThat(cors).isNotNull();
        assertThat(cors.origin().allows(origin)).isEqualTo(allowed);
    }

    @Test
    void whatIsWrongInAListOfOriginsIsNamedAlone() {
        assertThatThrownBy(() -> engine(Map.of("cors.origin", "https://a.test, b c")))
                .hasMessage("Option 'cors.origin' is 'b c', but must be an origin such as https://example.com");
    }

    @Test
    void theDefaultsOfTwoCanBeChosenAndChangedOneByOne() {
        assertThat(server(Map.of("defaults", "v2")))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*origin.*", ".*allowRequest.*") // lambdas
                .isEqualTo(ServerOptions.v2Defaults().build());

        ServerOptions changed = server(Map.of(
                "defaults",
                "v2",
                "pingTimeout",
                "7000",
                "clientVersion",
                "4",
                "origins",
                "foo.test:*",
                "cookie",
                "false"));

        assertThat(changed.engine().pingTimeout()).hasSeconds(7);
        assertThat(changed.clientVersion()).isEqualTo(ClientVersion.V4);
        assertThat(changed.engine().cors().origin().allows("https://foo.test:1"))
                .isTrue();
        assertThat(changed.engine().cors().origin().allows("https://bar.test")).isFalse();
        assertThat(changed.engine().cookie()).isNull();
        assertThat(changed.engine().allowEIO3()).isTrue();
        assertThat(changed.engine().maxHttpBufferSize()).isEqualTo(100_000_000);
    }

    @Test
    void theDefaultsOfFourAreThoseWithoutTheParameter() {
        assertThat(server(Map.of("defaults", "v4")))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*allowRequest.*")
                .isEqualTo(server(Map.of()));
    }

    @Test
    void aCookieUnderAnotherNameKeepsTheAttributesOfTheChosenDefaults() {
        assertThat(server(Map.of("defaults", "v2", "cookie", "node")).engine().cookie())
                .isEqualTo(
                        CookieOptions.builder().name("node").sameSite("Strict").build());
        assertThat(engine(Map.of("cookie", "node")).cookie()).isEqualTo(CookieOptions.named("node"));
    }

    @Test
    void theBundleOfTheClientCanBeChosen() {
        assertThat(server(Map.of()).clientVersion()).isEqualTo(ClientVersion.V4);
        assertThat(server(Map.of("clientVersion", "4")).clientVersion()).isEqualTo(ClientVersion.V4);
        assertThat(server(Map.of("clientVersion", "2")).clientVersion()).isEqualTo(ClientVersion.V2);
    }

    @ParameterizedTest
    @CsvSource({
        "defaults, 2, v2 or v4",
        "defaults, v3, v2 or v4",
        "clientVersion, v2, 2 or 4",
        "clientVersion, 3, 2 or 4"
    })
    void aVersionThatThereIsNotIsNamed(String name, String value, String accepted) {
        assertThatThrownBy(() -> server(Map.of(name, value)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("Option '" + name + "' is '" + value + "', but must be " + accepted
                        + " (from init-param of servlet 'test')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults", "clientVersion"})
    void whatBelongsToSocketIoIsNoOptionOfTheEngineAlone(String name) {
        assertThatThrownBy(() -> engine(Map.of(name, "v2")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(name);
    }

    @Test
    void originsAreAListAndCorsHasTheLastWordOnHeaders() {
        CorsOptions listed =
                engine(Map.of("origins", "https://a.test, b.test:* *:8443")).cors();
        assertThat(List.of("https://a.test", "http://b.test:9", "https://c.test:8443"))
                .allMatch(listed.origin()::allows);
        assertThat(listed.origin().allows("https://c.test")).isFalse();
        assertThat(listed.credentials()).isTrue();

        assertThat(engine(Map.of("origins", "a.test:*", "cors.origin", "https://z.test"))
                        .cors())
                .isEqualTo(CorsOptions.builder().origin("https://z.test").build());
    }

    @Test
    void aBadOriginIsNamed() {
        assertThatThrownBy(() -> engine(Map.of("origins", "a.test:443, b.test")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'origins' is 'b.test'");
    }

    @Test
    void theCookieTakesItsPathAndHttpOnlyInTheFormOfTwo() {
        assertThat(engine(Map.of("cookie", "true", "cookiePath", "/x", "cookieHttpOnly", "false"))
                        .cookie()
                        .header("id"))
                .isEqualTo("io=id; Path=/x; SameSite=Lax");
        assertThat(engine(Map.of("cookie", "true", "cookiePath", "false"))
                        .cookie()
                        .header("id"))
                .isEqualTo("io=id; SameSite=Lax");
        assertThat(engine(Map.of("cookiePath", "/x", "cookieHttpOnly", "true")).cookie())
                .isNull();
    }

    private static EngineOptions engine(Map<String, String> params) {
        EngineOptions.Builder builder = EngineOptions.builder();
        InitParams.of(FakeConfig.of(params)).applyTo(builder);
        return builder.build();
    }

    private static ServerOptions server(Map<String, String> params) {
        return InitParams.of(FakeConfig.of(params)).serverOptions().build();
    }
}
