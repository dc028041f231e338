package ee.socketio.it.deployed.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** The rest of the application: somebody logs in, gets another session id, and logs out. Answers how often the desk was visited. */
@WebServlet("/session")
public class SessionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public SessionServlet() {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession();
        Object visits = session.getAttribute(Desk.VISITS);
        if (request.getParameter("rename") != null) {
            request.changeSessionId();
        }
        if (request.getParameter("end") != null) {
            session.invalidate();
        }
        response.setContentType("text/plain");
        response.getWriter().print(visits);
    }
}
