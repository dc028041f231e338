package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.fakes.FakeNaming;
import ee.socketio.fakes.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ApplicationContextTest {

    private final ClassLoader elsewhere = Thread.currentThread().getContextClassLoader();
    private final ClassLoader home = new ClassLoader(elsewhere) {};
    private final List<ClassLoader> seen = new ArrayList<>();
    private final Runnable task = () -> seen.add(Thread.currentThread().getContextClassLoader());

    @Test
    void withoutTheContainersContextThereIsTheClassLoader() {
        new ApplicationContext(home, null).execute(task);

        assertThat(seen).containsExactly(home);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(elsewhere);
    }

    @Test
    void aTaskThatThrowsLeavesTheThreadAsItWas() {
        assertThatThrownBy(() -> new ApplicationContext(home, null).execute(() -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(elsewhere);
    }

    @Test
    void theContainersContextIsUsed() {
        List<String> steps = new ArrayList<>();
        Executor contextual = run -> {
            steps.add("set up");
            run.run();
            steps.add("reset");
        };

        new ApplicationContext(home, contextual).execute(() -> steps.add("task"));

        assertThat(steps).containsExactly("set up", "task", "reset");
    }

    /** As WildFly does while it undeploys. */
    @Test
    void aContainerThatRefusesItsContextDoesNotKeepTheTaskFromRunning() {
        Executor refusing = run -> {
            throw new IllegalStateException("the application is not there any more");
        };

        new ApplicationContext(home, refusing).execute(task);

        assertThat(seen).containsExactly(home);
    }

    @Test
    void anErrorOfAContainerDoesNotKeepTheTaskFromRunning() {
        new ApplicationContext(home, run -> {
                    throw new NoClassDefFoundError("on purpose");
                })
                .execute(task);

        assertThat(seen).containsExactly(home);
    }

    @Test
    void aTaskThatThrowsInTheContainersContextIsLoggedAndNotRunAgain() {
        List<String> steps = new ArrayList<>();
        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            new ApplicationContext(home, Runnable::run).execute(() -> {
                steps.add("task");
                throw new IllegalStateException("on purpose");
            });

            assertThat(log.messages()).containsExactly("A task failed in the context of the application");
        }

        assertThat(steps).containsExactly("task");
    }

    @Test
    void aContainerThatCannotTakeItsContextBackDoesNotRunTheTaskAgain() {
        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            new ApplicationContext(home, run -> {
                        run.run();
                        throw new IllegalStateException("the application is not there any more");
                    })
                    .execute(task);

            assertThat(log.messages()).hasSize(1);
        }

        assertThat(seen).hasSize(1);
    }

    /** Nothing of Jakarta Concurrency is on the class path. */
    @Test
    void somethingElseUnderTheNameOfAContextServiceIsLeftAlone() {
        try (FakeNaming naming = FakeNaming.install()) {
            naming.bind("java:comp/DefaultContextService", "a string");

            ApplicationContext.of(home).execute(task);
        }

        assertThat(seen).containsExactly(home);
    }
}
