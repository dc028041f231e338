package ee.socketio.it.wire;

import ee.socketio.ServerOptions;
import ee.socketio.engine.CorsOptions;
import ee.socketio.it.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a server with the options of the conformance application to the constructor of a test class: one server for all
 * classes, stopped after the last. Only its heartbeat is slower, so that a busy machine does not end sessions under
 * tests that are about something else.
 */
final class SharedServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedServer.class))
                .getOrComputeIfAbsent(
                        TestServer.class, key -> TestServer.start(options().build()), TestServer.class);
    }

    /** The options of the conformance application with the default heartbeat. */
    static ServerOptions.Builder options() {
        return ServerOptions.builder()
                .connectTimeout(Duration.ofSeconds(1))
                .cors(CorsOptions.builder().build());
    }
}
