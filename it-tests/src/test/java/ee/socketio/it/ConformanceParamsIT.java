package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.SocketIoServer;
import ee.socketio.conformance.ConformanceServlet;
import ee.socketio.servlet.SocketIoServlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who deploys the conformance application sets its options from outside. */
class ConformanceParamsIT {

    /** The port of a Redis that is away. */
    private static final int NOBODY = 1;

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final ServletContextHandler context = new ServletContextHandler();

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void optionsAreContextParamsUnderTheNamesOfTheInitParams() throws Exception {
        context.setInitParameter("pingInterval", "1234");
        context.setInitParameter("maxHttpBufferSize", "777");

        assertThat(handshake(4)).contains("\"pingInterval\":1234", "\"maxPayload\":777");
    }

    @Test
    void andUnderThoseOfTheCommandLine() throws Exception {
        context.setInitParameter("ping-interval", "1234");
        context.setInitParameter("max-payload", "777");
        context.setInitParameter("eio3", "true");

        assertThat(handshake(4)).contains("\"pingInterval\":1234", "\"maxPayload\":777");
        assertThat(handshake(3)).contains("\"pingInterval\":1234");
    }

    @Test
    void aFlagThatIsFalseIsOff() throws Exception {
        context.setInitParameter("eio3", "false");

        assertThat(handshake(3)).contains("Unsupported protocol version");
    }

    @Test
    void aMisspelledOptionFailsTheDeployment() {
        context.setInitParameter("pingIntervall", "1234");

        assertThatThrownBy(() -> handshake(4)).rootCause().hasMessageContaining("pingIntervall");
    }

    @Test
    void aRedisMakesItPartOfACluster() throws Exception {
        context.setInitParameter("redis", "redis://127.0.0.1:" + NOBODY);
        context.setInitParameter("redis-adapter", "sharded");

        handshake(4);

        SocketIoServer io = SocketIoServlet.server(context.getServletContext(), "conformance");
        assertThat(io.sockets().adapter()).asString().startsWith("ShardedAdapter");
    }

    @Test
    void anUnknownAdapterFailsTheDeployment() {
        context.setInitParameter("redis-adapter", "stream");

        assertThatThrownBy(() -> handshake(4))
                .rootCause()
                .hasMessage("Option 'redis-adapter' is 'stream', but must be classic, sharded or streams");
    }

    @Test
    void anAdapterWithoutRedisFailsTheDeployment() {
        context.setInitParameter("redis-adapter", "streams");

        assertThatThrownBy(() -> handshake(4))
                .rootCause()
                .hasMessageContaining("Option 'redis' is ''")
                .hasMessageEndingWith("beside redis-adapter");
    }

    @Test
    void aBadAddressOfRedisFailsTheDeployment() {
        context.setInitParameter("redis", "localhost:6379");

        assertThatThrownBy(() -> handshake(4))
                .hasStackTraceContaining("Option 'redis' is 'localhost:6379', but must be redis://host:port");
    }

    private String handshake(int revision) throws Exception {
        if (!jetty.isStarted()) {
            ServletHolder servlet = new ServletHolder("conformance", new ConformanceServlet());
            servlet.setAsyncSupported(true);
            servlet.setInitOrder(1);
            context.addServlet(servlet, "/socket.io/*");
            jetty.addConnector(connector);
            jetty.setHandler(context);
            jetty.start();
        }
        URI uri = URI.create(
                "http://localhost:" + connector.getLocalPort() + "/socket.io/?transport=polling&EIO=" + revision);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
