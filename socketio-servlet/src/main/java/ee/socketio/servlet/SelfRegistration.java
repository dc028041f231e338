package ee.socketio.servlet;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Called by the container when an application starts that has this library in {@code WEB-INF/lib}; not to be called by anybody
 * else. Registers a {@link SocketIoServlet} at {@code /socket.io/*} if the application maps none of the servlets of this package
 * (or of their subclasses) itself, nothing else is mapped there, and the context-param {@code socketio.selfRegistration} is not {@code
 * false}. An application that shares the library with others (in the {@code lib} of an EAR or of the container, or on the class path of
 * an embedded one) may not know of it, and gets a server only if that context-param is {@code true}.
 * Options of the servlet are context-params, see {@link SocketIoServlet}.
 *
 * <p>It also has the servlets told about HTTP sessions, see {@link HttpSessionEndListener}.
 */
public final class SelfRegistration implements ServletContainerInitializer {

    /** The name of the servlet that is registered here. */
    static final String SERVLET_NAME = "ee.socketio";

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");
    private static final String PATTERN = "/socket.io/*";

    /** For the container. */
    public SelfRegistration() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        context.addListener(new HttpSessionEndListener());
        if (ContextParams.selfRegistration(context, isOfApplication(context)) && !isTaken(context)) {
            register(context);
        }
    }

    /** Whether the library is the application's own. One that is shared would open a server in each, which nobody protects. */
    private static boolean isOfApplication(ServletContext context) {
        boolean own = SelfRegistration.class.getClassLoader() == context.getClassLoader();
        if (!own) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The application shares the library, so only the context-param {0} = true has a servlet register itself",
                    ContextParams.SELF_REGISTRATION);
        }
        return own;
    }

    /** Whether the application has a server of its own, or something else where this one would be. */
    private static boolean isTaken(ServletContext context) {
        return context.getServletRegistrations().values().stream()
                .anyMatch(servlet -> isOurs(servlet, context)
                        || servlet.getMappings().contains(PATTERN)
                        || servlet.getName().equals(SERVLET_NAME));
    }

    private static boolean isOurs(ServletRegistration servlet, ServletContext context) {
        Class<?> type = Registrations.classOf(servlet, context);
        return type != null
                && (SocketIoServlet.class.isAssignableFrom(type) || EngineIoServlet.class.isAssignableFrom(type));
    }

    private static void register(ServletContext context) {
        Servlet servlet = new SelfRegisteredServlet();
        ServletRegistration.Dynamic registration = context.addServlet(SERVLET_NAME, servlet);
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        registration.addMapping(PATTERN);
        LOG.log(
                System.Logger.Level.DEBUG,
                "Registered a SocketIoServlet at {0}; the context-param {1} = false switches this off",
                PATTERN,
                ContextParams.SELF_REGISTRATION);
    }

    /**
     * A server that the application registered in code, after the container had asked here: in a listener or in another
     * initializer.
     *
     * @throws IllegalStateException if it wanted to have the path of the one that was registered here
     */
    static @Nullable String registeredLater(ServletContext context) {
        String later = null;
        for (ServletRegistration servlet : context.getServletRegistrations().values()) {
            if (!servlet.getName().equals(SERVLET_NAME) && isOurs(servlet, context)) {
                if (servlet.getMappings().isEmpty()) { // the container refused it without telling anybody
                    throw new IllegalStateException(
                            "The servlet '" + servlet.getName() + "' has no mapping. If it was to be"
                                    + " mapped to " + PATTERN
                                    + ", the servlet that registers itself there is in its way: set the"
                                    + " context-param " + ContextParams.SELF_REGISTRATION + " to false");
                }
                later = servlet.getName();
            }
        }
        return later;
    }
}
