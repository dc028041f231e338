package ee.socketio.it.deployed;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.concurrent.CountDownLatch;

/** An application that forgets to end a thread. */
@WebServlet(urlPatterns = "/leaky", loadOnStartup = 1)
public class LeakyServlet extends HttpServlet {

    static final String NAME = "leaky";

    private static final long serialVersionUID = 1L;

    @Override
    public void init() {
        Watched.add(NAME, getServletContext(), LeakyServlet.class.getClassLoader());
        CountDownLatch mended = Watched.leak();
        Thread forgotten = new Thread(() -> awaitQuietly(mended), NAME);
        forgotten.setDaemon(true);
        forgotten.start();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
