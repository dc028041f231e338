package ee.socketio.servlet;

import ee.socketio.fakes.Proxies;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/** What a container says about the servlet {@code test}. */
public final class FakeConfig {

    private final Map<String, String> params;
    private final ServletContext context;

    private FakeConfig(Map<String, String> params, FakeContext context) {
        this.params = params;
        this.context = context.proxy();
    }

    static ServletConfig of(Map<String, String> params) {
        return mappedTo(List.of("/socket.io/*"), params);
    }

    static ServletConfig mappedTo(List<String> mappings, Map<String, String> params) {
        FakeContext context = new FakeContext();
        if (!mappings.isEmpty()) {
            context.servlet("test", SocketIoServlet.class.getName()).addMapping(mappings.toArray(new String[0]));
        }
        return of(params, context);
    }

    static ServletConfig of(Map<String, String> params, FakeContext context) {
        return Proxies.of(ServletConfig.class, new FakeConfig(params, context));
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
}
