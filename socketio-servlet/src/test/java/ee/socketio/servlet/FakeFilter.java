package ee.socketio.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The registration of a filter in a container whose registrations know whether they are asynchronous. */
public record FakeFilter(
        String name, String className, Collection<String> urlPatterns, Collection<String> servletNames, boolean async)
        implements FilterRegistration {

    /** For URLs. */
    static FakeFilter of(String name, boolean async, String... urlPatterns) {
        return new FakeFilter(name, "com.example." + name, List.of(urlPatterns), List.of(), async);
    }

    /** Not of the servlet API. */
    public boolean isAsyncSupported() {
        return async;
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
    public Collection<String> getUrlPatternMappings() {
        return urlPatterns;
    }

    @Override
    public Collection<String> getServletNameMappings() {
        return servletNames;
    }

    @Override
    public void addMappingForServletNames(EnumSet<DispatcherType> types, boolean after, String... names) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addMappingForUrlPatterns(EnumSet<DispatcherType> types, boolean after, String... patterns) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean setInitParameter(String param, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getInitParameter(String param) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> setInitParameters(Map<String, String> all) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> getInitParameters() {
        throw new UnsupportedOperationException();
    }
}
