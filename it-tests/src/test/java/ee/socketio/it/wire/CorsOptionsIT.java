package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.engine.CorsOptions;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cross-origin rules other than "everybody". */
@Tag("own-options")
class CorsOptionsIT {

    private static final String ONE = "https://one.example";
    private static final String OTHER = "https://other.example";

    private static TestServer start(CorsOptions cors) {
        return TestServer.start(SharedServer.options().cors(cors).build());
    }

    private static Request from(String origin, Request request) {
        return request.with("Origin", origin);
    }

    private static Request preflight(String origin, Endpoint endpoint) {
        return from(origin, Request.of("OPTIONS", endpoint.polling()))
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "content-type");
    }

    @Test
    void withoutRulesNoAnswerNamesAnyOrigin() {
        try (TestServer server = start(null)) {
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession session = PollingSession.open(engine);
            String payload = "4x";

            assertThat(engine.exchange(from(OTHER, Request.get(engine.polling()))))
                    .hasStatus(200)
                    .hasNoCorsHeader();
            assertThat(engine.exchange(from(OTHER, Request.post(session.target(), payload))))
                    .hasStatus(200)
                    .hasNoCorsHeader();
            assertThat(engine.exchange(from(OTHER, Request.get(session.target()))))
                    .hasText(payload)
                    .hasNoCorsHeader();
            assertThat(engine.exchange(from(OTHER, Request.get(engine.polling("unknown")))))
                    .isError(EngineError.UNKNOWN_SID)
                    .hasNoCorsHeader();
            assertThat(engine.exchange(from(OTHER, Request.upgrade(engine.webSocket("unknown")))))
                    .hasNoCorsHeader();
        }
    }

    @Test
    void withoutRulesAPreflightIsARequestLikeOthers() {
        try (TestServer server = start(null)) {
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession session = PollingSession.open(engine);

            assertThat(engine.exchange(preflight(OTHER, engine)))
                    .isError(EngineError.BAD_HANDSHAKE_METHOD)
                    .hasNoCorsHeader();
            assertThat(engine.exchange(from(OTHER, Request.of("OPTIONS", session.target()))))
                    .hasStatus(500)
                    .hasText("")
                    .hasNoCorsHeader();
            session.assertEchoes();
        }
    }

    @Test
    void withoutRulesTheServedClientNamesNoOriginEither() {
        try (TestServer server = start(null)) {
            Endpoint socketIo = Endpoint.socketIo(server);
            Request options = from(OTHER, Request.of("OPTIONS", socketIo.path() + "socket.io.min.js"));

            assertThat(socketIo.exchange(options)).hasStatus(200).hasNoCorsHeader();
        }
    }

    @Test
    void aFixedOriginIsNamedWhoeverAsks() {
        CorsOptions cors = CorsOptions.builder().origin(ONE).credentials(true).build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            for (String origin : new String[] {ONE, OTHER}) {
                assertThat(engine.exchange(from(origin, Request.get(engine.polling()))))
                        .hasStatus(200)
                        .hasHeader("Access-Control-Allow-Origin", ONE)
                        .hasHeader("Access-Control-Allow-Credentials", "true")
                        .hasHeader("Vary", "Origin");
            }
            assertThat(engine.exchange(from(ONE, Request.get(engine.polling("unknown")))))
                    .isError(EngineError.UNKNOWN_SID)
                    .hasHeader("Access-Control-Allow-Origin", ONE)
                    .hasHeader("Access-Control-Allow-Credentials", "true");
        }
    }

    @Test
    void aPreflightForAFixedOriginNamesItToo() {
        CorsOptions cors = CorsOptions.builder().origin(ONE).credentials(true).build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            Answer answer = engine.exchange(preflight(ONE, engine));

            assertThat(answer)
                    .hasStatus(204)
                    .hasHeader("Access-Control-Allow-Origin", ONE)
                    .hasHeader("Access-Control-Allow-Credentials", "true")
                    .hasHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
                    .hasHeader("Access-Control-Allow-Headers", "content-type");
            assertThat(String.join(", ", answer.headers().all("Vary")))
                    .isEqualTo("Origin, Access-Control-Request-Headers");
        }
    }

    @Test
    void aListedOriginIsEchoedAndAnotherIsNot() {
        CorsOptions cors =
                CorsOptions.builder().origins(ONE, "https://two.example").build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.exchange(from(ONE, Request.get(engine.polling()))))
                    .hasHeader("Access-Control-Allow-Origin", ONE)
                    .hasHeader("Vary", "Origin");
            assertThat(engine.exchange(from("https://two.example", Request.get(engine.polling()))))
                    .hasHeader("Access-Control-Allow-Origin", "https://two.example")
                    .hasHeader("Vary", "Origin");
            assertThat(engine.exchange(from(OTHER, Request.get(engine.polling()))))
                    .hasStatus(200)
                    .hasNoHeader("Access-Control-Allow-Origin")
                    .hasHeader("Vary", "Origin");
            assertThat(engine.get(engine.polling()))
                    .hasStatus(200)
                    .hasNoHeader("Access-Control-Allow-Origin")
                    .hasHeader("Vary", "Origin");
        }
    }

    @Test
    void theHeadersOfAPreflightCanBeChosen() {
        CorsOptions cors = CorsOptions.builder()
                .origins(ONE)
                .methods("GET", "POST")
                .allowedHeaders("x-one", "x-two")
                .exposedHeaders("x-three")
                .maxAge(Duration.ofMinutes(10))
                .optionsSuccessStatus(200)
                .build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.exchange(preflight(ONE, engine)))
                    .hasStatus(200)
                    .hasText("")
                    .hasHeader("Access-Control-Allow-Methods", "GET,POST")
                    .hasHeader("Access-Control-Allow-Headers", "x-one,x-two")
                    .hasHeader("Access-Control-Expose-Headers", "x-three")
                    .hasHeader("Access-Control-Max-Age", "600")
                    .hasHeader("Vary", "Origin");
            assertThat(engine.exchange(from(ONE, Request.get(engine.polling()))))
                    .hasHeader("Access-Control-Expose-Headers", "x-three")
                    .hasNoHeader("Access-Control-Max-Age")
                    .hasNoHeader("Access-Control-Allow-Methods");
        }
    }

    @Test
    void aPatternIsMatchedAgainstTheOriginOverBothTransports() {
        CorsOptions cors = CorsOptions.builder()
                .origins(Pattern.compile("^https://(one|two)\\.example$"))
                .build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.exchange(from(ONE, Request.get(engine.polling()))))
                    .hasHeader("Access-Control-Allow-Origin", ONE)
                    .hasHeader("Vary", "Origin");
            assertThat(engine.exchange(from(OTHER, Request.get(engine.polling()))))
                    .hasStatus(200)
                    .hasNoHeader("Access-Control-Allow-Origin");
            assertThat(engine.exchange(from(ONE, Request.upgrade(engine.webSocket()))))
                    .hasStatus(101);
            assertThat(engine.exchange(from(OTHER, Request.upgrade(engine.webSocket()))))
                    .hasStatus(403);
        }
    }

    @Test
    void aPredicateDecidesToo() {
        CorsOptions cors = CorsOptions.builder()
                .origin(new CorsOptions.Origin.Matching(origin -> origin.endsWith(".example")))
                .build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.exchange(from(ONE, Request.get(engine.polling()))))
                    .hasHeader("Access-Control-Allow-Origin", ONE);
            assertThat(engine.exchange(from("https://evil.test", Request.get(engine.polling()))))
                    .hasNoHeader("Access-Control-Allow-Origin");
        }
    }

    @Test
    void aPreflightThatGoesOnIsARequestLikeOthersButHasItsHeaders() {
        CorsOptions cors =
                CorsOptions.builder().origins(ONE).preflightContinue(true).build();
        try (TestServer server = start(cors)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.exchange(preflight(ONE, engine)))
                    .isError(EngineError.BAD_HANDSHAKE_METHOD)
                    .hasHeader("Access-Control-Allow-Origin", ONE)
                    .hasHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
                    .hasHeader("Access-Control-Allow-Headers", "content-type");
        }
    }
}
