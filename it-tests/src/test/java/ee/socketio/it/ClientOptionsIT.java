package ee.socketio.it;

import ee.socketio.ServerOptions;
import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.TransportName;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Options of the JavaScript clients that need a server to match: several servlets in one container, each for one option. */
@Tag("own-options")
class ClientOptionsIT {

    @TestFactory
    Stream<DynamicNode> clientsWhoseOptionsMatchThoseOfTheServer() {
        NodeSuite suite = NodeSuite.install();
        Container container = new Container()
                .with("socket.io", ServerOptions.builder().build())
                .with("my-custom-path", ServerOptions.builder().build())
                .with(
                        "no-slash",
                        ServerOptions.builder().addTrailingSlash(false).build())
                .with("credentials", credentials())
                .with("only-polling", only(TransportName.POLLING))
                .with("only-websocket", only(TransportName.WEBSOCKET));
        String url = "http://127.0.0.1:" + container.listen();
        container.start();
        return ClientRun.all(suite, "servlets.test.mjs", Map.of("SERVER_URL", url))
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
