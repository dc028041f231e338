package ee.socketio.it.wire;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A {@link SharedServer} that serves clients of Socket.IO 1.x and 2.x too. */
final class SharedServer3 implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedServer3.class))
                .getOrComputeIfAbsent(
                        TestServer.class,
                        key -> TestServer.start(
                                SharedServer.options().allowEIO3(true).build()),
                        TestServer.class);
    }
}
