package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a socket's beans. */
class SocketBeansTest {

    private final SocketBeans beans = new SocketBeans((Socket) Proxy.newProxyInstance(
            Socket.class.getClassLoader(), new Class<?>[] {Socket.class}, (proxy, method, arguments) -> "socket"));
    private final List<String> told = new ArrayList<>();

    /** Says when it is made and destroyed, and then does something more. */
    private final class Told implements Contextual<String> {
        private final String name;
        private final Runnable atItsEnd;

        Told(String name, Runnable atItsEnd) {
            this.name = name;
            this.atItsEnd = atItsEnd;
        }

        @Override
        public String create(CreationalContext<String> creation) {
            told.add("+" + name);
            return name;
        }

        @Override
        public void destroy(String instance, CreationalContext<String> creation) {
            told.add("-" + instance);
            atItsEnd.run();
        }
    }

    private static final class Creation implements CreationalContext<String> {
        @Override
        public void push(String incomplete) {}

        @Override
        public void release() {}
    }

    private Told bean(String name) {
        return new Told(name, () -> {});
    }

    @Test
    void theLastOneGoesFirst() {
        beans.get(bean("a"), new Creation());
        beans.get(bean("b"), new Creation());
        beans.destroy();

        assertThat(told).containsExactly("+a", "+b", "-b", "-a");
    }

    @Test
    void whatTheEndOfABeanNeedsIsMadeAndDestroyedToo() {
        Told needed = bean("needed");
        beans.get(new Told("needs", () -> beans.get(needed, new Creation())), new Creation());
        beans.destroy();

        assertThat(told).containsExactly("+needs", "-needs", "+needed", "-needed");
    }

    @Test
    void twoThatNeedEachOtherAtTheirEndsDoNotGoOnForever() {
        Told[] both = new Told[2];
        both[0] = new Told("a", () -> beans.get(both[1], new Creation()));
        both[1] = new Told("b", () -> beans.get(both[0], new Creation()));
        beans.get(both[0], new Creation());

        assertThatThrownBy(beans::destroy).isInstanceOf(ContextNotActiveException.class);
        assertThat(told).containsExactly("+a", "-a", "+b", "-b");
    }

    @Test
    void oneThatFailsKeepsNoOtherAndIsThrownAtTheEnd() {
        beans.get(bean("a"), new Creation());
        beans.get(failing("b"), new Creation());
        beans.get(failing("c"), new Creation());

        assertThatThrownBy(beans::destroy).hasMessage("c").satisfies(first -> assertThat(first.getSuppressed())
                .singleElement()
                .satisfies(second -> assertThat(second).hasMessage("b")));
        assertThat(told).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
        assertThat(beans.isOver()).isTrue();
    }

    private Told failing(String name) {
        return new Told(name, () -> {
            throw new IllegalStateException(name);
        });
    }

    @Test
    void afterTheEndNoneIsMade() {
        beans.destroy();

        assertThat(beans.isOver()).isTrue();
        assertThatThrownBy(() -> beans.get(bean("late"), new Creation()))
                .isInstanceOf(ContextNotActiveException.class)
                .hasMessage("The socket socket has ended");
    }
}
