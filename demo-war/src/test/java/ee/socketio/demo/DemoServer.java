package ee.socketio.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The demo's WAR on an embedded Jetty, and beside it a small HTTP server for the test in the browser: {@code POST /restart}
 * restarts Jetty on the same port and answers when the demo serves again.
 */
final class DemoServer implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Path war;
    private final Path workDirectory;
    private final HttpServer control;
    private DemoNode jetty;

    DemoServer(Path war, Path workDirectory) throws Exception {
        this.war = war;
        this.workDirectory = workDirectory;
        jetty = start(0);
        control = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        control.createContext("/restart", this::restart);
        control.start();
    }

    URI demoUri() {
        return jetty.uri();
    }

    URI controlUri() {
        return URI.create("http://" + LOOPBACK.getHostAddress() + ":"
                + control.getAddress().getPort());
    }

    @Override
    public void close() {
        control.stop(0);
        jetty.close();
    }

    private DemoNode start(int port) throws Exception {
        return DemoNode.start(war, workDirectory, port, List.of(), Map.of());
    }

    private void restart(HttpExchange exchange) throws IOException {
        int status = 204;
        try {
            int port = jetty.port();
            jetty.close();
            jetty = start(port);
        } catch (Exception e) {
            e.printStackTrace();
            status = 500;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
