package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.ListenerThreads.Kind;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerThreadsTest {

    @Test
    void thePoolHasAtLeastEightThreads() {
        assertThat(ListenerThreads.pool().kind()).isEqualTo(Kind.POOL);
        assertThat(ListenerThreads.pool().size())
                .isEqualTo(Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void eachKindIsMade() {
        Executor executor = Runnable::run;

        assertThat(ListenerThreads.pool(3)).isEqualTo(new ListenerThreads(Kind.POOL, 3, null));
        assertThat(ListenerThreads.container())
                .isEqualTo(new ListenerThreads(
                        Kind.CONTAINER, ListenerThreads.pool().size(), null));
        assertThat(ListenerThreads.direct()).isEqualTo(new ListenerThreads(Kind.DIRECT, 0, null));
        assertThat(ListenerThreads.virtual()).isEqualTo(new ListenerThreads(Kind.VIRTUAL, 0, null));
        assertThat(ListenerThreads.executor(executor)).isEqualTo(new ListenerThreads(Kind.EXECUTOR, 0, executor));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000})
    void thePoolMayBeOfAnySaneSize(int size) {
        assertThat(ListenerThreads.pool(size).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void thePoolMayNotBeOfAnyOtherSize(int size) {
        assertThatThrownBy(() -> ListenerThreads.pool(size))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("Option 'listenerThreads' is '" + size + "', but must be between 1 and 10000");
    }

    @Test
    void anExecutorMustBeThere() {
        assertThatThrownBy(() -> new ListenerThreads(Kind.EXECUTOR, 0, null))
                .isInstanceOf(InvalidOptionException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "VIRTUAL", "DIRECT"})
    void anExecutorIsForItsOwnKindOnly(Kind kind) {
        assertThatThrownBy(() -> new ListenerThreads(kind, 1, Runnable::run))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'listenerThreads'");
    }
}
