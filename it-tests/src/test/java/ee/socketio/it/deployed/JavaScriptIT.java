package ee.socketio.it.deployed;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.it.NodeSuite;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The current JavaScript client over each transport against a deployed WAR. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class JavaScriptIT {

    private static final String CLIENT = "client-4";
    private static final List<String> FILES = List.of("deployed.test.mjs");

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive application() {
        // A busy machine is no dead client.
        WebArchive war = ConformanceWar.with("javascript", Map.of("pingTimeout", "5000", "connectTimeout", "45000"));
        return Libraries.areInTheContainer() ? war : war.addAsLibraries(Libraries.ofValidation());
    }

    @TestFactory
    Stream<DynamicNode> overEveryTransport() {
        NodeSuite suite = NodeSuite.install();
        return Stream.of("polling", "websocket", "upgrade").map(transport -> {
            String name = "deployed-" + System.getProperty("arquillian.launch") + "-" + transport;
            Map<String, String> environment =
                    Map.of("SERVER_URL", application.toString(), "CLIENT", CLIENT, "TRANSPORT", transport);
            Stream<DynamicNode> tests = Stream.of(environment).flatMap(settings -> suite.run(name, settings, FILES));
            return dynamicContainer(CLIENT + " over " + transport, tests);
        });
    }
}
