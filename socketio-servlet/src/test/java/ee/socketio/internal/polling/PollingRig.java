package ee.socketio.internal.polling;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.PacketListener;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.ManualEngine;
import ee.socketio.internal.http.HttpExchange;
import jakarta.servlet.ServletInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One session over polling whose handshake was answered, and the requests that a client makes of it. */
final class PollingRig implements AutoCloseable {

    static final int MAX_BODY = 20;

    final List<String> heard = new ArrayList<>();
    final EngineSession session;
    final ManualEngine time;
    private final Engine engine;
    private final PollingTransport transport;

    PollingRig() {
        time = new ManualEngine(EngineOptions.builder()
                .listenerThreads(ListenerThreads.direct())
                .build());
        engine = time.engine();
        engine.onConnection(socket -> {
            socket.onText(text -> heard.add("text " + text));
            socket.onBinary(data -> heard.add("binary of " + data.remaining()));
            socket.onClose(
                    (reason, cause) -> heard.add("close " + reason + (cause == null ? "" : ": " + cause.getMessage())));
        });
        EngineRequest request = new EngineRequest(
                "GET", "/", Map.of(), Map.of(), "", false, Locale.ROOT, null, null, Map.of(), List.of(), Instant.EPOCH);
        session = engine.open(
                "sid",
                request,
                true,
                opened -> new PollingTransport(opened, new PollingResponses(-1), MAX_BODY, engine.timers()));
        transport = (PollingTransport) session.transport();
        poll();
    }

    /** A request and what became of it. */
    record Exchange(FakeRequest request, FakeResponse response) {

        boolean answered() {
            return request.async().completed();
        }

        /** Status and body: {@code 200 4hello}. */
        String answer() {
            if (!answered()) {
                throw new AssertionError("It was not answered");
            }
            return response.status() + (response.body().isEmpty() ? "" : " " + response.body());
        }
    }

    Exchange poll() {
        Exchange exchange = new Exchange(FakeRequest.of("GET"), new FakeResponse());
        transport.poll(HttpExchange.start(exchange.request.proxy(), exchange.response.proxy()));
        return exchange;
    }

    Exchange post(String body) {
        return post(FakeRequest.of("POST")
                .header("Content-Type", "text/plain;charset=UTF-8")
                .body(body));
    }

    Exchange post(ServletInputStream body) {
        return post(FakeRequest.of("POST").body(body));
    }

    Exchange post(FakeRequest request) {
        Exchange exchange = new Exchange(request, new FakeResponse());
        transport.post(HttpExchange.start(request.proxy(), exchange.response.proxy()));
        return exchange;
    }

    /** The server sends a text message. */
    void send(String text) {
        engine.socket("sid").orElseThrow().send(text);
    }

    /** Adds a listener for packets. */
    void onPacket(PacketListener listener) {
        engine.onPacket(listener);
    }

    /** The transport, for what only its session calls. */
    PollingTransport transport() {
        return transport;
    }

    @Override
    public void close() {
        engine.close();
        engine.stop();
    }
}
