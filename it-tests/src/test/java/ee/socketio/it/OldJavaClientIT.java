package ee.socketio.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The Java client of 1.x, which speaks as the clients of Socket.IO 2.x do, against a server that lets it in. */
class OldJavaClientIT {

    @TestFactory
    Stream<DynamicNode> overEveryTransport() {
        assumeTrue(System.getProperty("socketio.test.url") == null, "the server elsewhere need not let old clients in");
        TestServer server =
                TestServer.start(TestServer.patientOptions().allowEIO3(true).build());
        BiFunction<TestServer, String, Stream<DynamicNode>> cases = OldClientLoader.cases();
        return Stream.of("POLLING", "WEBSOCKET", "UPGRADE")
                .map(transports -> (DynamicNode) dynamicContainer(transports, cases.apply(server, transports)))
                .onClose(server::close);
    }
}
