package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.RequestCheck.Outcome;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of checks of PROTOCOL 1.2: which one fails first decides the answer. */
class RequestCheckTest {

    private static final Set<TransportName> BOTH = EnumSet.allOf(TransportName.class);

    private final SessionStore store = new SessionStore();
    private final EngineSession polling = session("polling-sid", RecordingTransport.polling());
    private final EngineSession webSocket = session("websocket-sid", RecordingTransport.webSocket());

    @BeforeEach
    void storeSessions() {
        store.add(polling);
        store.add(webSocket);
    }

    @Test
    void aPollingHandshakePasses() {
        assertThat(check("GET", "EIO=4&transport=polling", false))
                .isEqualTo(new Outcome.Handshake(TransportName.POLLING));
    }

    @Test
    void aWebSocketHandshakePasses() {
        assertThat(check("GET", "EIO=4&transport=websocket", true))
                .isEqualTo(new Outcome.Handshake(TransportName.WEBSOCKET));
    }

    @Test
    void anEmptySidIsAHandshake() {
        assertThat(check("GET", "EIO=4&transport=polling&sid=", false)).isInstanceOf(Outcome.Handshake.class);
    }

    @Test
    void theRevisionOfAHandshakeIsAskedForLater() {
        assertThat(check("GET", "EIO=3&transport=polling", false)).isInstanceOf(Outcome.Handshake.class);
        assertThat(check("GET", "transport=polling", false)).isInstanceOf(Outcome.Handshake.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "OPTIONS", "HEAD", "DELETE"})
    void anyMethodPassesForAKnownSession(String method) {
        assertThat(check(method, "EIO=4&transport=polling&sid=polling-sid", false))
                .isEqualTo(new Outcome.Known(polling));
    }

    @Test
    void anUpgradeOfAKnownSessionPasses() {
        assertThat(check("GET", "EIO=4&transport=websocket&sid=polling-sid", true))
                .isEqualTo(new Outcome.Known(polling));
        assertThat(check("GET", "EIO=4&transport=websocket&sid=websocket-sid", true))
                .isEqualTo(new Outcome.Known(webSocket));
    }

    /** Each line breaks the rule of its code and as many later rules as it can. */
    @ParameterizedTest
    @CsvSource({
        "0, POST, EIO=3&transport=webtransport&sid=nobody, false",
        "0, POST, EIO=3&sid=nobody, false",
        "0, GET,  EIO=3&transport=&sid=nobody, true",
        "0, GET,  EIO=4&transport=constructor, true",
        "0, GET,  EIO=4&transport=__proto__, true",
        "0, GET,  EIO=4&transport=POLLING, false",
        "0, GET,  EIO=4&transport=polling&transport=x, false",
        "1, PUT,  EIO=3&transport=websocket&sid=nobody, false",
        "1, GET,  EIO=4&transport=polling&sid=nobody, false",
        "1, POST, EIO=4&transport=polling&sid=nobody, false",
        "1, GET,  EIO=4&transport=websocket&sid=nobody, true",
        "1, GET,  EIO=4&transport=polling&sid=__proto__, false",
        "1, GET,  EIO=4&transport=polling&sid=POLLING-SID, false",
        "3, GET,  EIO=3&transport=websocket&sid=polling-sid, false",
        "3, GET,  EIO=4&transport=websocket&sid=polling-sid, false",
        "3, GET,  EIO=4&transport=polling&sid=websocket-sid, false",
        "3, POST, EIO=4&transport=polling&sid=websocket-sid, false",
        "3, GET,  EIO=3&transport=polling&sid=polling-sid, false",
        "3, GET,  EIO=04&transport=polling&sid=polling-sid, false",
        "3, GET,  transport=polling&sid=polling-sid, false",
        "3, GET,  EIO=3&transport=websocket&sid=polling-sid, true",
        "3, GET,  EIO=4&transport=polling&sid=polling-sid, true",
        "3, GET,  EIO=4&transport=polling, true",
        "2, POST, EIO=3&transport=websocket, false",
        "2, POST, EIO=4&transport=polling, false",
        "2, HEAD, EIO=4&transport=polling, false",
        "2, OPTIONS, EIO=4&transport=polling, false",
        "2, get,  EIO=4&transport=polling, false",
        "3, GET,  EIO=3&transport=websocket, false",
        "3, GET,  EIO=4&transport=websocket, false",
    })
    void theFirstCheckThatFailsDecides(int code, String method, String query, boolean upgrade) {
        assertThat(refused(check(method, query, upgrade)).error().code()).isEqualTo(code);
    }

    @Test
    void aTransportThatIsNotEnabledIsUnknown() {
        Outcome outcome = RequestCheck.check(
                "GET", QueryString.parse("EIO=4&transport=websocket"), false, Set.of(TransportName.POLLING), store);

        assertThat(refused(outcome).error()).isEqualTo(EngineError.TRANSPORT_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=4&transport=x, GET, transport, x",
        "EIO=4, GET, transport, ''",
        "EIO=4&transport=polling&sid=nobody, GET, sid, nobody",
        "EIO=4&transport=polling, PUT, method, PUT",
        "EIO=4&transport=websocket, GET, name, TRANSPORT_HANDSHAKE_ERROR",
        "EIO=4&transport=websocket&sid=polling-sid, GET, name, TRANSPORT_MISMATCH",
        "EIO=3&transport=polling&sid=polling-sid, GET, name, PROTOCOL_MISMATCH",
    })
    void aRefusalSaysWhatWasWrong(String query, String method, String key, String value) {
        assertThat(refused(check(method, query, false)).context()).isEqualTo(Map.of(key, value));
    }

    @Test
    void hugeAndStrangeIdsAreJustUnknown() {
        for (String sid : Set.of("x".repeat(10_000), "\u0000", "é", "../..", "%00")) {
            Map<String, String> query = Map.of("EIO", "4", "transport", "polling", "sid", sid);

            Outcome outcome = RequestCheck.check("GET", query, false, BOTH, store);

            assertThat(refused(outcome).error()).isEqualTo(EngineError.SESSION_UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4", "EIO=3&EIO=4", "EIO=4&j=x"})
    void revisionFourIsSupported(String query) {
        assertThat(unsupported(query, options -> options)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3", "EIO=5", "EIO=4.0", "eio=4", "a=b", "EIO=4&EIO=3"})
    void nothingElseIsSupportedByDefault(String query) {
        assertThat(unsupported(query, options -> options)).isEqualTo(EngineError.UNSUPPORTED_PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3", "EIO=4&EIO=3", "EIO=4", "EIO=3&j=0", "EIO=3&j=alert(1)2x3"})
    void revisionThreeIsSupportedIfItIsAllowed(String query) {
        assertThat(unsupported(query, options -> options.allowEIO3(true))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=2", "EIO=5", "EIO=03", "EIO=3.0", "EIO=", "EIO=abc", "a=b", ""})
    void noOtherIsSupportedEvenThen(String query) {
        assertThat(unsupported(query, options -> options.allowEIO3(true))).isEqualTo(EngineError.UNSUPPORTED_PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3&j=", "EIO=3&j", "EIO=3&j=x"})
    void scriptsNeedTheirDigits(String query) {
        assertThat(unsupported(query, options -> options.allowEIO3(true))).isEqualTo(EngineError.BAD_REQUEST);
    }

    @Test
    void scriptsCanBeSwitchedOff() {
        UnaryOperator<EngineOptions.Builder> off =
                options -> options.allowEIO3(true).jsonp(false);

        assertThat(unsupported("EIO=3&j=0", off)).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(unsupported("EIO=3", off)).isNull();
        assertThat(unsupported("EIO=4&j=0", off)).isNull();
    }

    @Test
    void scriptsAreNoAffairOfWebSockets() {
        Map<String, String> query = QueryString.parse("EIO=3&j=x&transport=websocket");

        assertThat(RequestCheck.unsupported(
                        query, EngineOptions.builder().allowEIO3(true).build()))
                .isNull();
    }

    private static EngineError unsupported(String query, UnaryOperator<EngineOptions.Builder> options) {
        return RequestCheck.unsupported(
                QueryString.parse("transport=polling&" + query),
                options.apply(EngineOptions.builder()).build());
    }

    @ParameterizedTest
    @CsvSource({
        "0, Transport unknown, 400",
        "1, Session ID unknown, 400",
        "2, Bad handshake method, 400",
        "3, Bad request, 400",
        "4, Forbidden, 403",
        "5, Unsupported protocol version, 400",
        "4, Too many handshakes, 503",
        "4, Too many sessions, 503",
        "4, Too many sessions of this address, 429",
    })
    void theTableOfErrorsIsTheOneOfTheProtocolAndOfTheLimits(int code, String message, int status) {
        assertThat(EngineError.values())
                .hasSize(9)
                .filteredOn(error -> error.message().equals(message))
                .singleElement()
                .matches(error -> error.code() == code && error.status() == status);
    }

    private Outcome check(String method, String query, boolean upgrade) {
        return RequestCheck.check(method, QueryString.parse(query), upgrade, BOTH, store);
    }

    private static Outcome.Refused refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    private static EngineSession session(String id, Transport transport) {
        EngineSession session = new EngineSession(
                id, SessionRig.request(), EngineOptions.builder().build(), new SessionStore(), new ManualTimers());
        session.attach(new RecordingHandler(), transport);
        return session;
    }
}
