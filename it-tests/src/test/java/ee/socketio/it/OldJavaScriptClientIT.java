package ee.socketio.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.engine.ListenerThreads;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The JavaScript clients of 1.x and 2.x from npm, against a server that lets them in. */
class OldJavaScriptClientIT {

    private static final List<String> ALL = List.of("v2.test.mjs", "heartbeat.test.mjs");

    /**
     * One client over one transport.
     *
     * @param binary whether the client gets an XMLHttpRequest that takes bytes; without one, it asks for base64 over polling
     */
    private record Run(String client, String transport, boolean binary, List<String> files) {

        private DynamicNode on(TestServer server, NodeSuite suite) {
            Map<String, String> environment = Map.of(
                    "SERVER_URL",
                    server.url(),
                    "CLIENT",
                    client,
                    "TRANSPORT",
                    transport,
                    "BINARY_XHR",
                    binary ? "yes" : "");
            // Runs only when JUnit asks for the tests of this container: one combination at a time.
            Stream<DynamicNode> tests =
                    Stream.of(environment).flatMap(all -> suite.run(client + "-" + transport, all, files));
            return dynamicContainer(client + " over " + transport, tests);
        }
    }

    @TestFactory
    Stream<DynamicNode> withListenersOfAPool() {
        return run(
                ListenerThreads.pool(),
                new Run("client-2.5", "polling", true, ALL),
                new Run("client-2.5", "websocket", false, ALL),
                new Run("client-2.5", "upgrade", false, ALL),
                new Run("client-1.7", "websocket", false, ALL),
                new Run("client-1.7", "upgrade", false, List.of("v1.test.mjs")));
    }

    @TestFactory
    Stream<DynamicNode> withListenersOnTheReadingThread() {
        return run(ListenerThreads.direct(), new Run("client-2.3", "upgrade", false, ALL));
    }

    private static Stream<DynamicNode> run(ListenerThreads threads, Run... runs) {
        assumeTrue(System.getProperty("socketio.test.url") == null, "the server elsewhere need not let old clients in");
        TestServer server = TestServer.start(TestServer.patientOptions()
                .listenerThreads(threads)
                .allowEIO3(true)
                .build());
        NodeSuite suite = NodeSuite.install();
        return Stream.of(runs).map(run -> run.on(server, suite)).onClose(server::close);
    }
}
