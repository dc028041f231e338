package ee.socketio.it.deployed.jetty;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of Jetty. */
public final class JettyConfiguration implements ContainerConfiguration {

    private int port;

    /** For Arquillian. */
    public JettyConfiguration() {}

    /** Where it listens. */
    public int getPort() {
        return port;
    }

    /** For Arquillian. */
    public void setPort(int port) {
        this.port = port;
    }

    @Override
    public void validate() {}
}
