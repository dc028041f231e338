package ee.socketio.servlet;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.HttpMethodConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The roles that annotations of a servlet class and its superclasses name. */
final class RoleAnnotations {

    /** Not among the APIs that this library needs, so it is known by its name. */
    private static final String DECLARE_ROLES = "jakarta.annotation.security.DeclareRoles";

    private RoleAnnotations() {}

    static Set<String> of(Class<?> servlet) {
        Set<String> roles = new HashSet<>();
        for (Class<?> type = servlet; type != null; type = type.getSuperclass()) {
            for (Annotation annotation : type.getDeclaredAnnotations()) {
                if (annotation instanceof ServletSecurity security) {
                    add(roles, security);
                } else if (annotation.annotationType().getName().equals(DECLARE_ROLES)) {
                    roles.addAll(value(annotation));
                }
            }
        }
        return roles;
    }

    private static void add(Set<String> roles, ServletSecurity security) {
        HttpConstraint constraint = security.value();
        addAllowed(roles, constraint.rolesAllowed());
        for (HttpMethodConstraint method : security.httpMethodConstraints()) {
            addAllowed(roles, method.rolesAllowed());
        }
    }

    /** A constraint that names whoever is authenticated does not declare a role of that name. */
    private static void addAllowed(Set<String> roles, String... allowed) {
        for (String role : allowed) {
            if (!role.equals(Roles.ANYBODY)) {
                roles.add(role);
            }
        }
    }

    private static List<String> value(Annotation annotation) {
        try {
            Object names = annotation.annotationType().getMethod("value").invoke(annotation);
            return names instanceof String[] roles ? List.of(roles) : List.of();
        } catch (ReflectiveOperationException e) {
            return List.of(); // not the annotation that is meant
        }
    }
}
