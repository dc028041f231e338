package ee.socketio.conformance;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are not answered yet: what a server forgets to answer shows here. */
final class OpenRequests implements Filter {

    private final AtomicInteger open = new AtomicInteger();

    int count() {
        return open.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        open.incrementAndGet();
        boolean later = false;
        try {
            chain.doFilter(request, response);
            later = request.isAsyncStarted();
            if (later) {
                request.getAsyncContext().addListener(new Completion());
            }
        } catch (IllegalStateException e) { // it was completed between the two lines
            later = false;
        } finally {
            if (!later) {
                open.decrementAndGet();
            }
        }
    }

    private final class Completion implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            open.decrementAndGet();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
