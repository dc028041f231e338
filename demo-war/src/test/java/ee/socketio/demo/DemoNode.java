package ee.socketio.demo;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The demo's WAR on an embedded Jetty. */
final class DemoNode implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Server jetty;

    private DemoNode(Server jetty) {
        this.jetty = jetty;
    }

    /**
     * Starts one.
     *
     * @param port its port; 0 for any that is free
     * @param jars what the application gets beside what the WAR brings
     * @param params context-params of the application
     */
    static DemoNode start(Path war, Path workDirectory, int port, List<Path> jars, Map<String, String> params)
            throws Exception {
        WebAppContext demo = new WebAppContext();
        demo.setContextPath("/");
        demo.setWar(war.toString());
        demo.setTempDirectory(workDirectory.toFile());
        demo.setThrowUnavailableOnStartupException(true);
        params.forEach(demo::setInitParameter);
        if (!jars.isEmpty()) {
            demo.setExtraClasspath(jars.stream().map(Path::toString).collect(Collectors.joining(";")));
        }
        hideWhatItBrings(demo, war, jars);

        Server server = new Server(new InetSocketAddress(LOOPBACK, port));
        server.setHandler(demo);
        server.start();
        return new DemoNode(server);
    }

    /** The test's class path has these jars too. The demo must find each of them once, and among its own. */
    private static void hideWhatItBrings(WebAppContext demo, Path war, List<Path> jars) throws IOException {
        try (JarFile archive = new JarFile(war.toFile())) {
            Set<String> own = Stream.concat(archive.stream().map(entry -> Path.of(entry.getName())), jars.stream())
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toSet());
            classPath()
                    .filter(path -> own.contains(path.getFileName().toString()))
                    .forEach(path ->
                            demo.getHiddenClassMatcher().add(path.toUri().toString()));
        }
    }

    static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    int port() {
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }

    URI uri() {
        return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + port() + "/");
    }

    @Override
    public void close() {
        LifeCycle.stop(jetty);
    }
}
