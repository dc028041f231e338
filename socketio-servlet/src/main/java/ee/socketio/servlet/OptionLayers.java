package ee.socketio.servlet;

import ee.socketio.ServerOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.servlet.ServerInitializer.Param;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options that several places set, each above those before it. Each is checked by itself, so that the message about a bad value
 * can say whose it is.
 */
final class OptionLayers {

    private final ServletContext context;
    private final List<ServerInitializer> initializers;
    private final ServerOptions.Builder options;

    private OptionLayers(ServletConfig config, List<ServerInitializer> initializers) {
        this.context = config.getServletContext();
        this.initializers = initializers;
        this.options = InitParams.of(config, ContextParams.options(context), this::param)
                .serverOptions();
    }

    /** Context-params, init-params, what add-ons find elsewhere, what they set, and at last the servlet. */
    static ServerOptions of(
            ServletConfig config,
            List<ServerInitializer> initializers,
            Class<?> servlet,
            Consumer<ServerOptions.Builder> configure) {
        OptionLayers layers = new OptionLayers(config, initializers);
        for (ServerInitializer initializer : initializers) {
            layers.add(initializer.getClass(), options -> initializer.configure(options, layers.context));
        }
        return layers.add(servlet, configure);
    }

    private ServerOptions add(Class<?> whose, Consumer<ServerOptions.Builder> layer) {
        try {
            layer.accept(options);
            return options.build();
        } catch (InvalidOptionException e) {
            throw e.from(whose.getName() + ".configure");
        }
    }

    private @Nullable Param param(String name) {
        Param last = null;
        for (ServerInitializer initializer : initializers) {
            Param param = initializer.param(name, context);
            last = param == null ? last : param;
        }
        return last;
    }
}
