package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.RecoveryOptions;
import ee.socketio.internal.engine.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long, and how much, is kept. */
class RecoveryBoundsTest {

    @Test
    void aSessionIsKeptForItsTimeAndNoLonger() {
        ServerRig rig = Visitor.server();
        Visitor soon = Visitor.in(rig);
        Visitor late = Visitor.in(rig);
        soon.drop();
        late.drop();
        rig.io.emit("missed");

        rig.advance(Duration.ofMinutes(2).minusMillis(1));
        assertThat(soon.comeBack()).containsExactly("2[\"missed\"]");
        assertThat(soon.recovered()).isTrue();
        rig.advance(Duration.ofMillis(1));
        assertThat(late.comeBack()).isEmpty();
        assertThat(late.recovered()).isFalse();
    }

    @Test
    void aClientThatHadReceivedEverythingIsRecoveredThoughTheLogHasLongMovedOn() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        rig.io.emit("seen");
        visitor.events();
        for (int minute = 0; minute < 10; minute++) {
            rig.io.to("others").emit("not for it");
            rig.advance(Duration.ofMinutes(1));
        }
        visitor.drop();
        rig.io.emit("missed");
        rig.advance(Duration.ofSeconds(119));

        assertThat(visitor.comeBack()).containsExactly("2[\"missed\"]");
        assertThat(visitor.recovered()).isTrue();
    }

    @Test
    void aClientWhosePacketsAreNotAllKeptBeginsAnew() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        rig.io.emit("lost");
        visitor.client().received();
        rig.advance(Duration.ofMinutes(2));
        visitor.drop();
        String id = visitor.id();

        assertThat(visitor.comeBack()).isEmpty();
        assertThat(visitor.recovered()).isFalse();
        assertThat(visitor.id()).isNotEqualTo(id);
    }

    @Test
    void theOldestGoesWhenTheBytesAreUsedUpAcrossNamespaces() {
        ServerRig rig = bounded(20_000);
        rig.io.of("/other");
        Visitor visitor = Visitor.in(rig);
        visitor.drop();
        rig.io.emit("missed", "x".repeat(1_000));
        rig.io.of("/other").emit("noise", "x".repeat(10_000));
        assertThat(visitor.comeBack()).hasSize(1);
        visitor.drop();

        rig.io.of("/other").emit("noise", "x".repeat(19_000));

        visitor.comeBack();
        assertThat(visitor.recovered()).isFalse();
    }

    @Test
    void sessionsCountToo() {
        ServerRig rig = bounded(10_000);
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            visitors.add(Visitor.in(rig));
        }
        visitors.forEach(Visitor::drop);
        visitors.forEach(Visitor::comeBack);

        assertThat(visitors.get(0).recovered()).isFalse();
        assertThat(visitors.get(19).recovered()).isTrue();
        assertThat(visitors.stream().filter(Visitor::recovered).count()).isBetween(5L, 10L);
    }

    private static ServerRig bounded(long bytes) {
        return Visitor.server(options ->
                options.connectionStateRecovery(RecoveryOptions.defaults().withMaxBytes(bytes)));
    }

    @Test
    void oneTimerServesEverythingThatIsKeptAndGoesWithTheServer() {
        ServerRig rig = Visitor.server();
        Visitor visitor = Visitor.in(rig);
        int before = rig.liveTimers();
        rig.io.emit("one");
        rig.io.emit("two");
        assertThat(rig.liveTimers()).isEqualTo(before + 1);
        visitor.drop();

        rig.io.close();

        assertThat(rig.liveTimers()).isZero();
        rig.io.emit("late");
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void aTimerIsGoneWithTheLastThatIsKept() {
        ServerRig rig = Visitor.server();
        int idle = rig.liveTimers();
        rig.io.emit("one");
        rig.advance(Duration.ofMinutes(1));
        rig.io.emit("two");

        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.liveTimers()).isEqualTo(idle + 1);
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.liveTimers()).isEqualTo(idle);
    }

    @Test
    void everythingIsDroppedOnceOldestFirst() {
        ManualTimers timers = new ManualTimers();
        Retention retention = new Retention(RecoveryOptions.defaults().withMaxBytes(100), timers);
        List<Integer> dropped = new ArrayList<>();
        retention.keep(60, () -> dropped.add(1));
        retention.keep(40, () -> dropped.add(2));
        assertThat(dropped).isEmpty();
        assertThat(retention.bytes()).isEqualTo(100);

        retention.keep(1, () -> dropped.add(3));
        assertThat(dropped).containsExactly(1);
        timers.advance(120_000);
        assertThat(dropped).containsExactly(1, 2, 3);
        assertThat(retention.bytes()).isZero();
        retention.keep(101, () -> dropped.add(4));
        assertThat(dropped).containsExactly(1, 2, 3, 4);

        retention.close();
        retention.keep(1, () -> dropped.add(5));
        assertThat(dropped).containsExactly(1, 2, 3, 4, 5);
        assertThat(timers.live()).isZero();
    }
}
