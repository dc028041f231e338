package ee.socketio.servlet;

import ee.socketio.engine.EngineOptions;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.HttpSessionIndex;
import ee.socketio.servlet.DescriptorReader.Descriptors;
import ee.socketio.websocket.WebSocketEngine;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine in its servlet: look-up, path rules, and the end. */
final class Deployment {

    private final ServletContext context;
    private final Engine engine;
    private final EngineHttp http;
    private final boolean addTrailingSlash;

    /** If it fails, the engine is still the caller's to stop. */
    Deployment(Servlet servlet, Engine engine, @Nullable WebSocketEngine webSockets) {
        this.engine = engine;
        ServletConfig config = servlet.getServletConfig();
        this.context = config.getServletContext();
        Descriptors descriptors = DescriptorReader.of(context);
        LiveTransports live = new LiveTransports(
                config, engine.options().transports(), webSockets != null, AsyncChain.of(config, descriptors));
        AsyncSupport async = new AsyncSupport(context, config.getServletName());
        if (live.pollingBlocked()) {
            async.wasSaid();
        }
        this.http = new EngineHttp(
                engine,
                Roles.of(descriptors, servlet.getClass(), engine.options()),
                async,
                webSockets == null ? null : new WebSocketUpgrades(engine, webSockets));
        this.addTrailingSlash = engine.options().addTrailingSlash();
        live.announce();
        endWithHttpSessions();
    }

    private void endWithHttpSessions() {
        HttpSessionIndex index = engine.httpSessions();
        if (index != null) {
            index.currentId(ServletCaller::currentSessionId);
            HttpSessionEnds.of(context).add(engine, context);
        }
    }

    Engine engine() {
        return engine;
    }

    EngineHttp http() {
        return http;
    }

    /**
     * Where clients find the server: the servlet's mapping behind the context path, without the slash at its end. Of several
     * mappings one that covers everything below it, and of those always the same.
     */
    static String path(ServletConfig config) {
        ServletContext context = config.getServletContext();
        ServletRegistration servlet = context.getServletRegistration(config.getServletName());
        Collection<String> mappings = servlet == null ? List.of() : servlet.getMappings();
        String mapping = mappings.stream()
                .filter(pattern -> pattern.startsWith("/"))
                .min(Comparator.comparing((String pattern) -> !pattern.endsWith("/*"))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        return context.getContextPath() + mapping.replaceFirst("/\\*?$", "");
    }

    /** Makes an engine that runs on the container's executors or on threads that belong to this application. */
    static Engine engine(ServletConfig config, EngineOptions options) {
        return new Engine(options, ContainerThreads.of(config.getServletName(), options));
    }

    /** Lets others of the application find a server, by its servlet's name; the first is also found without. */
    static <T> void publish(ServletConfig config, Class<T> type, T server) {
        ServletContext context = config.getServletContext();
        context.setAttribute(attribute(type, config.getServletName()), server);
        if (context.getAttribute(attribute(type, null)) == null) {
            context.setAttribute(attribute(type, null), server);
        }
    }

    static <T> T find(ServletContext context, Class<T> type, @Nullable String servletName) {
        Object server = context.getAttribute(attribute(type, servletName));
        if (server == null) {
            throw new IllegalStateException("There is no " + type.getSimpleName()
                    + (servletName == null ? "" : " of servlet '" + servletName + "'")
                    + " yet: set load-on-startup for its servlet");
        }
        return type.cast(server);
    }

    private static String attribute(Class<?> type, @Nullable String servletName) {
        return servletName == null ? type.getName() : type.getName() + "." + servletName;
    }

    /** Whether the request is one of this server; if not, it is answered here. */
    boolean matches(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean slash =
                request.getPathInfo() != null || request.getServletPath().endsWith("/");
        if (addTrailingSlash && !slash) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        return true;
    }

    /** Ends every session and thread, whatever goes wrong on the way. */
    void stop(Runnable closeServer) {
        try {
            http.close();
        } finally {
            try {
                closeServer.run();
            } finally {
                HttpSessionEnds.of(context).remove(engine);
                engine.close();
                engine.stop();
            }
        }
    }

    /** A step of the end of a start that failed. What fails here is told with that failure, which is the one to see. */
    static void cleanUp(Throwable failure, Runnable step) {
        try {
            step.run();
        } catch (Throwable t) {
            if (t != failure) { // which cannot suppress itself
                failure.addSuppressed(t);
            }
        }
    }

    /** Takes a server back that was published. */
    static <T> void withdraw(ServletConfig config, Class<T> type, T server) {
        ServletContext context = config.getServletContext();
        context.removeAttribute(attribute(type, config.getServletName()));
        if (context.getAttribute(attribute(type, null)) == server) {
            context.removeAttribute(attribute(type, null));
        }
    }
}
