package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Next;
import ee.socketio.RecoveryOptions;
import ee.socketio.Socket;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.internal.namespace.codec.TextParser;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Clients of 1.x and 2.x whose sockets come and go at once: those of one namespace all have one id, which is a secret. */
class OldClientRacesTest {

    private final ClientRig[] client = new ClientRig[1];

    /** The client wants to be in /a again in the moment in which the server tells it to leave. */
    private ServerRig hooked() {
        AtomicBoolean once = new AtomicBoolean();
        return new ServerRig(options -> options.parser(mapper -> {
            Parser parser = new TextParser(mapper, 10);
            return new Parser() {
                @Override
                public EncodedPacket encode(Packet packet) {
                    if (packet.type() == PacketType.DISCONNECT && once.compareAndSet(false, true)) {
                        client[0].send("0/a,");
                    }
                    return parser.encode(packet);
                }

                @Override
                public Decoder newDecoder() {
                    return parser.newDecoder();
                }
            };
        }));
    }

    @Test
    void anOldClientThatConnectsWhileTheServerDisconnectsItIsInItsRooms() {
        ServerRig rig = hooked();
        List<Socket> sockets = new ArrayList<>();
        rig.io.of("/a").onConnection(sockets::add);
        rig.io.of("/a").onConnection(socket -> socket.join("room"));
        client[0] = rig.openOld();
        client[0].send("0/a,");
        sockets.get(0).disconnect(false);
        assertThat(sockets).hasSize(2);
        assertThat(sockets.get(1).connected()).isTrue();

        assertThat(sockets.get(1).rooms()).contains("room", sockets.get(1).id());
    }

    /** An ack that fails runs code of the application between the DISCONNECT on the wire and the clean-up. */
    @Test
    void anOldClientThatComesBackWhenTheServerDisconnectsItIsInItsRooms() {
        ServerRig rig = new ServerRig();
        List<Socket> sockets = new ArrayList<>();
        rig.io.of("/a").onConnection(sockets::add);
        rig.io.of("/a").onConnection(socket -> socket.join("room"));
        ClientRig old = rig.openOld();
        old.send("0/a,");
        var unused = sockets.get(0).emitWithAck("q").whenComplete((answer, failure) -> {
            if (old.received().contains("1/a,")) { // the client sees it, and comes back at once
                old.send("0/a,");
            }
        });
        sockets.get(0).disconnect(false);
        assertThat(sockets).hasSize(2);
        assertThat(sockets.get(1).connected()).isTrue();
        rig.io.of("/a").to("room").emit("x");
        assertThat(old.received()).containsExactly("0/a,", "2/a,[\"x\"]");
    }

    @Test
    void whoHasHeardThatItIsInGetsBroadcasts() {
        Queue<Runnable> later = new ArrayDeque<>();
        ServerRig busy = new ServerRig(options -> options.listenerThreads(ListenerThreads.executor(later::add)));
        ClientRig old = busy.openOld();
        assertThat(old.received()).containsExactly("0");
        busy.io.emit("x");
        assertThat(busy.io.sockets().sockets()).hasSize(1);
        assertThat(old.received()).containsExactly("2[\"x\"]");
    }

    @Test
    void theSameWithAYoungClient() {
        ServerRig rig = hooked();
        List<Socket> sockets = new ArrayList<>();
        rig.io.of("/a").onConnection(sockets::add);
        rig.io.of("/a").onConnection(socket -> socket.join("room"));
        client[0] = rig.connect();
        client[0].send("0/a,");
        sockets.get(0).disconnect(false);
        assertThat(sockets).hasSize(2);
        assertThat(sockets.get(1).rooms()).contains("room", sockets.get(1).id());
    }

    @Test
    void anOldClientThatConnectsAgainWhileItIsRefusedIsInItsRooms() {
        List<Next> pending = new ArrayList<>();
        AtomicBoolean once = new AtomicBoolean();
        ServerRig rig = new ServerRig(options -> options.errorListener(error -> {
            if (once.compareAndSet(false, true)) {
                client[0].send("0/a,");
            }
        }));
        List<Socket> sockets = new ArrayList<>();
        rig.io.of("/a").use((socket, next) -> {
            pending.add(next);
            if (pending.size() > 1) {
                next.proceed();
            }
        });
        rig.io.of("/a").onConnection(sockets::add);
        rig.io.of("/a").onConnection(socket -> socket.join("room"));
        client[0] = rig.openOld();
        client[0].send("0/a,");
        pending.get(0).reject(new IllegalStateException("database is down"));
        assertThat(pending).hasSize(2);
        assertThat(sockets).hasSize(1);

        assertThat(sockets.get(0).rooms()).contains(sockets.get(0).id());
    }

    @Test
    void withRecoveryAnOldClientThatLeavesAndConnectsAgainIsInItsRooms() throws Exception {
        ServerRig rig = new ServerRig(options -> options.connectionStateRecovery(RecoveryOptions.defaults()));
        List<Socket> sockets = new ArrayList<>();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        rig.io.of("/a").onConnection(sockets::add);
        client[0] = rig.openOld();
        client[0].send("0/a,");
        ClientRig other = rig.openOld();
        other.send("0/a,");
        sockets.get(1).onAnyOutgoing((name, arguments) -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread emitter = new Thread(() -> rig.io.of("/a").emit("x"));
        emitter.start();
        inside.await();
        client[0].received();
        client[0].send("1/a,");
        client[0].send("0/a,");
        go.countDown();
        emitter.join();

        assertThat(sockets).hasSize(3);
        assertThat(sockets.get(2).connected()).isTrue();
        assertThat(sockets.get(2).rooms()).contains(sockets.get(2).id());
    }

    @Test
    void theSecretOfAnOldClientIsNotLogged() {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("ee.socketio.server");
        logger.addHandler(handler);
        try {
            ServerRig rig = new ServerRig(options -> options.errorListener(null));
            rig.io.onConnection(socket -> socket.on("x", event -> {
                throw new IllegalStateException("bug");
            }));
            client[0] = rig.openOld();
            client[0].send("2[\"x\"]");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(client[0].sessionId()));
    }
}
