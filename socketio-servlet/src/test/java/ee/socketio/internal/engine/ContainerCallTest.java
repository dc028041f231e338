package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerCallTest {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader application = thread.getContextClassLoader();

    /** Threads that are made by the call take it over. */
    @Test
    void theCallIsMadeWithTheClassLoaderOfWhatIsCalled() {
        List<ClassLoader> seen = new ArrayList<>();
        Object callee = "a class of the JDK, which has none";

        ContainerCall.run(callee, () -> {
            Thread made = new Thread(() -> {});
            seen.add(made.getContextClassLoader());
        });

        assertThat(application).isNotNull();
        assertThat(seen).containsExactly((ClassLoader) null);
        assertThat(thread.getContextClassLoader()).isSameAs(application);
    }

    @Test
    void aCallThatThrowsLeavesTheThreadAsItWas() {
        Runnable call = () -> {
            throw new IllegalStateException("on purpose");
        };

        assertThatThrownBy(() -> ContainerCall.run("", call)).hasMessage("on purpose");

        assertThat(thread.getContextClassLoader()).isSameAs(application);
    }
}
