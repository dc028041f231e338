package ee.socketio.it.deployed.jetty;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Jetty in this JVM, to which WARs can be deployed while it runs; each is at the path of its name. */
public final class JettyContainer implements DeployableContainer<JettyConfiguration> {

    /** What a Jetty installation has in its lib folder. The other jars of the class path are those of the tests. */
    private static final Pattern OWN_JARS = Pattern.compile(
            "(jetty-|asm-|slf4j-|jakarta\\.(servlet|websocket|annotation|transaction|enterprise|inject|interceptor|el)[.-]).*\\.jar");

    private final Map<String, WebAppContext> applications = new HashMap<>();
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private InetSocketAddress address;
    private Server server;
    private Path files;

    /** For Arquillian. */
    public JettyContainer() {}

    @Override
    public Class<JettyConfiguration> getConfigurationClass() {
        return JettyConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local"); // tests run outside the container only
    }

    @Override
    public void setup(JettyConfiguration configuration) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), configuration.getPort());
    }

    @Override
    public void start() throws LifecycleException {
        try {
            files = Files.createDirectories(Path.of("target", "containers"));
            files = Files.createTempDirectory(files, "jetty-" + Server.getVersion() + "-");
            server = new Server(address);
            server.setHandler(contexts);
            server.start();
        } catch (Exception e) {
            throw new LifecycleException("Jetty did not start", e);
        }
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new LifecycleException("Jetty did not stop", e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        WebAppContext application = new WebAppContext();
        try {
            File war = files.resolve(archive.getName()).toFile();
            archive.as(ZipExporter.class).exportTo(war, true);
            application.setContextPath("/" + archive.getName().replaceFirst("\\.war$", ""));
            application.setWar(war.getPath());
            application.setTempDirectory(
                    files.resolve(archive.getName() + "-unpacked").toFile());
            application.setThrowUnavailableOnStartupException(true);
            hideTests(application);
            application.setServer(server);
            contexts.addHandler(application);
            contexts.manage(application); // as Jetty's own deployer; without, changed session ids are not told
            application.start();
        } catch (Exception e) {
            contexts.removeHandler(application);
            throw new DeploymentException("Jetty did not take " + archive.getName(), e);
        }
        applications.put(archive.getName(), application);
        return describe(application);
    }

    /** The application must find what it brings once, and nothing that only tests have. */
    private static void hideTests(WebAppContext application) {
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> !OWN_JARS.matcher(path.getFileName().toString()).matches())
                .forEach(path ->
                        application.getHiddenClassMatcher().add(path.toUri().toString()));
    }

    private ProtocolMetaData describe(WebAppContext application) {
        HTTPContext http = new HTTPContext("jetty", address.getHostString(), address.getPort());
        Stream.of(application.getServletHandler().getServlets())
                .forEach(servlet -> http.add(new Servlet(servlet.getName(), application.getContextPath())));
        return new ProtocolMetaData().addContext(http);
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        WebAppContext application = applications.remove(archive.getName());
        if (application == null) {
            return;
        }
        try {
            contexts.removeHandler(application);
            application.stop();
            application.destroy();
        } catch (Exception e) {
            throw new DeploymentException("Jetty did not let go of " + archive.getName(), e);
        }
    }
}
