package ee.socketio.servlet;

import ee.socketio.engine.EngineOptions;
import ee.socketio.servlet.DescriptorReader.Descriptors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roles that a server knows. A container answers {@code isUserInRole} during a request only, so it is asked for all of them
 * at every handshake, and the answers are kept.
 */
final class Roles {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");

    /** Names may come from clients if the application is careless: the log does not take any number of them. */
    private static final int MAX_WARNINGS = 100;

    /** By the specification whoever is authenticated, unless the application has a role of this name. */
    static final String ANYBODY = "**";

    private final Set<String> known;
    private final Set<String> warned = ConcurrentHashMap.newKeySet(0);

    /** Whether {@link #ANYBODY} is nobody's role. */
    private final boolean anybody;

    Roles(Set<String> known) {
        this(known, false);
    }

    private Roles(Set<String> known, boolean anybody) {
        this.known = Set.copyOf(known);
        this.anybody = anybody;
    }

    /** Those that descriptors, annotations of the servlet and the option {@code roles} name. */
    static Roles of(Descriptors descriptors, Class<?> servlet, EngineOptions options) {
        Set<String> names = new HashSet<>(descriptors.roles());
        names.addAll(RoleAnnotations.of(servlet));
        boolean anybody = names.add(ANYBODY);
        names.addAll(options.roles());
        return new Roles(names, anybody);
    }

    /** Those of the known roles that the caller is in; to be asked while the request lives. */
    Set<String> of(HttpServletRequest request) {
        Set<String> granted = new HashSet<>();
        for (String role : known) {
            if (isAuthenticated(request, role) || request.isUserInRole(role)) {
                granted.add(role);
            }
        }
        return Set.copyOf(granted);
    }

    /** Jetty takes the name for a role like any other. */
    private boolean isAuthenticated(HttpServletRequest request, String role) {
        return anybody && role.equals(ANYBODY) && request.getUserPrincipal() != null;
    }

    /** Whether the role is among those granted; warns once about each that nobody asked the container for. */
    boolean contains(Set<String> granted, String role) {
        if (!known.contains(role) && warned.size() < MAX_WARNINGS && warned.add(role)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "isUserInRole(\"" + role
                            + "\") is false for everybody: the container is asked at the handshake, and only for"
                            + " known roles, which are " + new TreeSet<>(known)
                            + ". Name it in the option 'roles', or in a security-role of web.xml");
        }
        return granted.contains(role);
    }
}
