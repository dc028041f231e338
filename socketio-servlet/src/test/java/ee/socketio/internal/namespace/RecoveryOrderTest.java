package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import ee.socketio.spi.RoomEvent.Kind;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With recovery everything of a namespace leaves in one order, also while that order waits for somebody. */
class RecoveryOrderTest {
    private final ServerRig rig = Visitor.server();
    private final Visitor visitor = Visitor.in(rig);
    private final LocalSocket socket = visitor.socket();

    /** Does something while an argument of a broadcast is being written, which everything behind it waits for. */
    private void whileTheOrderWaits(Runnable action) {
        rig.io.emit("slow", new AbstractList<Object>() {
            private boolean done;

            @Override
            public Object get(int index) {
                if (!done) {
                    done = true;
                    action.run();
                }
                return index;
            }

            @Override
            public int size() {
                return 1;
            }
        });
    }

    @Test
    void everyKindOfEventArrivesInTheOrderOfItsSending() {
        whileTheOrderWaits(() -> {
            socket.emit("a");
            socket.asVolatile().emit("b");
            var unused = socket.emitWithAck("c");
            rig.io.emit("d");
            rig.io.asVolatile().emit("e");
            var unusedToo = rig.io.timeout(Duration.ofSeconds(1)).emitWithAck("f");
            socket.emit("g");
            assertThat(visitor.events()).isEmpty();
        });

        assertThat(visitor.events())
                .containsExactly(
                        "2[\"slow\",[0]]",
                        "2[\"a\"]",
                        "2[\"b\"]",
                        "20[\"c\"]",
                        "2[\"d\"]",
                        "2[\"e\"]",
                        "21[\"f\"]",
                        "2[\"g\"]");
    }

    @Test
    void anAckKeepsItsPlace() {
        socket.on("question", event -> {
            socket.emit("before");
            event.ack("answer");
            socket.emit("after");
        });

        whileTheOrderWaits(() -> visitor.client().send("27[\"question\"]"));

        assertThat(visitor.events())
                .containsExactly("2[\"slow\",[0]]", "2[\"before\"]", "37[\"answer\"]", "2[\"after\"]");
    }

    @Test
    void whatWasSentBeforeADisconnectArrivesBeforeIt() {
        whileTheOrderWaits(() -> {
            socket.emit("bye");
            socket.asVolatile().emit("bye, perhaps");
            socket.disconnect();
            socket.emit("too late");
            rig.io.emit("for the others");
            assertThat(socket.connected()).isFalse();
        });

        assertThat(visitor.events()).containsExactly("2[\"slow\",[0]]", "2[\"bye\"]", "2[\"bye, perhaps\"]", "1");
        assertThat(visitor.client().open()).isTrue();
    }

    @Test
    void whatWasSentBeforeAConnectionIsClosedArrivesBeforeThat() {
        whileTheOrderWaits(() -> {
            socket.emit("bye");
            socket.disconnect(true);
        });

        assertThat(visitor.events()).containsExactly("2[\"slow\",[0]]", "2[\"bye\"]", "1");
        assertThat(visitor.client().open()).isFalse();
    }

    @Test
    void anEventReachesThoseWhoWereInTheRoomWhenItWasSent() {
        Visitor newcomer = Visitor.in(rig);
        socket.join("red");

        whileTheOrderWaits(() -> {
            rig.io.to("red").emit("one");
            socket.leave("red");
            newcomer.socket().join("red");
            rig.io.to("red").emit("two");
            assertThat(socket.rooms()).containsOnly(socket.id());
        });

        assertThat(visitor.events()).containsExactly("2[\"slow\",[0]]", "2[\"one\"]");
        assertThat(newcomer.events()).containsExactly("2[\"slow\",[0]]", "2[\"two\"]");
    }

    @Test
    void anEventReachesARoomThatEverybodyIsMadeToLeaveBehindIt() {
        socket.join("game");

        whileTheOrderWaits(() -> {
            rig.io.to("game").emit("over");
            rig.io.in("game").socketsLeave("game");
        });

        assertThat(visitor.events()).containsExactly("2[\"slow\",[0]]", "2[\"over\"]");
        assertThat(socket.rooms()).doesNotContain("game");
    }

    @Test
    void aListenerThatRunsOnTheThreadOfTheOrderDoesNotHoldItUp() {
        List<String> heard = new ArrayList<>();
        rig.io.onConnection(newcomer -> {
            rig.io.emit("news");
            heard.addAll(visitor.events());
        });
        ClientRig newcomer = rig.open();

        whileTheOrderWaits(() -> newcomer.send("0"));

        assertThat(heard).as("the order was free").containsExactly("2[\"slow\",[0]]", "2[\"news\"]");
    }

    @Test
    void aRoomListenerDoesNotHoldTheOrderUp() {
        List<String> heard = new ArrayList<>();
        rig.io.sockets().onRoom(event -> {
            if (event.kind() == Kind.JOINED) {
                rig.io.emit("news");
                heard.addAll(visitor.events());
            }
        });
        ClientRig newcomer = rig.open();

        whileTheOrderWaits(() -> newcomer.send("0"));

        assertThat(heard).containsExactly("2[\"slow\",[0]]", "2[\"news\"]");
    }

    @Test
    void anOutgoingListenerMayEmit() {
        socket.onAnyOutgoing((name, arguments) -> {
            if (name.equals("first")) {
                socket.emit("second");
            }
        });

        socket.emit("first");

        assertThat(visitor.events()).containsExactly("2[\"first\"]", "2[\"second\"]");
    }

    @Test
    void aClientThatComesHearsNothingThatWasSentBefore() {
        ClientRig newcomer = rig.open();

        whileTheOrderWaits(() -> {
            rig.io.emit("before");
            newcomer.send("0");
            rig.io.emit("after");
        });

        List<String> received = newcomer.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(0)).startsWith("0{");
        assertThat(received.get(1)).startsWith("2[\"after\",");
    }

    @Test
    void aClientThatGoesAndComesBackMissesNothingOnTheWay() {
        whileTheOrderWaits(() -> {
            rig.io.emit("before");
            visitor.drop();
            rig.io.emit("between");
            visitor.reopen();
            visitor.request("{\"pid\":\"" + visitor.privateId() + "\"}");
            rig.io.emit("after");
        });

        List<String> received = visitor.client().received();
        assertThat(received)
                .extracting(message -> message.replaceAll("^0.*", "0").replaceAll(",.*", ""))
                .containsExactly("2[\"slow\"", "2[\"before\"", "2[\"between\"", "2[\"after\"", "0");
    }

    @Test
    void nobodyIsConnectedWhoLeftBeforeItsTurn() {
        List<Socket> connected = new ArrayList<>();
        rig.io.onConnection(connected::add);
        ClientRig newcomer = rig.open();

        whileTheOrderWaits(() -> {
            newcomer.send("0");
            newcomer.end(CloseReason.TRANSPORT_CLOSE, null);
        });

        assertThat(connected).isEmpty();
        assertThat(rig.io.sockets().sockets()).containsOnlyKeys(visitor.id());
    }
}
