package ee.socketio.servlet;

import java.util.Collection;
import java.util.List;

/** The registration of a filter as a container has it; public for its proxy. */
public record FakeFilter(
        String name, String className, Collection<String> urlPatterns, Collection<String> servletNames, Boolean async) {

    /** For URLs. */
    static FakeFilter of(String name, Boolean async, String... urlPatterns) {
        return new FakeFilter(name, "com.example." + name, List.of(urlPatterns), List.of(), async);
    }

    public String getName() {
        return name;
    }

    public String getClassName() {
        return className;
    }

    public Collection<String> getUrlPatternMappings() {
        return urlPatterns;
    }

    public Collection<String> getServletNameMappings() {
        return servletNames;
    }
}
