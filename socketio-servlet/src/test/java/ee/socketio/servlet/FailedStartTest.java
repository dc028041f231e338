package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.EngineServer;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is left of a server that could not start, and what was wrong with it is not hidden. */
class FailedStartTest {

    private final List<String> log = new ArrayList<>();
    private final FakeContext context = new FakeContext();

    @Test
    void aServerThatMissesItsListenerIsClosed() {
        context.servlet("test", SocketIoServlet.class.getName()).addMapping("/socket.io/*");
        SocketIoServlet servlet = new Failing(new IllegalStateException("not reached"), false);

        assertThatThrownBy(() -> servlet.init(FakeConfig.of(Map.of(), context.refuseListeners())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("disconnectOnSessionEnd");

        assertThat(log).containsExactly("adapter closed");
        assertThat(context.getAttribute(SocketIoServer.class.getName())).isNull();
    }

    @Test
    void anErrorClosesTheServerAndComesThrough() {
        Error missing = new NoClassDefFoundError("on purpose");
        SocketIoServlet servlet = new Failing(missing, false);

        assertThatThrownBy(() -> servlet.init(FakeConfig.of(Map.of(), context))).isSameAs(missing);

        assertThat(log).containsExactly("adapter closed");
        assertThat(context.getAttribute(SocketIoServer.class.getName())).isNull();
        assertThat(context.getAttribute(SocketIoServer.class.getName() + ".test"))
                .isNull();
    }

    @Test
    void whatFailsOnTheWayOutIsSuppressed() {
        RuntimeException first = new IllegalStateException("first");
        SocketIoServlet servlet = new Failing(first, true);

        assertThatThrownBy(() -> servlet.init(FakeConfig.of(Map.of(), context)))
                .isSameAs(first)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("second"));

        assertThat(log).containsExactly("adapter closed");
    }

    @Test
    void anEngineThatCannotStartIsTakenBackToo() {
        Error missing = new NoClassDefFoundError("on purpose");
        EngineIoServlet servlet = new EngineIoServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void start(EngineServer engine) {
                throw missing;
            }
        };

        assertThatThrownBy(() -> servlet.init(FakeConfig.of(Map.of(), context))).isSameAs(missing);

        assertThat(context.getAttribute(EngineServer.class.getName())).isNull();
        assertThat(context.getAttribute(EngineServer.class.getName() + ".test")).isNull();
    }

    private final class Failing extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        private final Throwable failure;
        private final boolean failsAgain;

        Failing(Throwable failure, boolean failsAgain) {
            this.failure = failure;
            this.failsAgain = failsAgain;
        }

        @Override
        protected void configure(ServerOptions.Builder options) {
            options.disconnectOnSessionEnd(true).adapter(this::logging);
        }

        private Adapter logging(AdapterContext namespace) {
            Adapter memory = new InMemoryAdapter(namespace);
            return (Adapter) Proxy.newProxyInstance(
                    Adapter.class.getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, method, args) -> {
                        if (method.getName().equals("close")) {
                            log.add("adapter closed");
                        }
                        return method.invoke(memory, args);
                    });
        }

        @Override
        protected void start(SocketIoServer io) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public void destroy() {
            super.destroy();
            if (failsAgain) {
                throw new IllegalStateException("second");
            }
        }
    }
}
