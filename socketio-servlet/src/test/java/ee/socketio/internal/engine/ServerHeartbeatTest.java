package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.Heartbeat.Beat;
import org.junit.jupiter.api.Test;

class ServerHeartbeatTest {

    private static final long INTERVAL = 300;
    private static final long TIMEOUT = 200;
    private static final long NO_CHANGE = -1;

    private final Heartbeat heartbeat = new ServerHeartbeat(INTERVAL, TIMEOUT);

    @Test
    void itKnowsItsTimes() {
        assertThat(heartbeat.first()).isEqualTo(INTERVAL);
        assertThat(heartbeat.timeout()).isEqualTo(TIMEOUT);
    }

    @Test
    void restIsFollowedByAPingAndAPingByTheTimeout() {
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.TIMEOUT);
    }

    @Test
    void aPongBringsRest() {
        heartbeat.onDeadline();

        assertThat(heartbeat.onBeat()).isEqualTo(INTERVAL);

        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);
    }

    @Test
    void aPongThatNobodyAskedForBringsRestToo() {
        assertThat(heartbeat.onBeat()).isEqualTo(INTERVAL);
        assertThat(heartbeat.onBeat()).isEqualTo(INTERVAL);
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);
    }

    @Test
    void onePacketPerPingExtendsTheWait() {
        heartbeat.onDeadline();

        assertThat(heartbeat.onPacket()).isEqualTo(TIMEOUT);
        assertThat(heartbeat.onPacket()).isEqualTo(NO_CHANGE);
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.TIMEOUT);
    }

    @Test
    void packetsAtRestChangeNothing() {
        assertThat(heartbeat.onPacket()).isEqualTo(NO_CHANGE);
        heartbeat.onDeadline();
        assertThat(heartbeat.onPacket()).isEqualTo(TIMEOUT);
    }

    @Test
    void aPongEndsAnExtendedWait() {
        heartbeat.onDeadline();
        heartbeat.onPacket();
        heartbeat.onBeat();

        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);
        assertThat(heartbeat.onPacket()).isEqualTo(TIMEOUT);
    }

    @Test
    void anUpgradeAtRestChangesNothing() {
        assertThat(heartbeat.onUpgrade()).isEqualTo(NO_CHANGE);
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);
    }

    @Test
    void anUpgradeForgetsAPongThatIsDueAndRests() {
        heartbeat.onDeadline();
        assertThat(heartbeat.onUpgrade()).isEqualTo(INTERVAL);
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);

        heartbeat.onPacket();
        assertThat(heartbeat.onUpgrade()).isEqualTo(INTERVAL);
        assertThat(heartbeat.onDeadline()).isEqualTo(Beat.PING);
    }
}
