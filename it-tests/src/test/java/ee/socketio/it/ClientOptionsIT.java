package ee.socketio.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ee.socketio.ServerOptions;
import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.TransportName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Options of the JavaScript clients that need a server to match: several servlets in one container, each for one option. */
@Tag("own-options")
class ClientOptionsIT {

    /** With the upgrade, the older clients use both transports; only the current one has options for one alone. */
    private static final List<List<String>> RUNS = List.of(
            List.of("client-4", "polling"),
            List.of("client-4", "websocket"),
            List.of("client-4", "upgrade"),
            List.of("client-4.0", "upgrade"),
            List.of("client-3.1", "upgrade"));

    @TestFactory
    Stream<DynamicNode> clientsWhoseOptionsMatchThoseOfTheServer() {
        NodeSuite suite = NodeSuite.install();
        Container container = new Container()
                .with("socket.io", ServerOptions.builder().build())
                .with("my-custom-path", ServerOptions.builder().build())
                .with("no-slash", ServerOptions.builder().addTrailingSlash(false).build())
                .with("credentials", credentials())
                .with("only-polling", only(TransportName.POLLING))
                .with("only-websocket", only(TransportName.WEBSOCKET));
        String url = "http://127.0.0.1:" + container.listen();
        container.start();
        return RUNS.stream()
                .map(run -> {
                    String client = run.get(0);
                    String transport = run.get(1);
                    Map<String, String> environment =
                            Map.of("SERVER_URL", url, "CLIENT", client, "TRANSPORT", transport);
                    String name = "servlets-" + client + "-" + transport;
                    Stream<DynamicNode> tests = Stream.of(environment)
                            .flatMap(settings -> suite.run(name, settings, List.of("servlets.test.mjs")));
                    return (DynamicNode) dynamicContainer(client + " over " + transport, tests);
                })
                .onClose(container::close);
    }

    private static ServerOptions credentials() {
        CorsOptions cors = CorsOptions.builder()
                .origin("https://app.example")
                .credentials(true)
                .build();
        return ServerOptions.builder()
                .cors(cors)
                .cookie(CookieOptions.named("affinity"))
                .build();
    }

    private static ServerOptions only(TransportName transport) {
        return ServerOptions.builder().transports(transport).build();
    }
}
