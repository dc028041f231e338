package ee.socketio.it.deployed;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** In front of everything, and not asynchronous: nobody thought of it. */
@WebFilter(filterName = "audit", urlPatterns = "/*")
public class NotAsyncFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public NotAsyncFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }
}
