package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.Middleware;
import ee.socketio.Next;
import ee.socketio.RecoveryOptions;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.ListenerThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Clients that are back while their old connection, a middleware or a listener is not done yet. */
class RecoveryRacesTest {
    private final List<String> heard = new ArrayList<>();
    private final List<Next> undecided = new ArrayList<>();

    @Test
    void aConnectionThatStillLivesIsClosedAndItsSessionTakenOver() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        String id = visitor.id();
        ClientRig old = visitor.client();
        visitor.socket().join("red");
        visitor.socket().onDisconnect(reason -> heard.add("gone"));
        rig.io.onConnection(socket -> heard.add("back"));
        rig.io.to("red").emit("lost");
        old.received();

        assertThat(visitor.comeBack()).containsExactly("2[\"lost\"]");

        assertThat(visitor.recovered()).isTrue();
        assertThat(visitor.id()).isEqualTo(id);
        assertThat(old.open()).isFalse();
        assertThat(heard).containsExactly("gone", "back");
        assertThat(visitor.socket().rooms()).containsExactlyInAnyOrder(id, "red");
        rig.io.to("red").emit("once");
        assertThat(visitor.events()).containsExactly("2[\"once\"]");
    }

    @Test
    void ofTwoClientsWithOneSecretTheSecondTakesTheSessionOverFromTheFirst() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        Visitor second = Visitor.in(rig);
        second.drop();
        visitor.drop();
        String auth = "{\"pid\":\"" + visitor.privateId() + "\"}";
        visitor.comeBack();

        second.comeBackWith(auth);

        assertThat(second.id()).isEqualTo(visitor.id());
        assertThat(visitor.client().open()).isFalse();
        assertThat(rig.io.sockets().sockets()).containsOnlyKeys(second.id());
    }

    @Test
    void aListenerThatIsStillBusyCostsTheSessionAndNotTheConnection() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        ServerRig rig = Visitor.server(options -> options.listenerThreads(ListenerThreads.executor(tasks::add)));
        ClientRig first = rig.open();
        first.send("0");
        run(tasks);
        String secret = first.received().get(0).replaceAll(".*\"pid\":\"([^\"]*)\".*", "$1");
        first.end(CloseReason.TRANSPORT_CLOSE, null);
        Runnable busy = tasks.remove();
        ClientRig second = rig.open();
        second.send("0{\"pid\":\"" + secret + "\"}");
        rig.advance(Duration.ofMillis(4_999));
        run(tasks);
        assertThat(second.received()).isEmpty();

        rig.advance(Duration.ofMillis(1));
        run(tasks);

        List<String> answer = second.received();
        assertThat(answer).hasSize(1);
        assertThat(answer.get(0)).startsWith("0{").doesNotContain(secret);
        busy.run();
        run(tasks);
        assertThat(second.received()).isEmpty();
        assertThat(rig.io.sockets().sockets()).hasSize(1);
    }

    private static void run(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void middlewaresRunAndSeeWhatTheClientHad() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        visitor.socket().data().put("name", "Ann");
        Middleware<Socket> middleware = (socket, next) -> {
            heard.add(socket.recovered() + " " + socket.data().get("name"));
            next.proceed();
        };
        rig.io.use(middleware);
        visitor.drop();

        visitor.comeBack();
        Visitor.in(rig);

        assertThat(heard).containsExactly("true Ann", "false null");
    }

    @Test
    void middlewaresAreSkippedForThoseWhoAreBackIfTheServerSaysSo() {
        ServerRig rig = Visitor.server(options ->
                options.connectionStateRecovery(RecoveryOptions.defaults().withSkipMiddlewares(true)));
        Visitor visitor = Visitor.in(rig);
        Middleware<Socket> middleware = (socket, next) -> {
            heard.add("middleware");
            next.proceed();
        };
        rig.io.use(middleware);
        rig.io.emit("seen");
        visitor.events();
        visitor.drop();

        visitor.comeBack();
        assertThat(visitor.recovered()).isTrue();
        assertThat(heard).isEmpty();

        visitor.drop();
        visitor.comeBackWith("{\"pid\":\"" + visitor.privateId() + "\",\"offset\":\"bogus\"}");
        assertThat(visitor.recovered()).isFalse();
        assertThat(heard)
                .as("a secret without its offset is no way around them")
                .containsExactly("middleware");
    }

    @Test
    void aClientThatIsRefusedDoesNotGetItsSession() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        boolean[] banned = {true};
        rig.io.use(socket -> {
            if (banned[0]) {
                throw new ConnectRejectedException("banned");
            }
        });
        String auth = "{\"pid\":\"" + visitor.privateId() + "\"}";
        visitor.drop();
        rig.io.emit("secret");

        visitor.reopen();
        visitor.request(auth);
        assertThat(visitor.client().received()).containsExactly("4{\"message\":\"banned\"}");
        assertThat(rig.io.sockets().sockets()).isEmpty();

        banned[0] = false;
        assertThat(visitor.comeBackWith(auth)).isEmpty();
        assertThat(visitor.recovered()).isFalse();
    }

    private ServerRig undecided() {
        ServerRig rig = Visitor.server(options -> options.connectTimeout(Duration.ofHours(1)));
        Middleware<Socket> middleware = (socket, next) -> {
            if (socket.recovered()) {
                undecided.add(next);
            } else {
                next.proceed();
            }
        };
        rig.io.use(middleware);
        return rig;
    }

    @Test
    void aConnectionThatBreaksDuringTheMiddlewaresGivesTheSessionBack() {
        ServerRig rig = undecided();
        Visitor visitor = Visitor.in(rig);
        String auth = "{\"pid\":\"" + visitor.privateId() + "\"}";
        visitor.drop();
        rig.io.emit("missed", 1);
        visitor.reopen();
        visitor.request(auth);
        visitor.drop();
        undecided.remove(0).proceed();
        assertThat(rig.io.sockets().sockets()).isEmpty();
        rig.io.emit("missed", 2);

        visitor.reopen();
        visitor.request(auth);
        undecided.remove(0).proceed();

        assertThat(visitor.confirmed()).containsExactly("2[\"missed\",1]", "2[\"missed\",2]");
        assertThat(visitor.recovered()).isTrue();
    }

    @Test
    void aClientThatIsBackDuringTheMiddlewaresOfItsLastAttemptGetsItsSession() {
        ServerRig rig = undecided();
        Visitor visitor = Visitor.in(rig);
        String auth = "{\"pid\":\"" + visitor.privateId() + "\"}";
        visitor.drop();
        visitor.reopen();
        visitor.request(auth);
        ClientRig stale = visitor.client();

        visitor.reopen();
        visitor.request(auth);
        undecided.forEach(Next::proceed);

        visitor.confirmed();
        assertThat(visitor.recovered()).isTrue();
        assertThat(stale.open()).isFalse();
        assertThat(stale.received()).isEmpty();
        assertThat(rig.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void aClientWhosePacketsAreDroppedDuringTheMiddlewaresBeginsAnewPastThem() {
        ServerRig rig = undecided();
        Visitor visitor = Visitor.in(rig);
        String id = visitor.id();
        visitor.socket().data().put("name", "Ann");
        visitor.socket().join("red");
        visitor.drop();
        rig.io.emit("missed");
        visitor.reopen();
        visitor.request("{\"pid\":\"" + visitor.privateId() + "\"}");
        rig.advance(Duration.ofMinutes(2));

        undecided.remove(0).proceed();

        assertThat(visitor.confirmed()).isEmpty();
        assertThat(visitor.recovered()).isFalse();
        assertThat(visitor.id()).isNotEqualTo(id);
        assertThat(visitor.socket().data()).isEmpty();
        assertThat(visitor.socket().rooms()).containsOnly(visitor.id());
        assertThat(rig.io.sockets().sockets()).hasSize(1);
    }

    @Test
    void anOldSocketObjectDoesNotTouchTheRoomsOfItsSuccessor() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        Socket old = visitor.socket();
        old.join("red");
        visitor.drop();
        visitor.comeBack();

        old.leave("red");
        old.join("blue");

        assertThat(visitor.socket().rooms()).containsExactlyInAnyOrder(visitor.id(), "red");
    }

    @Test
    void nothingStaysBehind() {
        ServerRig rig = Visitor.server();
        int timers = rig.liveTimers();
        for (int i = 0; i < 5; i++) {
            Visitor visitor = Visitor.in(rig);
            visitor.socket().join("red");
            rig.io.to("red").emit("x");
            visitor.drop();
            visitor.comeBack();
            visitor.drop();
        }
        rig.advance(Duration.ofMinutes(2));

        assertThat(((LocalNamespace) rig.io.sockets()).adapter())
                .hasToString("RecoveringAdapter[InMemoryAdapter[/, 0 sockets, 0 rooms], 0 sessions, 0 packets]");
        assertThat(((LocalNamespace) rig.io.sockets()).entrance().waiting()).isZero();
        assertThat(rig.liveTimers()).isEqualTo(timers);
    }
}
