package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.engine.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that joins nothing is not kept: PROTOCOL 3.3. */
class ConnectTimeoutTest {
    private static final Duration JUST_BEFORE = Duration.ofMillis(44_999);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final ServerRig rig = new ServerRig();

    @Test
    void whoJoinsNothingIsClosedAfter45Seconds() {
        ClientRig client = rig.open();
        List<CloseReason> reasons = new ArrayList<>();
        rig.io.engine().socket(client.sessionId()).orElseThrow().onClose((reason, cause) -> reasons.add(reason));

        rig.advance(JUST_BEFORE);
        assertThat(client.closed()).isFalse();

        rig.advance(A_MOMENT);
        assertThat(client.closed()).isTrue();
        assertThat(reasons).containsExactly(CloseReason.FORCED_CLOSE);
        assertThat(rig.sessions()).isZero();
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void theTimeIsAnOption() {
        ServerRig quick = new ServerRig(options -> options.connectTimeout(Duration.ofMillis(300)));
        ClientRig client = quick.open();

        quick.advance(Duration.ofMillis(299));
        assertThat(client.closed()).isFalse();

        quick.advance(A_MOMENT);
        assertThat(client.closed()).isTrue();
    }

    @Test
    void whoHasJoinedStaysEvenAfterItHasLeftEverything() {
        ClientRig client = rig.open();
        rig.advance(JUST_BEFORE);
        client.join("/");
        client.send("1");

        rig.advance(Duration.ofHours(20));

        assertThat(client.closed()).isFalse();
        assertThat(client.join("/")).isNotNull();
    }

    @Test
    void joiningAnyNamespaceCounts() {
        rig.io.of("/a");
        ClientRig client = rig.open();
        client.join("/a");

        rig.advance(Duration.ofHours(1));

        assertThat(client.closed()).isFalse();
    }

    @Test
    void aRefusalDoesNotCount() {
        rig.io.use(socket -> {
            throw new ConnectRejectedException("no");
        });
        ClientRig client = rig.open();
        client.send("0");
        client.send("0/nope,");
        assertThat(client.received()).hasSize(2);

        rig.advance(JUST_BEFORE);
        assertThat(client.closed()).isFalse();

        rig.advance(A_MOMENT);
        assertThat(client.closed()).isTrue();
    }

    @Test
    void aClientThatPollsHearsOfItWithItsNextRequest() {
        ClientRig client = rig.openPolling();

        rig.advance(Duration.ofSeconds(45));
        assertThat(client.open()).isFalse();
        assertThat(client.closed()).isFalse();

        client.poll();
        assertThat(client.closed()).isTrue();
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void aConnectThatComesTooLateIsIgnored() {
        ClientRig client = rig.openPolling();
        rig.advance(Duration.ofSeconds(45));

        client.send("0");

        assertThat(rig.io.sockets().sockets()).isEmpty();
        client.poll();
        assertThat(client.received()).isEmpty();
    }
}
