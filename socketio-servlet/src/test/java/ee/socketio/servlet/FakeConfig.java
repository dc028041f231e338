package ee.socketio.servlet;

import ee.socketio.fakes.Proxies;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

/** What a container says about a servlet; its context has no attributes but those that are set. */
public final class FakeConfig {

    private final Map<String, String> params;
    private final ServletContext context = Proxies.of(ServletContext.class, new Context());

    private FakeConfig(Map<String, String> params) {
        this.params = params;
    }

    static ServletConfig of(Map<String, String> params) {
        return Proxies.of(ServletConfig.class, new FakeConfig(params));
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
}
