package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.ListenerError;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session as the application sees it; its listener threads are a queue that the test empties. */
class EngineConnectionTest {

    private static final int MAX_INBOUND = 4;

    private final Queue<Runnable> listenerTasks = new ArrayDeque<>();
    private final List<ListenerError> errors = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Engine engine = new Engine(
            EngineOptions.builder()
                    .listenerThreads(ListenerThreads.executor(listenerTasks::add))
                    .maxInboundPackets(MAX_INBOUND)
                    .errorListener(errors::add)
                    .build(),
            Thread::new);
    private final RecordingTransport transport = RecordingTransport.webSocket();

    @AfterEach
    void stop() {
        engine.close();
        while (!listenerTasks.isEmpty()) { // or the end would wait for them
            listenerTasks.remove().run();
        }
        engine.stop();
    }

    @Test
    void itKnowsItsSession() {
        EngineSession session = open();
        EngineSocket socket = engine.socket("sid").orElseThrow();

        assertThat(socket.id()).isEqualTo("sid");
        assertThat(socket.protocol()).isEqualTo(4);
        assertThat(socket.transport()).isEqualTo(TransportName.WEBSOCKET);
        assertThat(socket.upgraded()).isFalse();
        assertThat(socket.request()).isEqualTo(SessionRig.request());
        assertThat(socket.isOpen()).isTrue();
        assertThat(socket.writable()).isFalse();
        session.onWritable(transport);
        session.onWritable(transport);
        assertThat(socket.writable()).isTrue();
    }

    @Test
    void listenersAreCalledOnTheListenerThreadAndInOrder() {
        engine.onConnection(this::listen);
        EngineSession session = open();
        receive(session, Packet.message("a"));
        receive(session, Packet.message(new byte[] {7}));
        session.discard();
        assertThat(heard).isEmpty();

        runListeners();

        assertThat(heard).containsExactly("text a", "binary 7", "close forced close");
    }

    /** The connection listener may still be running, or not even have begun, when the first message arrives. */
    @Test
    void noMessageIsMissedByListenersThatTheConnectionListenerAdds() {
        engine.onConnection(this::listen);
        EngineSession session = open();
        receive(session, Packet.message("early"));

        runListeners();

        assertThat(heard).containsExactly("text early");
    }

    @Test
    void aListenerThatThrowsIsReportedAndTheNextEventIsHeard() {
        engine.onConnection(socket -> {
            socket.onText(text -> {
                throw new IllegalStateException("on purpose");
            });
            socket.onBinary(data -> heard.add("binary"));
        });
        EngineSession session = open();
        receive(session, Packet.message("a"));
        receive(session, Packet.message(new byte[0]));

        runListeners();

        assertThat(heard).containsExactly("binary");
        assertThat(errors)
                .singleElement()
                .extracting(ListenerError::listener, ListenerError::socketId)
                .containsExactly("message listener", "sid…");
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void everyListenerOfABinaryMessageHasItsOwnView() {
        List<Integer> remaining = new ArrayList<>();
        engine.onConnection(socket -> {
            for (int i = 0; i < 2; i++) {
                socket.onBinary(data -> {
                    remaining.add(data.remaining());
                    data.position(data.limit());
                });
            }
        });
        EngineSession session = open();
        receive(session, Packet.message(new byte[3]));

        runListeners();

        assertThat(remaining).containsExactly(3, 3);
    }

    @Test
    void whatIsSentIsACopyOfTheBuffersRest() {
        EngineSession session = open();
        session.onWritable(transport);
        session.onWritable(transport);
        byte[] bytes = {1, 2, 3, 4};
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 2);

        engine.socket("sid").orElseThrow().send(buffer);
        bytes[1] = 99;

        assertThat(transport.packets()).last().isEqualTo("bAgM=");
        assertThat(buffer.remaining()).isEqualTo(2);
    }

    @Test
    void theLayerAboveIsCalledAtOnceAndBeforeTheListeners() {
        RecordingHandler above = new RecordingHandler();
        engine.attach(connection -> above);
        engine.onConnection(this::listen);
        EngineSession session = open();
        runListeners();

        receive(session, Packet.message("a"));
        receive(session, Packet.message(new byte[] {7}));
        session.discard();

        assertThat(above.log()).containsExactly("text a", "binary bBw==", "close forced close");
        assertThat(heard).isEmpty();
        runListeners();
        assertThat(heard).containsExactly("text a", "binary 7", "close forced close");
    }

    @Test
    void messagesThatOnlyTheLayerAboveHearsDoNotWaitForListeners() {
        engine.attach(connection -> new RecordingHandler());
        EngineSession session = open();
        runListeners();

        receive(session, Packet.message("a"));

        assertThat(listenerTasks).isEmpty();
    }

    @Test
    void readingStopsWhileTooManyMessagesWaitAndGoesOnWhenHalfOfThemWereHeard() {
        engine.onConnection(this::listen);
        EngineSession session = open();
        runListeners();
        for (int i = 0; i < MAX_INBOUND - 1; i++) {
            receive(session, Packet.message("m" + i));
        }
        assertThat(session.readable(() -> heard.add("resume"))).isTrue();
        receive(session, Packet.message("m3"));

        assertThat(session.readable(() -> heard.add("resume"))).isFalse();
        runListeners();

        assertThat(heard).containsExactly("text m0", "text m1", "resume", "text m2", "text m3");
    }

    @Test
    void aPostIsAnsweredWhenItsListenersAreDone() {
        engine.onConnection(this::listen);
        EngineSession session = open();
        receive(session, Packet.message("a"));

        session.onPosted(() -> heard.add("answer"));
        assertThat(heard).isEmpty();
        runListeners();

        assertThat(heard).containsExactly("text a", "answer");
    }

    @Test
    void closeListenersHearTheCause() {
        List<Throwable> causes = new ArrayList<>();
        engine.onConnection(socket -> socket.onClose((reason, cause) -> causes.add(cause)));
        EngineSession session = open();
        runListeners();
        TransportException cause = new TransportException("why");

        session.onTransportEnd(transport, CloseReason.TRANSPORT_ERROR, cause);
        runListeners();

        assertThat(causes).hasSize(1).first().isSameAs(cause);
    }

    @Test
    void itsTextDoesNotGiveTheIdAway() {
        engine.open("abcdefghijklmnopqrst", SessionRig.request(), true, session -> transport);

        assertThat(engine.socket("abcdefghijklmnopqrst").orElseThrow().toString())
                .doesNotContain("abcdefg");
    }

    private EngineSession open() {
        return engine.open("sid", SessionRig.request(), false, session -> transport);
    }

    private void receive(EngineSession session, Packet packet) {
        session.onPacket(transport, packet);
    }

    @Test
    void aDrainIsToldOnTheListenerThreadAndOnceWhileItWaits() {
        EngineSession session = open();
        EngineSocket socket = engine.socket("sid").orElseThrow();
        session.onWritable(transport);
        session.onWritable(transport);
        runListeners();
        socket.onDrain(() -> heard.add("drain"));

        for (int i = 0; i < 3; i++) {
            socket.send("x");
            session.onWritable(transport);
        }

        assertThat(heard).isEmpty();
        runListeners();
        assertThat(heard).containsExactly("drain");
        socket.send("x");
        session.onWritable(transport);
        runListeners();
        assertThat(heard).containsExactly("drain", "drain");
    }

    @Test
    void noDrainIsToldAfterTheEnd() {
        EngineSession session = open();
        EngineSocket socket = engine.socket("sid").orElseThrow();
        session.onWritable(transport);
        runListeners();
        socket.onClose((reason, cause) -> heard.add("close " + reason));
        socket.onDrain(() -> heard.add("drain"));

        session.discard();
        session.onWritable(transport);
        runListeners();

        assertThat(heard).containsExactly("close forced close");
    }

    @Test
    void whatWaitsForTheClientIsCounted() {
        EngineSession session = open();
        EngineSocket socket = engine.socket("sid").orElseThrow();
        session.onWritable(transport);
        session.onWritable(transport);
        assertThat(socket.bufferedBytes()).isZero();

        socket.send("abc");
        socket.send("d");
        assertThat(socket.bufferedBytes()).isEqualTo(4 + 2 + 2 * OutboundQueue.PACKET_BYTES);
        assertThat(socket.flushed().toCompletableFuture()).isNotDone();

        session.onWritable(transport);
        session.onWritable(transport);
        assertThat(socket.bufferedBytes()).isZero();
        assertThat(socket.flushed().toCompletableFuture()).isCompleted();
    }

    private void listen(EngineSocket socket) {
        socket.onText(text -> heard.add("text " + text));
        socket.onBinary(data -> heard.add("binary " + data.get()));
        socket.onUpgrade(name -> heard.add("upgrade " + name));
        socket.onClose((reason, cause) -> heard.add("close " + reason));
    }

    private void runListeners() {
        for (Runnable next = listenerTasks.poll(); next != null; next = listenerTasks.poll()) {
            next.run();
        }
    }
}
