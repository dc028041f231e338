package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.ListenerThreads;
import ee.socketio.it.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hundred clients of both revisions change over to WebSocket at the same time, while messages go both ways. */
@Timeout(180)
class UpgradesUnderLoadIT {

    private static final int CLIENTS = 100;
    private static final int BEFORE = 20;
    private static final int DURING = 20;
    private static final int AFTER = 60;

    static List<ListenerThreads> listenerThreads() {
        return List.of(ListenerThreads.pool(), ListenerThreads.direct());
    }

    @ParameterizedTest
    @MethodSource("listenerThreads")
    void nothingIsLostDoubledOrReordered(ListenerThreads threads) throws Exception {
        List<String> expected = messages(0, BEFORE + DURING + AFTER);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (TestServer server = TestServer.start(
                SharedServer.options().allowEIO3(true).listenerThreads(threads).build())) {
            Endpoint engine = Endpoint.engineIo(server);
            List<Callable<List<String>>> upgrades = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Endpoint revision = i % 2 == 0 ? engine : engine.revision3();
                upgrades.add(() -> echoesAcrossAnUpgrade(revision));
            }
            for (Future<List<String>> echoes : clients.invokeAll(upgrades)) {
                assertThat(echoes.get()).isEqualTo(expected);
            }
            assertThat(server.engine().clientsCount()).isLessThanOrEqualTo(CLIENTS);
        } finally {
            clients.shutdownNow();
        }
    }

    /** Sends numbered messages before, during and after the upgrade, and returns what comes back, in its order. */
    private static List<String> echoesAcrossAnUpgrade(Endpoint engine) {
        PollingSession session = PollingSession.open(engine);
        List<String> echoes = new ArrayList<>();
        send(session, 0, BEFORE);
        try (RawWebSocket socket = session.openUpgrade()) {
            RawHttp poll = session.beginPoll();
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            send(session, BEFORE, DURING);
            collectUntilReleased(session, poll, echoes);
            socket.sendText("5");
            messages(BEFORE + DURING, AFTER).forEach(socket::sendText);
            while (echoes.size() < BEFORE + DURING + AFTER) {
                echoes.add(WebSocketSession.receive(socket));
            }
        }
        return echoes;
    }

    /** Like a real client: polls until a poll returns with nothing but a noop, and only then changes over. */
    private static void collectUntilReleased(PollingSession session, RawHttp first, List<String> echoes) {
        List<String> packets = session.packets(first.answer());
        while (!packets.equals(List.of("6"))) {
            packets.stream().filter(packet -> packet.startsWith("4")).forEach(echoes::add);
            packets = session.packets(session.poll());
        }
    }

    private static void send(PollingSession session, int from, int count) {
        List<String> messages = messages(from, count);
        for (int i = 0; i < count; i += 5) {
            session.send(messages.subList(i, i + 5).toArray(new String[0]));
        }
    }

    private static List<String> messages(int from, int count) {
        List<String> messages = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            messages.add("4message " + i);
        }
        return messages;
    }
}
