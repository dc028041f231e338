package ee.socketio.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * One JavaScript client over one transport, against a server that is there for a single test file.
 *
 * @param client an alias in {@code package.json}
 * @param transport polling, websocket or upgrade
 */
record ClientRun(String client, String transport) {

    /** With the upgrade the older clients use both transports, so that there is no need to try them one by one. */
    static final List<ClientRun> ALL = List.of(
            new ClientRun("client-4", "polling"),
            new ClientRun("client-4", "websocket"),
            new ClientRun("client-4", "upgrade"),
            new ClientRun("client-4.0", "upgrade"),
            new ClientRun("client-3.1", "upgrade"));

    /**
     * The tests of a file. They run only when JUnit asks for them: one run at a time.
     *
     * @param environment where the server is, and whatever else the file wants to know
     */
    static Stream<DynamicNode> all(NodeSuite suite, String file, Map<String, String> environment) {
        return ALL.stream().map(run -> run.of(suite, file, environment));
    }

    private DynamicNode of(NodeSuite suite, String file, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.putAll(Map.of("CLIENT", client, "TRANSPORT", transport));
        String name = file.replace(".test.mjs", "") + "-" + client + "-" + transport;
        Stream<DynamicNode> tests = Stream.of(settings).flatMap(all -> suite.run(name, all, List.of(file)));
        return dynamicContainer(client + " over " + transport, tests);
    }
}
