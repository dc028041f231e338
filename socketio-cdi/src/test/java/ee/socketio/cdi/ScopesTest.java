package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import jakarta.enterprise.context.control.RequestContextController;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** What is active around a call, and what is left of it on the thread. */
class ScopesTest {

    private final SocketContext sockets = new SocketContext();
    private final SocketBeans beans = new SocketBeans((Socket) Proxy.newProxyInstance(
            Socket.class.getClassLoader(), new Class<?>[] {Socket.class}, (proxy, method, arguments) -> "socket"));

    private static final class Failing implements RequestContextController {
        @Override
        public boolean activate() {
            throw new IllegalStateException("an observer of @Initialized(RequestScoped.class)");
        }

        @Override
        public void deactivate() {
            throw new IllegalStateException("was not activated");
        }
    }

    @Test
    void aRequestContextThatCannotBeginLeavesNoSocketOnTheThread() {
        Scopes scopes = new Scopes(sockets, Failing::new);

        assertThatThrownBy(() -> scopes.within(beans, () -> "called")).hasMessageContaining("observer of @Initialized");
        assertThat(sockets.isActive()).isFalse();
    }

    @Test
    void anInnerCallPutsTheOutersSocketBack() {
        sockets.enter(beans);
        SocketBeans inner = new SocketBeans(beans.socket());
        Scopes scopes = new Scopes(sockets, Failing::new);

        assertThatThrownBy(() -> scopes.within(inner, () -> "called")).isInstanceOf(IllegalStateException.class);
        assertThat(sockets.current()).isSameAs(beans);
        sockets.enter(null);
    }
}
