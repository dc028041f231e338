package ee.socketio.internal.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous request, answered exactly once: containers reuse the objects afterwards, so whoever wins {@link
 * #claimed} touches them, and nobody after. Answers are written without blocking.
 */
public final class HttpExchange implements AsyncListener {

    private static final Runnable NOTHING = () -> {};

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final @Nullable String acceptEncoding;
    private final @Nullable String userAgent;
    private final boolean encoded;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile Runnable gone = NOTHING;
    private volatile Runnable handedOver = NOTHING;
    private volatile boolean lost;
    private volatile Consumer<HttpServletResponse> decoration = response -> {};

    private HttpExchange(HttpServletRequest request, HttpServletResponse response, AsyncContext async) {
        this.request = request;
        this.response = response;
        this.async = async;
        this.acceptEncoding = request.getHeader("Accept-Encoding");
        this.userAgent = request.getHeader("User-Agent");
        this.encoded = response.containsHeader("Content-Encoding");
    }

    /** Makes the request asynchronous, without a time limit: the session has its own. */
    public static HttpExchange start(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async =
                request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync(request, response);
        async.setTimeout(0);
        HttpExchange exchange = new HttpExchange(request, response, async);
        async.addListener(exchange);
        return exchange;
    }

    /** What to do when the client turns out to be gone, before or while it is answered. */
    public void onGone(Runnable action) {
        gone = action;
        if (lost) { // it was lost before anybody wanted to hear of it
            action.run();
        }
    }

    /** What to do when the container has taken the whole body of the answer; set before the answer. */
    public void onWritten(Runnable action) {
        handedOver = action;
    }

    /** Sets headers that every answer gets. */
    public void decorate(Consumer<HttpServletResponse> headers) {
        decoration = headers;
    }

    /** The request's {@code Accept-Encoding}, or null. */
    public @Nullable String acceptEncoding() {
        return acceptEncoding;
    }

    /** The request's {@code User-Agent}, or null. */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /** Whether somebody in front, a filter for example, encodes the body already. */
    public boolean encoded() {
        return encoded;
    }

    /** The length that the request announces, or -1. */
    public long contentLength() {
        return request.getContentLengthLong();
    }

    /** The content type of the request, or null; only before the answer. */
    public @Nullable String contentType() {
        return request.getContentType();
    }

    /** Whether the client sends its body only when it is told to. */
    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    ServletInputStream input() throws IOException {
        return request.getInputStream();
    }

    /** Answers without a body. False if the exchange was answered before, or is gone. */
    public boolean answer(int status) {
        return answer(new Answer(status, null, new byte[0], headers -> {}));
    }

    /** Answers. False if the exchange was answered before, or is gone. */
    public boolean answer(Answer answer) {
        if (!claimed.compareAndSet(false, true)) {
            return false;
        }
        try {
            response.setStatus(answer.status());
            if (answer.contentType() != null) {
                response.setContentType(answer.contentType());
            }
            answer.headers().accept(response);
            decoration.accept(response);
            response.setContentLength(answer.body().length);
            if (answer.body().length == 0) {
                async.complete();
            } else {
                response.getOutputStream()
                        .setWriteListener(new BodyWriter(response.getOutputStream(), answer.body(), this));
            }
        } catch (IOException | RuntimeException e) { // whatever a container throws of a request that is gone
            written(e);
        }
        return true;
    }

    /** The body has been handed to the container, or could not be. */
    void written(@Nullable Throwable failure) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container has completed it already: it does so after some errors.
        }
        if (failure != null) {
            gone.run();
        } else {
            handedOver.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (claimed.compareAndSet(false, true)) {
            lost = true;
            gone.run();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        lost();
    }

    @Override
    public void onError(AsyncEvent event) {
        lost();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    /** The container gave the request up before it was answered. */
    private void lost() {
        if (claimed.compareAndSet(false, true)) {
            lost = true;
            written(new IOException("The request is gone"));
        }
    }
}
