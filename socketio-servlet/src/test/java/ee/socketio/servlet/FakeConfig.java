package ee.socketio.servlet;

import ee.socketio.fakes.Proxies;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a container says about a servlet; its context has no attributes but those that are set. */
public final class FakeConfig {

    private final Map<String, String> params;
    private final ServletContext context;

    private FakeConfig(Map<String, String> params, List<String> mappings) {
        this.params = params;
        this.context = Proxies.of(ServletContext.class, new Context(mappings));
    }

    static ServletConfig of(Map<String, String> params) {
        return mappedTo(List.of("/socket.io/*"), params);
    }

    /** In the application {@code /app}. */
    static ServletConfig mappedTo(List<String> mappings, Map<String, String> params) {
        return Proxies.of(ServletConfig.class, new FakeConfig(params, mappings));
    }

    public String getServletName() {
        return "test";
    }

    public ServletContext getServletContext() {
        return context;
    }

    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(params.keySet());
    }

    public String getInitParameter(String name) {
        return params.get(name);
    }

    /** Public for its proxy. */
    public static final class Context {
        private final Map<String, Object> attributes = new HashMap<>();
        private final List<String> mappings;

        private Context(List<String> mappings) {
            this.mappings = mappings;
        }

        public String getContextPath() {
            return "/app";
        }

        public ServletRegistration getServletRegistration(String name) {
            return name.equals("test") && !mappings.isEmpty()
                    ? Proxies.of(ServletRegistration.class, new Registration(mappings))
                    : null;
        }

        public Object getAttribute(String name) {
            return attributes.get(name);
        }

        public void removeAttribute(String name) {
            attributes.remove(name);
        }

        public void setAttribute(String name, Object value) {
            attributes.put(name, value);
        }
    }

    /** Public for its proxy. */
    public static final class Registration {
        private final List<String> mappings;

        private Registration(List<String> mappings) {
            this.mappings = mappings;
        }

        public Collection<String> getMappings() {
            return mappings;
        }
    }
}
