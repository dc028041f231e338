package ee.socketio.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The JavaScript clients from npm, each over each transport, against a running server. The tests themselves are in {@code
 * src/test/js}.
 */
class JavaScriptClientIT {

    private static final List<String> CLIENTS = List.of("client-4", "client-4.0", "client-3.1");
    private static final List<String> TRANSPORTS = List.of("polling", "websocket", "upgrade");
    private static final List<String> FILES = List.of("clients.test.mjs", "heartbeat.test.mjs");

    @TestFactory
    Stream<DynamicNode> everyClientOverEveryTransport() {
        return run(TestServer.Listeners.EXECUTOR, CLIENTS);
    }

    @TestFactory
    Stream<DynamicNode> theCurrentClientWithListenersOnTheReadingThread() {
        return run(TestServer.Listeners.DIRECT, CLIENTS.subList(0, 1));
    }

    private static Stream<DynamicNode> run(TestServer.Listeners listeners, List<String> clients) {
        NodeSuite suite = NodeSuite.install();
        TestServer server = TestServer.start(listeners);
        return clients.stream()
                .flatMap(client -> TRANSPORTS.stream().map(transport -> {
                    String name = client + "-" + transport + "-" + listeners;
                    Map<String, String> environment =
                            Map.of("SERVER_URL", server.url(), "CLIENT", client, "TRANSPORT", transport);
                    // Runs only when JUnit asks for the tests of this container: one combination at a time.
                    Stream<DynamicNode> tests =
                            Stream.of(environment).flatMap(settings -> suite.run(name, settings, FILES));
                    return (DynamicNode) dynamicContainer(client + " over " + transport, tests);
                }))
                .onClose(server::close);
    }
}
