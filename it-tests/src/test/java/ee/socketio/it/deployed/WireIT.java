package ee.socketio.it.deployed;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The protocols byte by byte against a deployed WAR: one that refuses clients of Socket.IO 1.x and 2.x, and one that takes them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WireIT {

    private static final String REFUSING = "refusing";
    private static final String TAKING = "taking";

    @Deployment(name = REFUSING, testable = false)
    static WebArchive refusing() {
        return ConformanceWar.with(
                REFUSING, Map.of("pingInterval", "25000", "pingTimeout", "20000", "maxOutboundBytes", "8000000"));
    }

    @Deployment(name = TAKING, testable = false)
    static WebArchive taking() {
        return ConformanceWar.with(
                TAKING, Map.of("pingInterval", "25000", "pingTimeout", "20000", "allowEIO3", "true"));
    }

    @ArquillianResource
    @OperateOnDeployment(REFUSING)
    private URI refusingUrl;

    @ArquillianResource
    @OperateOnDeployment(TAKING)
    private URI takingUrl;

    @TestFactory
    Stream<DynamicNode> newClients() {
        return WireTests.all(refusingUrl, "!eio3");
    }

    @TestFactory
    Stream<DynamicNode> oldClients() {
        return WireTests.all(takingUrl, "eio3");
    }
}
