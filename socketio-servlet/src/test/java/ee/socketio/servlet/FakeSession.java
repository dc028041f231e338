package ee.socketio.servlet;

import ee.socketio.fakes.Proxies;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import java.util.HashMap;
import java.util.Map;

/** An HTTP session of Servlet 6.0. Public for its proxy. */
public final class FakeSession {

    private final Map<String, Object> attributes = new HashMap<>();
    private final ServletContext context;
    private final HttpSession proxy = Proxies.of(HttpSession.class, this);
    private String id;
    private boolean over;

    FakeSession(String id, FakeContext context) {
        this.id = id;
        this.context = context.proxy();
    }

    HttpSession proxy() {
        return proxy;
    }

    HttpSessionEvent event() {
        return new HttpSessionEvent(proxy);
    }

    FakeSession rename(String now) {
        id = now;
        return this;
    }

    FakeSession end() {
        over = true;
        return this;
    }

    // What follows is called through the proxy.

    public String getId() {
        return id;
    }

    public ServletContext getServletContext() {
        return context;
    }

    public long getCreationTime() {
        if (over) {
            throw new IllegalStateException("It is over");
        }
        return 0;
    }

    public Object getAttribute(String name) {
        return attributes.get(name);
    }

    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }
}
