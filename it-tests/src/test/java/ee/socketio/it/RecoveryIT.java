package ee.socketio.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.RecoveryOptions;
import ee.socketio.conformance.ConformanceOptions;
import ee.socketio.engine.ListenerThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Connection state recovery with the current JavaScript client: {@code src/test/js/recovery.test.mjs}. */
class RecoveryIT {

    private static final List<String> FILES = List.of("recovery.test.mjs");
    private static final Duration KEPT = Duration.ofSeconds(8);

    @TestFactory
    Stream<DynamicNode> overEveryTransport() {
        return run("EXECUTOR", ListenerThreads.pool(), List.of("polling", "websocket", "upgrade"));
    }

    @TestFactory
    Stream<DynamicNode> withListenersOnTheReadingThread() {
        return run("DIRECT", ListenerThreads.direct(), List.of("websocket"));
    }

    private static Stream<DynamicNode> run(String listeners, ListenerThreads threads, List<String> transports) {
        NodeSuite suite = NodeSuite.install();
        TestServer server = TestServer.start(ConformanceOptions.defaults()
                .serverOptions()
                .listenerThreads(threads)
                .pingTimeout(Duration.ofSeconds(5)) // a busy machine is no dead client
                .connectTimeout(Duration.ofSeconds(45))
                .connectionStateRecovery(RecoveryOptions.defaults().withMaxDisconnectionDuration(KEPT))
                .build());
        return transports.stream()
                .map(transport -> {
                    Map<String, String> environment = Map.of(
                            "SERVER_URL",
                            server.url(),
                            "CLIENT",
                            "client-4",
                            "TRANSPORT",
                            transport,
                            "RECOVERY_MILLIS",
                            Long.toString(KEPT.toMillis()));
                    // Runs only when JUnit asks for the tests of this container: one combination at a time.
                    Stream<DynamicNode> tests = Stream.of(environment)
                            .flatMap(settings -> suite.run("recovery-" + transport + "-" + listeners, settings, FILES));
                    return (DynamicNode) dynamicContainer("recovery over " + transport + ", " + listeners, tests);
                })
                .onClose(server::close);
    }
}
