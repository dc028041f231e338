package ee.socketio.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
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

    void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String message = message();
        if (logged.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.ERROR, message);
        }
        response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, message);
    }

    private String message() {
        Set<String> offenders = offenders();
        String who = offenders.isEmpty()
                ? "the servlet '" + servletName + "'"
                : offenders.stream().map(name -> "the filter '" + name + "'").collect(Collectors.joining(" or "));
        return "Long-polling needs async-supported=true for the servlet and every filter before it, but " + who
                + " lacks it";
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
                Optional<Boolean> supported = asyncSupported(entry.getValue());
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

    /** Asks the container's object behind a registration; containers differ, so this may find nothing. */
    private static Optional<Boolean> asyncSupported(Object registration) {
        Optional<Boolean> direct = ask(registration);
        if (direct.isPresent()) {
            return direct;
        }
        for (Class<?> type = registration.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                try {
                    field.setAccessible(true);
                    Object behind = field.get(registration);
                    Optional<Boolean> answer = behind == null ? Optional.empty() : ask(behind);
                    if (answer.isPresent()) {
                        return answer;
                    }
                } catch (ReflectiveOperationException | RuntimeException e) {
                    // not to be seen: another field may be
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> ask(Object holder) {
        for (String name : List.of("isAsyncSupported", "getAsyncSupported")) {
            try {
                Method method = holder.getClass().getMethod(name);
                return Optional.of(Boolean.parseBoolean(String.valueOf(method.invoke(holder))));
            } catch (ReflectiveOperationException | RuntimeException e) {
                // not this one
            }
        }
        return Optional.empty();
    }
}
