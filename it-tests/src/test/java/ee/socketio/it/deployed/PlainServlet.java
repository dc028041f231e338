package ee.socketio.it.deployed;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** An application without Socket.IO: what is left of it, the container keeps. */
@WebServlet(urlPatterns = "/plain", loadOnStartup = 1)
public class PlainServlet extends HttpServlet {

    static final String NAME = "plain";

    private static final long serialVersionUID = 1L;

    @Override
    public void init() {
        Watched.add(NAME, getServletContext(), PlainServlet.class.getClassLoader());
    }
}
