package ee.socketio.conformance;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The context-params of an application as the init-params of a servlet: who deploys a WAR can set the former from outside.
 * Containers and frameworks have params of their own there, whose names begin with that of a package or a product; all others are
 * taken, so that a misspelled option is refused here too. The names of the command line are for {@link ConformanceServlet}.
 */
final class ContextParams implements ServletConfig {

    private static final Set<String> GROUPS = Set.of("cookie", "cors", "connectionStateRecovery");

    private final ServletConfig config;

    ContextParams(ServletConfig config) {
        this.config = config;
    }

    private static boolean isOption(String name) {
        if (ConformanceOptions.contains(name)) {
            return false;
        }
        int dot = name.indexOf('.');
        return dot < 0 || GROUPS.contains(name.substring(0, dot));
    }

    @Override
    public String getServletName() {
        return config.getServletName();
    }

    @Override
    public ServletContext getServletContext() {
        return config.getServletContext();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return isOption(name) ? getServletContext().getInitParameter(name) : null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        List<String> names = Collections.list(getServletContext().getInitParameterNames());
        return Collections.enumeration(
                names.stream().filter(ContextParams::isOption).toList());
    }
}
