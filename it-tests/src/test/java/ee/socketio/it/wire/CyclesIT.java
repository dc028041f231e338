package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Arguments;
import ee.socketio.it.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients come and go, in every way there is, and nothing of them stays: no session, socket, room, timer, held request or
 * pending ack. The system property {@code socketio.test.cycles} sets how many.
 */
@Timeout(600)
class CyclesIT {

    private static final int CYCLES = Integer.getInteger("socketio.test.cycles", 1_000);
    private static final int CLIENTS = 8;

    @ParameterizedTest
    @EnumSource
    void nothingStaysOfClientsThatCameAndWent(Transport transport) throws Exception {
        Queue<CompletableFuture<Arguments>> asked = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (TestServer server = TestServer.start(SharedServer.options().build())) {
            server.io().onConnection(socket -> {
                socket.join("everybody", "room of " + socket.id());
                asked.add(socket.emitWithAck("question").toCompletableFuture());
            });
            Endpoint socketIo = Endpoint.socketIo(server);
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> comeAndGo(transport, socketIo)));
            }
            for (Future<?> client : running) {
                client.get();
            }

            // A client may have come and gone before the listener of its connection has run.
            eventually(() -> assertThat(asked).hasSize(CYCLES / CLIENTS * CLIENTS));
            eventually(() -> assertThat(server.io().engine().clientsCount()).isZero());
            eventually(() -> assertThat(server.io().sockets().sockets()).isEmpty());
            eventually(() -> assertThat(asked).allMatch(CompletableFuture::isCompletedExceptionally));
            eventually(() -> assertThat(server.openRequests()).isZero());
            eventually(() -> assertThat(server.timers()).isZero());
        } finally {
            clients.shutdownNow();
        }
    }

    private static void comeAndGo(Transport transport, Endpoint socketIo) {
        for (int cycle = 0; cycle < CYCLES / CLIENTS; cycle++) {
            try (EngineSession session = transport.join(socketIo)) {
                leave(session, cycle % 4);
            }
        }
    }

    private static void leave(EngineSession session, int way) {
        switch (way) {
            case 0 -> session.send("41", "1"); // properly
            case 1 -> session.send("1"); // in a hurry
            case 2 -> { // with nonsense, and hears of the end
                session.send("42[\"unheard of");
                session.awaitClosed();
            }
            default -> session.send("2"); // against the protocol
        }
    }
}
