package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a refused request over HTTP gets: a status, a JSON object of two fields, and nothing to cache or to keep. */
@ExtendWith(SharedServer.class)
class ErrorResponsesIT {

    private final Endpoint engine;
    private final Endpoint socketIo;

    ErrorResponsesIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    static Stream<Arguments> refusedRequests() {
        return Stream.of(
                Arguments.of(EngineError.UNKNOWN_TRANSPORT, "GET", "EIO=4"),
                Arguments.of(EngineError.UNKNOWN_SID, "GET", "EIO=4&transport=polling&sid=unknown"),
                Arguments.of(EngineError.UNKNOWN_SID, "POST", "EIO=4&transport=polling&sid=unknown"),
                Arguments.of(EngineError.BAD_HANDSHAKE_METHOD, "POST", "EIO=4&transport=polling"),
                Arguments.of(EngineError.BAD_REQUEST, "GET", "EIO=4&transport=websocket"),
                Arguments.of(EngineError.UNSUPPORTED_PROTOCOL_VERSION, "GET", "EIO=3&transport=polling"));
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    void anErrorIsJsonOfACodeAndAMessage(EngineError error, String method, String query) {
        assertThat(engine.exchange(request(method, engine.target(query))))
                .isError(error)
                .hasNoHeader("cache-control")
                .hasNoHeader("Content-Encoding")
                .hasNoHeader("Set-Cookie");
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    void theErrorsOfSocketIoAreThoseOfEngineIo(EngineError error, String method, String query) {
        assertThat(socketIo.exchange(request(method, socketIo.target(query)))).isError(error);
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    @Tag("not-tomcat") // closes the connection after most errors
    void theConnectionOutlivesTheError(EngineError error, String method, String query) {
        try (RawHttp connection = RawHttp.connect(engine)) {
            assertThat(connection.exchange(request(method, engine.target(query))))
                    .isError(error);
            assertThat(connection.exchange(Request.get(engine.polling()))).hasStatus(200);
        }
    }

    @Test
    void anErrorDoesNotRepeatTheQuery() {
        Answer answer = engine.get(engine.target("EIO=4&transport=%3Cscript%3E"));

        assertThat(answer).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    private static Request request(String method, String target) {
        return method.equals("POST") ? Request.post(target, "4x") : Request.of(method, target);
    }
}
