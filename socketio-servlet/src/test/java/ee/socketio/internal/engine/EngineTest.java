package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.ConnectionError;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.ListenerError;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.ResponseHeaders;
import ee.socketio.engine.TransportName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

    private final List<ListenerError> errors = new ArrayList<>();
    private final EngineOptions.Builder options =
            EngineOptions.builder().listenerThreads(ListenerThreads.direct()).errorListener(errors::add);
    private final RecordingTransport transport = RecordingTransport.polling();
    private final ManualTimers timers = new ManualTimers();
    private Engine engine = engine();

    @AfterEach
    void stop() {
        engine.close();
        engine.stop();
    }

    @Test
    void anOpenSessionIsCountedAndFound() {
        assertThat(engine.clientsCount()).isZero();

        EngineSession session = open("a");

        assertThat(engine.clientsCount()).isEqualTo(1);
        assertThat(engine.store().get("a")).isSameAs(session);
        assertThat(engine.socket("a")).get().extracting(EngineSocket::id).isEqualTo("a");
        assertThat(engine.socket("b")).isEmpty();
    }

    @Test
    void theFirstAnswerIsTheOpenPacket() {
        EngineSession session = open("a");

        session.onWritable(transport);

        assertThat(transport.packets())
                .containsExactly("0{\"sid\":\"a\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                        + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void theOpenPacketIsFirstEvenIfTheConnectionListenerSends() {
        engine.onConnection(socket -> socket.send("hello"));

        open("a").onWritable(transport);

        assertThat(transport.packets()).hasSize(2).last().isEqualTo("4hello");
    }

    @Test
    void theInitialPacketLeavesWithTheOpenPacketAheadOfTheListener() {
        options.initialPacket("first");
        engine = engine();
        engine.onConnection(socket -> socket.send("hello"));

        open("a").onWritable(transport);

        assertThat(transport.packets()).hasSize(3).endsWith("4first", "4hello");
    }

    @Test
    void aSessionIsFoundAndCountedInItsConnectionListener() {
        List<String> seen = new ArrayList<>();
        engine.onConnection(socket -> seen.add(
                engine.clientsCount() + " " + engine.socket(socket.id()).isPresent()));

        open("a");

        assertThat(seen).containsExactly("1 true");
    }

    @Test
    void aConnectionListenerMayCloseTheSessionAndTheClientIsTold() {
        engine.onConnection(EngineSocket::close);

        EngineSession session = open("a");
        session.onWritable(transport);
        session.onWritable(transport);

        assertThat(transport.packets()).singleElement().asString().startsWith("0{");
        assertThat(transport.log()).last().isEqualTo("close 6|1");
        assertThat(engine.clientsCount()).isZero();
    }

    @Test
    void everyConnectionListenerIsCalledWhateverTheOthersThrow() {
        List<String> called = new ArrayList<>();
        engine.onConnection(socket -> {
            throw new IllegalStateException("on purpose");
        });
        engine.onConnection(socket -> called.add(socket.id()));

        open("a");

        assertThat(called).containsExactly("a");
        assertThat(errors)
                .singleElement()
                .extracting(ListenerError::listener, ListenerError::socketId)
                .containsExactly("connection listener", "a…");
    }

    @Test
    void anIdThatIsTakenOpensNothing() {
        EngineSession first = open("a");

        assertThat(open("a")).isNull();

        assertThat(engine.store().get("a")).isSameAs(first);
        assertThat(first.isOpen()).isTrue();
    }

    /** It has made its part for the session by then, and must be able to give it up. */
    @Test
    void theLayerAboveIsToldIfASessionCouldNotBeOpened() {
        open("a");
        RecordingHandler above = new RecordingHandler();
        engine.attach(connection -> above);

        open("a");

        assertThat(above.log()).containsExactly("close forced close");
    }

    @Test
    void closeEndsEverySessionAndRefusesNewOnes() {
        EngineSession a = open("a");
        EngineSession b = open("b");
        List<CloseReason> reasons = new ArrayList<>();
        engine.socket("a").orElseThrow().onClose((reason, cause) -> reasons.add(reason));

        engine.close();
        engine.close();

        assertThat(a.isClosed()).isTrue();
        assertThat(b.isClosed()).isTrue();
        assertThat(reasons).containsExactly(CloseReason.FORCED_CLOSE);
        assertThat(engine.clientsCount()).isZero();
        assertThat(open("c")).isNull();
        assertThat(engine.newId(SessionRig.request())).isNull();
        assertThat(timers.live()).isZero();
    }

    @Test
    void aSessionHasOneTimerAndNoneAfterItsEnd() {
        EngineSession session = open("a");
        assertThat(timers.live()).isEqualTo(1);

        session.discard();

        assertThat(timers.live()).isZero();
    }

    @Test
    void tenThousandHandshakesThatNobodyFollowsLeaveNothingAfterTheirEnd() {
        for (int i = 0; i < 10_000; i++) {
            open("id" + i);
        }
        assertThat(engine.clientsCount()).isEqualTo(10_000);
        assertThat(timers.live()).isEqualTo(10_000);

        engine.close();

        assertThat(engine.clientsCount()).isZero();
        assertThat(timers.live()).isZero();
    }

    @Test
    void idsAreGeneratedIfNobodyElseMakesThem() {
        assertThat(engine.newId(SessionRig.request())).matches("[A-Za-z0-9_-]{20}");
    }

    @Test
    void theApplicationMayMakeTheIds() {
        options.idGenerator(request -> request.remoteAddress().replace('.', '-'));
        engine = engine();

        assertThat(engine.newId(SessionRig.request())).isEqualTo("127-0-0-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a\r\nSet-Cookie: b", "\"}"})
    void anIdThatIsNotUrlSafeIsRefusedAndReported(String id) {
        options.idGenerator(request -> id);
        engine = engine();

        assertThat(engine.newId(SessionRig.request())).isNull();
        assertThat(errors).singleElement().extracting(ListenerError::listener).isEqualTo("id generator");
    }

    @Test
    void anIdThatIsInUseIsRefusedAndReported() {
        options.idGenerator(request -> "a");
        engine = engine();
        open("a");

        assertThat(engine.newId(SessionRig.request())).isNull();
        assertThat(errors).hasSize(1);
    }

    @Test
    void aGeneratorThatThrowsOrReturnsNothingIsReported() {
        options.idGenerator(request -> {
            throw new IllegalStateException("on purpose");
        });
        engine = engine();
        assertThat(engine.newId(SessionRig.request())).isNull();
        options.idGenerator(request -> null);
        engine = engine();
        assertThat(engine.newId(SessionRig.request())).isNull();

        assertThat(errors).hasSize(2);
    }

    @Test
    void theUpgradeIsOfferedIfItIsThereAllowedAndEnabled() {
        assertThat(engine.offersWebSocket(true)).isTrue();
        assertThat(engine.offersWebSocket(false)).isFalse();
        options.allowUpgrades(false);
        engine = engine();
        assertThat(engine.offersWebSocket(true)).isFalse();
        options.allowUpgrades(true).transports(TransportName.POLLING);
        engine = engine();
        assertThat(engine.offersWebSocket(true)).isFalse();
    }

    @Test
    void aRefusalIsToldToTheListeners() {
        List<ConnectionError> refused = new ArrayList<>();
        engine.onConnectionError(error -> {
            throw new IllegalStateException("on purpose");
        });
        engine.onConnectionError(refused::add);

        engine.refused(EngineError.FORBIDDEN, "No!", Map.of("name", "x"), SessionRig.request());

        assertThat(refused).containsExactly(new ConnectionError(4, "No!", Map.of("name", "x"), SessionRig.request()));
        assertThat(errors).hasSize(1);
    }

    @Test
    void theHooksForHeadersSeeTheResponsesThatTheyAskedFor() {
        List<String> calls = new ArrayList<>();
        ResponseHeaders headers = new RecordingHeaders(calls);
        assertThat(engine.hasHeadersListeners(true)).isFalse();

        engine.onInitialHeaders((h, request) -> h.set("initial", "1"));
        assertThat(engine.hasHeadersListeners(true)).isTrue();
        assertThat(engine.hasHeadersListeners(false)).isFalse();
        engine.onHeaders((h, request) -> h.add("every", "2"));
        assertThat(engine.hasHeadersListeners(false)).isTrue();

        engine.headers(headers, SessionRig.request(), true);
        assertThat(calls).containsExactly("set initial", "add every");
        engine.headers(headers, SessionRig.request(), false);
        assertThat(calls).containsExactly("set initial", "add every", "add every");
    }

    @Test
    void aHookForHeadersThatThrowsIsReportedAndTheNextIsCalled() {
        List<String> calls = new ArrayList<>();
        engine.onHeaders((h, request) -> {
            throw new IllegalStateException("on purpose");
        });
        engine.onHeaders((h, request) -> h.set("second", "x"));

        engine.headers(new RecordingHeaders(calls), SessionRig.request(), false);

        assertThat(calls).containsExactly("set second");
        assertThat(errors).hasSize(1);
    }

    private Engine engine() {
        return new Engine(options.build(), Thread::new, timers);
    }

    private EngineSession open(String id) {
        return engine.open(id, SessionRig.request(), true, session -> transport);
    }

    private record RecordingHeaders(List<String> calls) implements ResponseHeaders {
        @Override
        public void set(String name, String value) {
            calls.add("set " + name);
        }

        @Override
        public void add(String name, String value) {
            calls.add("add " + name);
        }
    }
}
