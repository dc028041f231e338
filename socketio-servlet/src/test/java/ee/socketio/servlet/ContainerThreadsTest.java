package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.fakes.FakeNaming;
import ee.socketio.internal.engine.Threads;
import jakarta.servlet.ServletConfig;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerThreadsTest {

    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";
    private static final String SCHEDULER = "java:comp/DefaultManagedScheduledExecutorService";

    private final FakeNaming naming = FakeNaming.install();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void close() {
        naming.close();
        executor.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void theExecutorsOfTheContainerAreUsedWhereThereAreAny() {
        naming.bind(EXECUTOR, executor).bind(SCHEDULER, scheduler);

        Threads threads = threads(ListenerThreads.container());

        assertThat(threads.listeners()).isSameAs(executor);
        assertThat(threads.scheduler()).isSameAs(scheduler);
    }

    @Test
    void theSchedulerOfTheContainerGoesWithANamedExecutor() {
        naming.bind(EXECUTOR, executor).bind(SCHEDULER, scheduler);

        Threads threads = threads(ListenerThreads.executor(Runnable::run));

        assertThat(threads.listeners()).isNull();
        assertThat(threads.scheduler()).isSameAs(scheduler);
    }

    @Test
    void whoWantsThreadsOfTheServersGetsNoOthers() {
        naming.bind(EXECUTOR, executor).bind(SCHEDULER, scheduler);

        for (ListenerThreads own :
                new ListenerThreads[] {ListenerThreads.pool(), ListenerThreads.virtual(), ListenerThreads.direct()}) {
            assertThat(threads(own).listeners()).isNull();
            assertThat(threads(own).scheduler()).isNull();
        }
    }

    @Test
    void aContainerNeedNotHaveAny() {
        Threads threads = threads(ListenerThreads.container());

        assertThat(threads.listeners()).isNull();
        assertThat(threads.scheduler()).isNull();
    }

    @Test
    void whatHasTheNameButIsNoneIsNotUsed() {
        naming.bind(EXECUTOR, "a string");

        assertThat(threads(ListenerThreads.container()).listeners()).isNull();
    }

    @Test
    void anOptionNamesAnother() {
        naming.bind("java:comp/env/chat", executor).bind("java:comp/env/timer", scheduler);
        EngineOptions.Builder options = EngineOptions.builder();
        InitParams.of(FakeConfig.of(
                        Map.of("executor", "java:comp/env/chat", "scheduledExecutor", "java:comp/env/timer")))
                .applyTo(options);

        assertThat(options.build().listenerThreads()).isEqualTo(ListenerThreads.executor(executor));
        assertThat(options.build().scheduledExecutor()).isSameAs(scheduler);
    }

    @ParameterizedTest
    @ValueSource(strings = {"executor", "scheduledExecutor"})
    void aNameWithoutAnExecutorIsRefusedWithOptionAndValue(String option) {
        ServletConfig config = FakeConfig.of(Map.of(option, "java:comp/env/chat"));
        assertThatThrownBy(() -> InitParams.of(config).applyTo(EngineOptions.builder()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + option + "'", "'java:comp/env/chat'", "is not bound");

        naming.bind("java:comp/env/chat", "a string");
        assertThatThrownBy(() -> InitParams.of(config).applyTo(EngineOptions.builder()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'" + option + "'", "'java:comp/env/chat'", "java.lang.String");
    }

    @Test
    void threadsHaveTheClassLoaderOfTheApplication() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader application = new ClassLoader(before) {};
        Thread.currentThread().setContextClassLoader(application);
        try {
            Thread thread = threads(ListenerThreads.pool()).factory().newThread(() -> {});

            assertThat(thread.getContextClassLoader()).isSameAs(application);
            assertThat(thread.getName()).isEqualTo("socketio-chat-1");
            assertThat(thread.isDaemon()).isTrue();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Threads threads(ListenerThreads listeners) {
        return ContainerThreads.of(
                "chat", EngineOptions.builder().listenerThreads(listeners).build());
    }
}
