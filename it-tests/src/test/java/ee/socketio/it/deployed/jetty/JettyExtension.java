package ee.socketio.it.deployed.jetty;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Takes part where the build runs the tests against Jetty: it is on the class path of the other containers too. */
public final class JettyExtension implements LoadableExtension {

    /** For {@link java.util.ServiceLoader}. */
    public JettyExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        if ("jetty".equals(System.getProperty("arquillian.launch"))) {
            builder.service(DeployableContainer.class, JettyContainer.class);
        }
    }
}
