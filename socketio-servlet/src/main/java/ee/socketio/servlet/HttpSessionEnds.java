package ee.socketio.servlet;

import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.HttpSessionIndex;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells the servers of one application about the ends of its HTTP sessions. Those that do not want to know cost nothing. */
final class HttpSessionEnds implements HttpSessionListener, HttpSessionIdListener {

    private static final String ATTRIBUTE = HttpSessionEnds.class.getName();

    /**
     * Those on their way into their application's attribute. Servlets that start late do so side by side: two that find none
     * there set the same one, and who comes after the first has set it finds it.
     */
    private static final IdentityHashMap<ServletContext, HttpSessionEnds> MAKING = new IdentityHashMap<>();

    private final List<Engine> engines = new CopyOnWriteArrayList<>();

    /** Whether the container tells it. Written while the application starts, by one thread. */
    private volatile boolean listening;

    private HttpSessionEnds() {}

    /** The one of this application. */
    static HttpSessionEnds of(ServletContext context) {
        HttpSessionEnds ends;
        synchronized (MAKING) {
            if (context.getAttribute(ATTRIBUTE) instanceof HttpSessionEnds found) {
                return found;
            }
            ends = MAKING.computeIfAbsent(context, key -> new HttpSessionEnds());
        }
        try {
            context.setAttribute(ATTRIBUTE, ends); // which calls listeners of the application
        } finally {
            synchronized (MAKING) {
                MAKING.remove(context);
            }
        }
        return ends;
    }

    void listens() {
        listening = true;
    }

    /** A server wants to know. */
    void add(Engine engine, ServletContext context) {
        if (!listening) {
            try {
                context.addListener(this);
            } catch (IllegalStateException | UnsupportedOperationException | IllegalArgumentException e) {
                throw new IllegalStateException(
                        "The option 'disconnectOnSessionEnd' needs a listener, which this container does not take any more. Add"
                                + " <listener><listener-class>" + HttpSessionEndListener.class.getName()
                                + "</listener-class></listener> to web.xml",
                        e);
            }
            listening = true;
        }
        engines.add(engine);
    }

    void remove(Engine engine) {
        engines.remove(engine);
    }

    boolean isEmpty() {
        return engines.isEmpty();
    }

    void ended(String id) {
        for (Engine engine : engines) { // one that fails does not keep the others
            engine.errors().guard("end of an HTTP session", "", () -> engine.endHttpSession(id));
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        ended(event.getSession().getId());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        String now = event.getSession().getId();
        for (Engine engine : engines) {
            HttpSessionIndex index = engine.httpSessions();
            if (index != null) {
                index.renamed(before, now);
            }
        }
    }
}
