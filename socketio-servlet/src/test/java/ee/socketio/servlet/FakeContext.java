package ee.socketio.servlet;

import ee.socketio.fakes.Proxies;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.EventListener;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The application {@code /app} while it starts; it has what was put into it. */
public final class FakeContext {

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> params = new HashMap<>();
    private final Map<String, Registration> servlets = new LinkedHashMap<>();
    private final Map<String, FilterRegistration> filters = new LinkedHashMap<>();
    private final List<EventListener> listeners = new ArrayList<>();
    private final ServletContext proxy = Proxies.of(ServletContext.class, this);
    private ClassLoader loader = FakeContext.class.getClassLoader();
    private String webXml;
    private boolean listenersRefused;
    private Runnable beforeAttribute = () -> {};

    ServletContext proxy() {
        return proxy;
    }

    FakeContext webXml(String xml) {
        webXml = xml;
        return this;
    }

    FakeContext classLoader(ClassLoader application) {
        loader = application;
        return this;
    }

    FakeContext param(String name, String value) {
        params.put(name, value);
        return this;
    }

    /** Registers a servlet by the name of its class, as a descriptor does. */
    Registration servlet(String name, String className) {
        Registration registration = new Registration(name, className, this::isTaken);
        servlets.put(name, registration);
        return registration;
    }

    Registration servlet(String name) {
        return servlets.get(name);
    }

    FakeContext filter(FilterRegistration filter) {
        filters.put(filter.getName(), filter);
        return this;
    }

    /** As containers do when servlets start and it is too late for listeners. */
    FakeContext refuseListeners() {
        listenersRefused = true;
        return this;
    }

    /** Once, before the next attribute is there. */
    void onAttribute(Runnable action) {
        beforeAttribute = action;
    }

    List<EventListener> listeners() {
        return listeners;
    }

    private boolean isTaken(String pattern) {
        return servlets.values().stream().anyMatch(servlet -> servlet.mappings.contains(pattern));
    }

    // What follows is called through the proxy.

    public String getContextPath() {
        return "/app";
    }

    public InputStream getResourceAsStream(String path) {
        return path.equals("/WEB-INF/web.xml") && webXml != null
                ? new ByteArrayInputStream(webXml.getBytes(StandardCharsets.UTF_8))
                : null;
    }

    public ClassLoader getClassLoader() {
        return loader;
    }

    public String getInitParameter(String name) {
        return params.get(name);
    }

    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(params.keySet());
    }

    public ServletRegistration getServletRegistration(String name) {
        return servlets.get(name);
    }

    public Map<String, Registration> getServletRegistrations() {
        return servlets;
    }

    public ServletRegistration.Dynamic addServlet(String name, Servlet servlet) {
        return servlets.containsKey(name)
                ? null
                : servlet(name, servlet.getClass().getName());
    }

    public Map<String, FilterRegistration> getFilterRegistrations() {
        return filters;
    }

    public void addListener(EventListener listener) {
        if (listenersRefused) {
            throw new IllegalStateException("Too late");
        }
        listeners.add(listener);
    }

    public Object getAttribute(String name) {
        return attributes.get(name);
    }

    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    public void setAttribute(String name, Object value) {
        Runnable before = beforeAttribute;
        beforeAttribute = () -> {};
        before.run();
        attributes.put(name, value);
    }

    /** Public, and with more than the servlet API knows, as those of containers. */
    public static final class Registration implements ServletRegistration.Dynamic {
        private final String name;
        private final String className;
        private final Predicate<String> taken;
        private final Set<String> mappings = new LinkedHashSet<>();
        private final Map<String, String> params = new HashMap<>();
        private boolean asyncSupported = true;
        private int loadOnStartup = -1;

        private Registration(String name, String className, Predicate<String> taken) {
            this.name = name;
            this.className = className;
            this.taken = taken;
        }

        int loadOnStartup() {
            return loadOnStartup;
        }

        /** Not of the servlet API. */
        public boolean isAsyncSupported() {
            return asyncSupported;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getClassName() {
            return className;
        }

        @Override
        public Collection<String> getMappings() {
            return mappings;
        }

        @Override
        public Set<String> addMapping(String... patterns) {
            Set<String> conflicts = new LinkedHashSet<>();
            for (String pattern : patterns) {
                if (taken.test(pattern)) {
                    conflicts.add(pattern);
                }
            }
            if (conflicts.isEmpty()) {
                mappings.addAll(List.of(patterns));
            }
            return conflicts;
        }

        @Override
        public void setAsyncSupported(boolean supported) {
            asyncSupported = supported;
        }

        @Override
        public void setLoadOnStartup(int order) {
            loadOnStartup = order;
        }

        @Override
        public boolean setInitParameter(String param, String value) {
            return params.putIfAbsent(param, value) == null;
        }

        @Override
        public String getInitParameter(String param) {
            return params.get(param);
        }

        @Override
        public Set<String> setInitParameters(Map<String, String> all) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> getInitParameters() {
            return params;
        }

        @Override
        public Set<String> setServletSecurity(ServletSecurityElement constraint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setMultipartConfig(MultipartConfigElement multipart) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setRunAsRole(String role) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getRunAsRole() {
            return null;
        }
    }
}
