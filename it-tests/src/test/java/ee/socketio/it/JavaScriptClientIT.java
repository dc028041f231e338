package ee.socketio.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.msgpack.MessagePackParser;
import java.util.HashMap;
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
    private static final List<String> MESSAGE_PACK_FILES = List.of("msgpack.test.mjs");

    @TestFactory
    Stream<DynamicNode> everyClientOverEveryTransport() {
        return run(TestServer.Listeners.EXECUTOR, CLIENTS);
    }

    @TestFactory
    Stream<DynamicNode> theCurrentClientWithListenersOnTheReadingThread() {
        return run(TestServer.Listeners.DIRECT, CLIENTS.subList(0, 1));
    }

    /** All that does not depend on the parser, and what only MessagePack has. */
    @TestFactory
    Stream<DynamicNode> theCurrentClientWithMessagePack() {
        assumeTrue(System.getProperty("socketio.test.url") == null, "the server elsewhere has the standard parser");
        TestServer server = TestServer.start(
                TestServer.patientOptions().parser(MessagePackParser::new).build());
        return run(server, "MSGPACK", Map.of("PARSER", "msgpack"), CLIENTS.subList(0, 1), MESSAGE_PACK_FILES);
    }

    private static Stream<DynamicNode> run(TestServer.Listeners listeners, List<String> clients) {
        return run(TestServer.start(listeners), listeners.toString(), Map.of(), clients, FILES);
    }

    private static Stream<DynamicNode> run(
            TestServer server, String label, Map<String, String> more, List<String> clients, List<String> files) {
        NodeSuite suite = NodeSuite.install();
        return clients.stream()
                .flatMap(client -> TRANSPORTS.stream().map(transport -> {
                    String name = client + "-" + transport + "-" + label;
                    Map<String, String> environment = new HashMap<>(more);
                    environment.putAll(Map.of("SERVER_URL", server.url(), "CLIENT", client, "TRANSPORT", transport));
                    // Runs only when JUnit asks for the tests of this container: one combination at a time.
                    Stream<DynamicNode> tests =
                            Stream.of(environment).flatMap(settings -> suite.run(name, settings, files));
                    return (DynamicNode) dynamicContainer(client + " over " + transport, tests);
                }))
                .onClose(server::close);
    }
}
