package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.ServerOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.InvalidOptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options of an application that writes no web.xml for its servlet, or that several servlets share. */
class ContextParamsTest {

    private final FakeContext context = new FakeContext()
            .param("socketio.maxSessions", " 7 ")
            .param("socketio.cookie.name", "node")
            .param("other.maxSessions", "8")
            .param("socketioMaxSessions", "9")
            .param("socketio.selfRegistration", "false");

    @Test
    void theyAreOptionsOfTheServer() throws Exception {
        ServerOptions options = options(Map.of());

        assertThat(options.engine().maxSessions()).isEqualTo(7);
        assertThat(options.engine().cookie().name()).isEqualTo("node");
    }

    @Test
    void initParamsGoBeforeThem() throws Exception {
        assertThat(options(Map.of("maxSessions", "3")).engine().maxSessions()).isEqualTo(3);
    }

    @Test
    void oneThatMeansNothingFailsTheDeployment() {
        context.param("socketio.maxSession", "1");

        assertThatThrownBy(() -> options(Map.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("maxSession");
    }

    /** Two servers may be in one application, and this one does not know the options of the other. */
    @Test
    void theyAreNotOptionsOfAnEngineServer() throws Exception {
        EngineIoServlet servlet = new EngineIoServlet();
        servlet.init(FakeConfig.of(Map.of(), context));

        assertThat(((EngineServer) context.getAttribute(EngineServer.class.getName()))
                        .options()
                        .maxSessions())
                .isZero();
        servlet.destroy();
    }

    private ServerOptions options(Map<String, String> initParams) throws Exception {
        SocketIoServlet servlet = new SocketIoServlet();
        servlet.init(FakeConfig.of(initParams, context));
        ServerOptions options = SocketIoServlet.server(context.proxy()).options();
        servlet.destroy();
        return options;
    }
}
