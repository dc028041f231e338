package ee.socketio.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The server of an application that registers none. If it did so later, in code, this one is not there. */
final class SelfRegisteredServlet extends SocketIoServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");

    private boolean absent;

    @Override
    public void init(ServletConfig config) throws ServletException {
        ServletContext context = config.getServletContext();
        String later = SelfRegistration.registeredLater(context);
        if (later == null) {
            super.init(config);
        } else {
            absent = true; // there is no way to take a registration back
            LOG.log(
                    System.Logger.Level.INFO,
                    "The application has a server in ''{0}'': the path of the one that registered itself answers with 404."
                            + " The context-param {1} = false switches that one off",
                    later,
                    ContextParams.SELF_REGISTRATION);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (absent) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            super.service(request, response);
        }
    }
}
