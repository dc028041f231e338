package ee.socketio.servlet;

import ee.socketio.servlet.DescriptorReader.Descriptors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebFilter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who on the way to a servlet keeps requests from becoming asynchronous, as far as it can be known when the servlet starts. A
 * filter counts if it is mapped to where clients ask; one of which the container does not say whether it is asynchronous is not
 * accused.
 *
 * @param offenders the filters and the servlet that lack {@code async-supported}
 * @param everywhere whether no mapping of the servlet is without one
 * @param certain whether that is known: not of filters of which nobody tells for which dispatches they are mapped
 */
record AsyncChain(Set<String> offenders, boolean everywhere, boolean certain) {

    static AsyncChain of(ServletConfig config, Descriptors descriptors) {
        ServletContext context = config.getServletContext();
        String name = config.getServletName();
        ServletRegistration servlet = context.getServletRegistration(name);
        if (servlet == null) {
            return new AsyncChain(Set.of(), false, true);
        }
        if (isNotAsync(servlet)) {
            return new AsyncChain(Set.of("the servlet '" + name + "'"), true, true);
        }
        List<FilterRegistration> filters = context.getFilterRegistrations().values().stream()
                .map(FilterRegistration.class::cast)
                .filter(filter -> seesRequests(filter, descriptors, context) && isNotAsync(filter))
                .toList();
        Set<String> offenders = new TreeSet<>();
        boolean everywhere = !servlet.getMappings().isEmpty();
        boolean certain = true;
        for (String mapping : servlet.getMappings()) {
            List<FilterRegistration> before = filters.stream()
                    .filter(filter -> isBefore(filter, name, mapping))
                    .toList();
            before.forEach(filter -> offenders.add("the filter '" + filter.getName() + "'"));
            everywhere &= !before.isEmpty();
            certain &= before.stream()
                    .anyMatch(filter -> dispatches(filter, descriptors, context).isPresent());
        }
        return new AsyncChain(offenders, everywhere, !everywhere || certain);
    }

    private static boolean isNotAsync(Object registration) {
        return !AsyncFlag.of(registration).orElse(true);
    }

    /** One that is mapped for forwards and errors only does not. If nobody tells, it is taken for one that does. */
    private static boolean seesRequests(FilterRegistration filter, Descriptors descriptors, ServletContext context) {
        return dispatches(filter, descriptors, context)
                .map(types -> types.contains(DispatcherType.REQUEST))
                .orElse(true);
    }

    /** For which dispatches a filter is mapped; unknown of one that is registered in code. */
    private static Optional<Collection<DispatcherType>> dispatches(
            FilterRegistration filter, Descriptors descriptors, ServletContext context) {
        Set<DispatcherType> described = descriptors.dispatchers().get(filter.getName());
        if (described != null) {
            return Optional.of(described);
        }
        Class<?> type = Registrations.classOf(filter, context);
        WebFilter annotation = type == null ? null : type.getAnnotation(WebFilter.class);
        return annotation == null ? Optional.empty() : Optional.of(List.of(annotation.dispatcherTypes()));
    }

    private static boolean isBefore(FilterRegistration filter, String servletName, String mapping) {
        Collection<String> names = filter.getServletNameMappings();
        return names.contains(servletName)
                || names.contains("*")
                || filter.getUrlPatternMappings().stream().anyMatch(pattern -> matches(pattern, mapping));
    }

    /** Whether the filter is asked when a client uses this mapping: at its root, with a slash if it has a wildcard. */
    private static boolean matches(String pattern, String mapping) {
        if (mapping.startsWith("*.")) {
            return pattern.equals(mapping) || pattern.equals("/*");
        }
        String path = mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 1) : mapping;
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/") || prefix.isEmpty();
        }
        return pattern.startsWith("*.") ? path.endsWith(pattern.substring(1)) : pattern.equals(path);
    }
}
