package ee.socketio.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/**
 * Tells the servers of an application about the ends of HTTP sessions, for the option {@code disconnectOnSessionEnd}. Where the
 * container looks into {@code WEB-INF/lib}, it is registered already; elsewhere the servlet tries to register it, and says so if a
 * {@code <listener>} in {@code web.xml} is needed. Registering it twice does no harm.
 */
public final class HttpSessionEndListener
        implements ServletContextListener, HttpSessionListener, HttpSessionIdListener {

    /** For the container. */
    public HttpSessionEndListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        HttpSessionEnds.of(event.getServletContext()).listens();
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        HttpSessionEnds.of(event.getSession().getServletContext()).sessionDestroyed(event);
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        HttpSessionEnds.of(event.getSession().getServletContext()).sessionIdChanged(event, before);
    }
}
