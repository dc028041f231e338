package ee.socketio.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Finds out who in a filter chain keeps requests from becoming asynchronous. The servlet API does not tell; but the
 * filters of the chain are on the stack of the request, and their registrations know.
 */
final class AsyncSupport {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");

    private final ServletContext context;
    private final String servletName;
    private final AtomicBoolean logged = new AtomicBoolean();

    AsyncSupport(ServletContext context, String servletName) {
        this.context = context;
        this.servletName = servletName;
    }

    /** When this was said already, at the start, it is not said again. */
    void wasSaid() {
        logged.set(true);
    }

    void refuse(HttpServletResponse response) throws IOException {
        Set<String> offenders = offenders();
        String message = message(
                servletName,
                offenders.isEmpty()
                        ? Set.of("the servlet '" + servletName + "'")
                        : offenders.stream()
                                .map(name -> "the filter '" + name + "'")
                                .collect(Collectors.toCollection(LinkedHashSet::new)));
        if (logged.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.ERROR, message);
        }
        response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, message);
    }

    static String message(String servletName, Set<String> offenders) {
        return "Long-polling needs async-supported=true for the servlet '" + servletName
                + "' and every filter before it, but " + String.join(" or ", offenders)
                + " lacks it: set <async-supported>true</async-supported> in web.xml, asyncSupported = true in the annotation, or"
                + " call setAsyncSupported(true)";
    }

    /** The filters on the stack that say they are not asynchronous, or all of them if none says anything. */
    private Set<String> offenders() {
        Set<Class<?>> classes = filtersOnStack();
        Set<String> silent = new LinkedHashSet<>();
        Set<String> guilty = new LinkedHashSet<>();
        for (Map.Entry<String, ? extends FilterRegistration> entry :
                context.getFilterRegistrations().entrySet()) {
            String className = entry.getValue().getClassName();
            if (classes.stream().anyMatch(type -> type.getName().equals(className))) {
                Optional<Boolean> supported = AsyncFlag.of(entry.getValue());
                if (supported.isEmpty()) {
                    silent.add(entry.getKey());
                } else if (!supported.get()) {
                    guilty.add(entry.getKey());
                }
            }
        }
        return guilty.isEmpty() ? silent : guilty;
    }

    private static Set<Class<?>> filtersOnStack() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(Filter.class::isAssignableFrom)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}
