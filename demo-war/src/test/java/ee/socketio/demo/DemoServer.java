package ee.socketio.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The demo's WAR on an embedded Jetty, and beside it a small HTTP server for the test in the browser: {@code POST /restart}
 * restarts Jetty on the same port and answers when the demo serves again.
 */
final class DemoServer implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Path war;
    private final Path workDirectory;
    private final HttpServer control;
    private Server jetty;

    DemoServer(Path war, Path workDirectory) throws Exception {
        this.war = war;
        this.workDirectory = workDirectory;
        jetty = start(0);
        control = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        control.createContext("/restart", this::restart);
        control.start();
    }

    URI demoUri() {
        return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + port() + "/");
    }

    URI controlUri() {
        return URI.create("http://" + LOOPBACK.getHostAddress() + ":"
                + control.getAddress().getPort());
    }

    @Override
    public void close() {
        control.stop(0);
        LifeCycle.stop(jetty);
    }

    private int port() {
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }

    private Server start(int port) throws Exception {
        WebAppContext demo = new WebAppContext();
        demo.setContextPath("/");
        demo.setWar(war.toString());
        demo.setTempDirectory(workDirectory.toFile());
        demo.setThrowUnavailableOnStartupException(true);
        hideWhatTheWarBrings(demo);

        Server server = new Server(new InetSocketAddress(LOOPBACK, port));
        server.setHandler(demo);
        server.start();
        return server;
    }

    /** The test's class path has the jars of the WAR too. The demo must find each of them once, and in the WAR. */
    private void hideWhatTheWarBrings(WebAppContext demo) throws IOException {
        try (JarFile archive = new JarFile(war.toFile())) {
            Set<String> inTheWar = archive.stream()
                    .map(entry -> Path.of(entry.getName()).getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toSet());
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(path -> inTheWar.contains(path.getFileName().toString()))
                    .forEach(path ->
                            demo.getHiddenClassMatcher().add(path.toUri().toString()));
        }
    }

    private void restart(HttpExchange exchange) throws IOException {
        int status = 204;
        try {
            int port = port();
            jetty.stop();
            jetty = start(port);
        } catch (Exception e) {
            e.printStackTrace();
            status = 500;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
