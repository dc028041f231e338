package ee.socketio.demo;

import ee.socketio.demo.Payloads.Announcement;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Emits from an ordinary servlet, which needs no CDI for it: {@code curl -d text=Hello http://localhost:8080/announce}. */
@WebServlet("/announce")
public class AnnounceServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int MAX_TEXT = 200;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        String text = request.getParameter("text");
        if (text == null || text.isBlank() || text.length() > MAX_TEXT) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        SocketIoServlet.server(getServletContext())
                .emit("announcement", new Announcement(text, getClass().getSimpleName()));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
