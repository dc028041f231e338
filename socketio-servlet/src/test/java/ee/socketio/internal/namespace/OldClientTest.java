package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Check;
import ee.socketio.ConnectRejectedException;
import ee.socketio.DisconnectReason;
import ee.socketio.Handshake;
import ee.socketio.Next;
import ee.socketio.RecoveryOptions;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.Packet;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of 1.x and 2.x, which speak protocol 4: PROTOCOL 3.4. */
class OldClientTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> calls = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Next> pending = new ArrayList<>();

    // --- the main namespace

    @Test
    void theyAreInTheMainNamespaceWithoutAsking() {
        rig.io.onConnection(sockets::add);

        ClientRig client = rig.openOld();

        assertThat(client.received()).containsExactly("0");
        assertThat(sockets).hasSize(1);
        assertThat(sockets.get(0).handshake().auth()).isEmpty();
        assertThat(sockets.get(0).handshake().query()).containsEntry("a", "b").containsEntry("EIO", "3");
        assertThat(sockets.get(0).connection().protocol()).isEqualTo(3);
    }

    @Test
    void theyAreToldSoBeforeAnyListenerHasItsTurn() {
        Queue<Runnable> later = new ArrayDeque<>();
        ServerRig busy = new ServerRig(options -> options.listenerThreads(ListenerThreads.executor(later::add)));
        busy.io.onConnection(socket -> socket.on("x", event -> calls.add("x")));

        ClientRig client = busy.openOld();
        assertThat(client.received()).containsExactly("0");
        client.send("2[\"x\"]");
        while (!later.isEmpty()) {
            later.remove().run();
        }

        assertThat(calls).containsExactly("x");
    }

    @Test
    void aConnectionThatEndsBeforeItsListenersHadTheirTurnLeavesNothing() {
        Queue<Runnable> later = new ArrayDeque<>();
        ServerRig busy = new ServerRig(options -> options.listenerThreads(ListenerThreads.executor(later::add)));
        ClientRig client = busy.openOld();
        client.end(CloseReason.TRANSPORT_CLOSE, null);

        while (!later.isEmpty()) {
            later.remove().run();
        }

        assertThat(busy.io.sockets().sockets()).isEmpty();
        assertThat(busy.sessions()).isZero();
    }

    @Test
    void middlewaresDecideFirst() {
        rig.io.use((socket, next) -> pending.add(next));
        ClientRig client = rig.openOld();
        assertThat(client.received()).isEmpty();

        pending.get(0).proceed();

        assertThat(client.received()).containsExactly("0");
    }

    @Test
    void aRefusalIsAPlainStringAndTheConnectionStays() {
        rig.io.use((Check<Socket>) socket -> {
            throw new ConnectRejectedException("root denied");
        });
        rig.io.of("/a");

        ClientRig client = rig.openOld();
        client.send("0/a,");

        assertThat(client.received()).containsExactly("4\"root denied\"", "0/a,");
        assertThat(client.open()).isTrue();
    }

    @Test
    void aRefusedClientThatJoinsNothingIsClosedAfterTheConnectTimeout() {
        rig.io.use((Check<Socket>) socket -> {
            throw new ConnectRejectedException("root denied");
        });
        ClientRig client = rig.openOld();

        rig.advance(Duration.ofSeconds(45));

        assertThat(client.closed()).isTrue();
    }

    @Test
    void theConnectTimeoutDoesNotConcernAClientThatIsIn() {
        ClientRig client = rig.openOld();

        rig.advance(Duration.ofSeconds(45));

        assertThat(client.open()).isTrue();
    }

    // --- other namespaces

    @ParameterizedTest
    @ValueSource(strings = {"0/chat,", "0/chat", "0/chat?a=1,", "0/chat?a=1"})
    void theAnswerToAConnectIsTheBareName(String connect) {
        rig.io.of("/chat");
        ClientRig client = inMain();

        client.send(connect);

        assertThat(client.received()).containsExactly("0/chat,");
    }

    @Test
    void theirIdsAreThoseThatTheyCompute() {
        rig.io.of("/chat").onConnection(sockets::add);
        rig.io.onConnection(sockets::add);
        ClientRig client = inMain();

        client.send("0/chat,");

        assertThat(sockets).extracting(Socket::id).containsExactly(client.sessionId(), "/chat#" + client.sessionId());
        assertThat(sockets.get(1).rooms()).containsExactly("/chat#" + client.sessionId());
    }

    @Test
    void theQueryOfANamespaceIsMergedIntoTheHandshakeAndMirroredInAuth() {
        rig.io.of("/chat").onConnection(sockets::add);

        inMain().send("0/chat?token=abc&u=a%20b%2Cc&a=other,");

        Handshake handshake = sockets.get(0).handshake();
        assertThat(handshake.query())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("EIO", "3", "transport", "websocket", "a", "other", "token", "abc", "u", "a b,c"));
        assertThat(handshake.auth().keySet()).containsExactly("token", "u", "a");
        assertThat(((JsonString) handshake.auth().get("u")).getString()).isEqualTo("a b,c");
        assertThat(handshake.request().query()).containsEntry("a", "b");
    }

    @Test
    void matchersOfNamespacesGetTheQuery() {
        rig.io.of((name, query) -> name.equals("/made") && query.containsKey("token"));
        ClientRig client = inMain();

        client.send("0/made?token=1,");
        client.send("0/made2?token=1,");

        assertThat(client.received()).containsExactly("0/made,", "4/made2,\"Invalid namespace\"");
    }

    @Test
    void errorsAreStringsOrTheirData() {
        rig.io.of("/deny").use((Check<Socket>) socket -> {
            throw new ConnectRejectedException("not allowed");
        });
        rig.io.of("/data").use((Check<Socket>) socket -> {
            throw new ConnectRejectedException("not allowed", Map.of("content", "x"));
        });
        rig.io.of("/bug").use((Check<Socket>) socket -> {
            throw new IllegalStateException("secret");
        });
        ClientRig client = inMain();

        client.send("0/deny,");
        client.send("0/data,");
        client.send("0/bug,");
        client.send("0/nope,");

        assertThat(client.received())
                .containsExactly(
                        "4/deny,\"not allowed\"",
                        "4/data,{\"content\":\"x\"}",
                        "4/bug,\"Internal error\"",
                        "4/nope,\"Invalid namespace\"");
        assertThat(rig.errors).hasSize(1);
    }

    @Test
    void theMainNamespaceComesFirst() {
        rig.io.use((socket, next) -> pending.add(next));
        rig.io.onConnection(socket -> calls.add("/"));
        rig.io.of("/a").use(socket -> calls.add("middleware of /a"));
        rig.io.of("/a").onConnection(socket -> calls.add("/a"));
        rig.io.of("/b").onConnection(socket -> calls.add("/b"));
        ClientRig client = rig.openOld();
        client.send("0/a,");
        client.send("0/b,");
        assertThat(calls).isEmpty();

        pending.get(0).proceed();

        assertThat(calls).containsExactly("/", "middleware of /a", "/a", "/b");
        assertThat(client.received()).containsExactly("0", "0/a,", "0/b,");
    }

    @Test
    void namespacesThatWaitHearOfARefusalToo() {
        rig.io.use((socket, next) -> pending.add(next));
        rig.io.of("/a");
        ClientRig client = rig.openOld();
        client.send("0/a,");

        pending.get(0).reject(new ConnectRejectedException("no"));

        assertThat(client.received()).containsExactly("4\"no\"", "0/a,");
    }

    @Test
    void aClientThatLeavesWhileItWaitsIsInNoNamespace() {
        rig.io.use((socket, next) -> pending.add(next));
        rig.io.onConnection(sockets::add);
        rig.io.of("/a").use(socket -> calls.add("middleware of /a"));
        ClientRig client = rig.openOld();
        client.send("0/a,");

        client.end(CloseReason.TRANSPORT_CLOSE, null);
        pending.get(0).proceed();

        assertThat(sockets).isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    void leavingTheMainNamespaceKeepsTheOthers() {
        rig.io.of("/a").onConnection(sockets::add);
        rig.io.onConnection(socket -> socket.onDisconnect((reason, cause) -> calls.add(reason.toString())));
        ClientRig client = inMain();
        client.send("0/a,");

        client.send("1");

        assertThat(calls).containsExactly(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT.toString());
        assertThat(sockets.get(0).connected()).isTrue();
        assertThat(client.open()).isTrue();
    }

    // --- what is invalid

    @ParameterizedTest
    @ValueSource(strings = {"2/nope,[\"x\"]", "3/nope,1[]", "1/nope,", "2/a,[\"x\"]", "2/nope?a=b,[\"x\"]"})
    void packetsForNamespacesThatTheyAreNotInAreIgnored(String packet) {
        rig.io.of("/a");
        ClientRig client = inMain();

        client.send(packet);

        assertThat(client.open()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void binaryPacketsForSuchNamespacesAreIgnoredWithTheirAttachments() {
        rig.io.onConnection(socket -> socket.on("x", event -> calls.add("x")));
        ClientRig client = inMain();

        client.send("51-/nope,[\"x\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1});
        client.send("2[\"x\"]");

        assertThat(calls).containsExactly("x");
    }

    @Test
    void nothingIsBufferedForAClientThatIsNowhere() {
        rig.io.use((Check<Socket>) socket -> {
            throw new ConnectRejectedException("no");
        });
        ClientRig client = rig.openOld();

        client.send("51-[\"x\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(client.open()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0/a,", "4\"x\"", "9", "2{}", "2[\"disconnect\"]", ""})
    void whatMakesNoSenseClosesTheConnection(String packet) {
        rig.io.of("/a");
        ClientRig client = inMain();
        client.send("0/a,");

        client.send(packet);

        assertThat(client.open()).isFalse();
    }

    @Test
    void packetsMayRepeatTheQueryOfTheirNamespace() {
        rig.io.of("/a").onConnection(socket -> socket.on("x", event -> calls.add("x")));
        ClientRig client = inMain();
        client.send("0/a?t=1,");

        client.send("2/a?t=1,[\"x\"]");

        assertThat(calls).containsExactly("x");
    }

    @Test
    void aParserThatCannotWriteTheAnswerIsReportedAndTheClientClosed() {
        ServerRig broken = new ServerRig(options -> options.parser(mapper -> new CountingParser(mapper) {
            @Override
            public EncodedPacket encode(Packet packet) {
                throw new IllegalStateException("cannot write");
            }
        }));

        ClientRig client = broken.openOld();

        assertThat(broken.errors).hasSize(1);
        broken.advance(Duration.ofSeconds(45));
        assertThat(client.closed()).isTrue();
    }

    // --- middlewares for events

    @Test
    void anEventThatAMiddlewareRefusesIsAnsweredWithAnError() {
        rig.io.of("/a").onConnection(socket -> {
            sockets.add(socket);
            socket.onError(error -> calls.add(error.getMessage()));
            socket.use(event -> {
                throw new ConnectRejectedException("Not a doge error");
            });
        });
        ClientRig client = inMain();
        client.send("0/a,");
        client.received();

        client.send("2/a,[\"x\"]");

        assertThat(client.received()).containsExactly("4/a,\"Not a doge error\"");
        assertThat(calls).containsExactly("Not a doge error");
        assertThat(sockets.get(0).connected()).isTrue();
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void whatWentWrongInsideAMiddlewareIsNoneOfTheClientsBusiness() {
        rig.io.onConnection(socket -> socket.use(event -> {
            throw new IllegalStateException("secret");
        }));
        ClientRig client = inMain();

        client.send("2[\"x\"]");

        assertThat(client.received()).containsExactly("4\"Internal error\"");
        assertThat(rig.errors).hasSize(1);
    }

    // --- together with new clients

    @Test
    void aBroadcastToOldAndNewClientsIsEncodedOnce() {
        CountingParser[] parser = new CountingParser[1];
        ServerRig mixed = new ServerRig(options -> options.parser(mapper -> parser[0] = new CountingParser(mapper)));
        mixed.io.onConnection(socket -> socket.join("room"));
        List<ClientRig> clients = List.of(mixed.connect(), mixed.openOld(), mixed.connect(), mixed.openOld());
        clients.forEach(ClientRig::received);

        mixed.io.to("room").emit("x", (Object) new byte[] {1});

        assertThat(parser[0].encodedEvents()).isEqualTo(1);
        assertThat(clients).allSatisfy(client -> assertThat(client.received())
                .containsExactly("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "[1]"));
    }

    @Test
    void withRecoveryOldClientsGetNoOffsetsAndABroadcastIsEncodedOncePerProtocol() {
        CountingParser[] parser = new CountingParser[1];
        ServerRig mixed = new ServerRig(options -> options.connectionStateRecovery(RecoveryOptions.defaults())
                .parser(mapper -> parser[0] = new CountingParser(mapper)));
        ClientRig young = mixed.open();
        young.send("0");
        young.received();
        List<ClientRig> old = List.of(mixed.openOld(), mixed.openOld());

        mixed.io.emit("x", 1);

        assertThat(young.received()).singleElement().asString().matches("2\\[\"x\",1,\"[^\"]+\"]");
        assertThat(old).allSatisfy(client -> assertThat(client.received()).containsExactly("0", "2[\"x\",1]"));
        assertThat(parser[0].encodedEvents()).isEqualTo(2);
    }

    @Test
    void withRecoveryTheSocketOfAnOldClientIsNotKept() {
        ServerRig recovering = new ServerRig(options -> options.connectionStateRecovery(RecoveryOptions.defaults()));
        recovering.io.onConnection(sockets::add);
        ClientRig client = recovering.openOld();
        sockets.get(0).emit("x", 1);
        assertThat(client.received()).containsExactly("0", "2[\"x\",1]");

        client.end(CloseReason.TRANSPORT_CLOSE, null);

        assertThat(recovering.io.sockets().sockets()).isEmpty();
        assertThat(sockets.get(0).recovered()).isFalse();
    }

    private ClientRig inMain() {
        ClientRig client = rig.openOld();
        assertThat(client.received()).containsExactly("0");
        return client;
    }
}
