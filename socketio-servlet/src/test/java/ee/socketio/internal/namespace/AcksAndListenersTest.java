package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import ee.socketio.engine.ListenerThreads;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Acks do not wait behind the listeners of their client, which run on other threads here: ARCHITECTURE 4. */
@Timeout(60)
class AcksAndListenersTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ServerRig rig = new ServerRig(options -> options.listenerThreads(ListenerThreads.executor(threads)));
    private final BlockingQueue<Socket> sockets = new ArrayBlockingQueue<>(10);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aListenerMayWaitForTheAckOfItsOwnClient() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        rig.io.onConnection(socket -> socket.on("start", event -> {
            var answer = socket.emitWithAck("question").toCompletableFuture();
            asked.countDown();
            result.complete(answer.get(30, TimeUnit.SECONDS).get(0, String.class));
        }));
        ClientRig client = connected();

        client.send("2[\"start\"]");
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        client.send("30[\"answer\"]");

        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("answer");
    }

    @Test
    void aListenerThatWaitsGoesOnWhenItsClientIsGone() throws Exception {
        CompletableFuture<Throwable> result = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        rig.io.onConnection(socket -> socket.on("start", event -> {
            var answer = socket.emitWithAck("question").toCompletableFuture();
            asked.countDown();
            answer.handle((arguments, failure) -> result.complete(failure)).get(30, TimeUnit.SECONDS);
        }));
        ClientRig client = connected();

        client.send("2[\"start\"]");
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        client.send("1");

        assertThat(result.get(30, TimeUnit.SECONDS)).hasMessageContaining("client namespace disconnect");
    }

    @Test
    void theListenersOfOneClientRunOneAtATimeAndInOrder() throws Exception {
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        CompletableFuture<Integer> overlaps = new CompletableFuture<>();
        int[] inside = new int[2]; // confined to the listener thread, if that keeps its promise
        rig.io.onConnection(socket -> {
            sockets.add(socket);
            socket.on("n", event -> {
                inside[1] += inside[0]++;
                order.add(event.get(0, int.class));
                Thread.onSpinWait();
                inside[0]--;
            });
            socket.on("end", event -> overlaps.complete(inside[1]));
        });
        ClientRig client = connected();

        for (int i = 0; i < 1000; i++) {
            client.send("2[\"n\"," + i + "]");
        }
        client.send("2[\"end\"]");

        assertThat(overlaps.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(List.copyOf(order)).hasSize(1000).isSorted();
    }

    @Test
    void eventsComeOnlyAfterTheConnectionListener() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> heard = new CompletableFuture<>();
        rig.io.onConnection(socket -> {
            release.await();
            socket.on("early", event -> heard.complete("heard"));
        });
        ClientRig client = connected();

        client.send("2[\"early\"]");
        release.countDown();

        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("heard");
    }

    /** A client whose CONNECT was answered; its connection listener may still run. */
    private ClientRig connected() {
        ClientRig client = rig.open();
        client.send("0");
        while (client.received().isEmpty()) {
            Thread.onSpinWait();
        }
        return client;
    }
}
