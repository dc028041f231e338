package ee.socketio.it.deployed;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Says, in the JVM of the container, where an application is ({@code ?path=name}), or what is left of those that have gone
 * ({@code ?left=name}): how many there were, and then one line for each class loader and each thread that is still there. Ends
 * what {@link LeakyServlet} left ({@code ?mend}). Keeps a thread for a moment ({@code ?busy}). Tells what an application noted
 * ({@code ?journal=name}).
 */
@WebServlet("/watch")
public class WatcherServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Duration BUSY = Duration.ofMillis(200);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        PrintWriter out = response.getWriter();
        String name = request.getParameter("path");
        if (name != null) {
            out.print(Watched.path(name));
            return;
        }
        String journal = request.getParameter("journal");
        if (journal != null) {
            out.print(Watched.journal(journal));
            return;
        }
        if (request.getParameter("mend") != null) {
            Watched.mend();
            return;
        }
        if (request.getParameter("busy") != null) {
            LockSupport.parkNanos(BUSY.toNanos());
            return;
        }
        System.gc();
        String gone = request.getParameter("left");
        threads(out, gone, left(out, gone));
    }

    private static IdentityHashMap<ClassLoader, String> left(PrintWriter out, String name) {
        IdentityHashMap<ClassLoader, String> left = new IdentityHashMap<>();
        int all = 0;
        for (Map.Entry<String, WeakReference<ClassLoader>> entry : new TreeMap<>(Watched.loaders()).entrySet()) {
            if (entry.getKey().startsWith(name + " ")) {
                all++;
                ClassLoader loader = entry.getValue().get();
                if (loader != null) {
                    left.put(loader, entry.getKey());
                }
            }
        }
        out.println(all);
        left.values().forEach(loader -> out.println("class loader of " + loader));
        return left;
    }

    private static void threads(PrintWriter out, String name, IdentityHashMap<ClassLoader, String> left) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ClassLoader context = thread.getContextClassLoader();
            ClassLoader own = thread.getClass().getClassLoader();
            if (thread.getName().startsWith("socketio-" + name)) {
                out.println("thread " + thread.getName());
            } else if (own != null && left.containsKey(own)) {
                out.println("thread " + thread.getName() + " of a class of " + left.get(own));
            } else if (context != null && left.containsKey(context)) {
                out.println("thread " + thread.getName() + " in the context of " + left.get(context));
            }
        }
    }
}
