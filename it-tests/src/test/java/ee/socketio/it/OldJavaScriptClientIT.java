package ee.socketio.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.Check;
import ee.socketio.ConnectRejectedException;
import ee.socketio.Socket;
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

        private DynamicNode on(TestServer server, boolean guarded, NodeSuite suite) {
            Map<String, String> environment = Map.of(
                    "SERVER_URL",
                    server.url(),
                    "CLIENT",
                    client,
                    "TRANSPORT",
                    transport,
                    "BINARY_XHR",
                    binary ? "yes" : "",
                    "GUARDED",
                    guarded ? "yes" : "");
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
                false,
                new Run("client-2.5", "polling", true, ALL),
                new Run("client-2.5", "websocket", false, ALL),
                new Run("client-2.5", "upgrade", false, ALL),
                new Run("client-1.7", "upgrade", false, List.of("v1.test.mjs")));
    }

    @TestFactory
    Stream<DynamicNode> withAMainNamespaceThatIsGuarded() {
        return run(ListenerThreads.pool(), true, new Run("client-1.7", "websocket", false, ALL));
    }

    @TestFactory
    Stream<DynamicNode> withListenersOnTheReadingThread() {
        return run(ListenerThreads.direct(), true, new Run("client-2.3", "upgrade", false, ALL));
    }

    /** @param guarded whether the main namespace has a middleware, so that clients are not in it with their handshake */
    private static Stream<DynamicNode> run(ListenerThreads threads, boolean guarded, Run... runs) {
        assumeTrue(System.getProperty("socketio.test.url") == null, "the server elsewhere need not let old clients in");
        TestServer server = TestServer.start(TestServer.patientOptions()
                .listenerThreads(threads)
                .allowEIO3(true)
                .build());
        if (guarded) {
            server.io().use((Check<Socket>) OldJavaScriptClientIT::checkQuery);
        }
        NodeSuite suite = NodeSuite.install();
        return Stream.of(runs).map(run -> run.on(server, guarded, suite)).onClose(server::close);
    }

    private static void checkQuery(Socket socket) throws ConnectRejectedException {
        if ("root".equals(socket.handshake().query().get("refuse"))) {
            throw new ConnectRejectedException("not at all");
        }
    }
}
