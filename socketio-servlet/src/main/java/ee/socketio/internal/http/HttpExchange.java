package ee.socketio.internal.http;

import ee.socketio.internal.engine.ContainerCall;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous request, answered exactly once: containers reuse the objects afterwards, so whoever wins {@link
 * #claimed} touches them, and nobody after. Answers are written without blocking.
 */
public final class HttpExchange {

    private static final Runnable NOTHING = () -> {};

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final @Nullable String acceptEncoding;
    private final @Nullable String userAgent;
    private final boolean encoded;
    private final boolean awaitsBody;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();

    /** What has to be over before the request is completed: the answer, and where {@link #awaitsBody} the body. */
    private final AtomicInteger open = new AtomicInteger(1);

    private volatile Runnable gone = NOTHING;
    private volatile Runnable handedOver = NOTHING;
    private volatile boolean lost;
    private volatile Consumer<HttpServletResponse> decoration = response -> {};

    private HttpExchange(
            HttpServletRequest request, HttpServletResponse response, AsyncContext async, boolean awaitsBody) {
        this.request = request;
        this.response = response;
        this.async = async;
        this.acceptEncoding = request.getHeader("Accept-Encoding");
        this.userAgent = request.getHeader("User-Agent");
        this.encoded = response.containsHeader("Content-Encoding");
        this.awaitsBody = awaitsBody;
    }

    /** Makes the request asynchronous, without a time limit: the session has its own. */
    public static HttpExchange start(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = async(request, response);
        return start(request, response, async.getClass().getName().startsWith("io.undertow."));
    }

    static HttpExchange start(HttpServletRequest request, HttpServletResponse response, boolean awaitsBody) {
        AsyncContext async = async(request, response);
        async.setTimeout(0);
        HttpExchange exchange = new HttpExchange(request, response, async, awaitsBody);
        async.addListener(new End(exchange::completed, exchange::lost));
        return exchange;
    }

    private static AsyncContext async(HttpServletRequest request, HttpServletResponse response) {
        return request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync(request, response);
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

    /**
     * Whether completing the request reads what is left of its body, as Undertow does: on one of its few worker threads, for as
     * long as the client likes. So there a body that somebody has begun to read is read to its end first, without blocking. A
     * request that is refused before is completed at once, and what it has of a body is the container's to deal with.
     */
    boolean awaitsBody() {
        return awaitsBody;
    }

    /** Somebody reads the body, and tells when it is {@link #read}. */
    void reading() {
        if (awaitsBody && reading.compareAndSet(false, true)) {
            open.incrementAndGet();
        }
    }

    /** The body has been read to its end, or cannot be. Completes the request if it has been answered before. */
    void read() {
        if (reading.compareAndSet(true, false)) {
            oneIsOver();
        }
    }

    /** The answer and the end of the body may come at once: the second completes. */
    private void oneIsOver() {
        if (open.decrementAndGet() == 0) {
            ContainerCall.run(async, async::complete);
        }
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
                complete();
            } else {
                ServletOutputStream out = response.getOutputStream();
                BodyWriter writer = new BodyWriter(out, answer.body(), this);
                ContainerCall.run(async, () -> out.setWriteListener(writer));
            }
        } catch (IOException | RuntimeException e) { // whatever a container throws of a request that is gone
            written(e);
        }
        return true;
    }

    /** Completes the request, or lets the client have its answer until the body is read. */
    private void complete() throws IOException {
        try {
            if (reading.get()) {
                response.flushBuffer();
            }
        } finally {
            oneIsOver(); // also if nobody is there to read it: the end of the body waits for this
        }
    }

    /** The body has been handed to the container, or could not be. */
    void written(@Nullable Throwable failure) {
        try {
            if (failure == null) {
                complete();
            } else if (open.getAndSet(0) > 0) { // nothing is waited for any more
                ContainerCall.run(async, async::complete);
            }
        } catch (IllegalStateException | IOException e) {
            // The container has completed it already: it does so after some errors. Or nobody is there to read the
            // answer.
        }
        if (failure != null) {
            gone.run();
        } else {
            handedOver.run();
        }
    }

    private void completed() {
        if (claimed.compareAndSet(false, true)) {
            lost = true;
            gone.run();
        }
    }

    /** The container gave the request up before it was answered. */
    private void lost() {
        if (claimed.compareAndSet(false, true)) {
            lost = true;
            written(new IOException("The request is gone"));
        }
    }

    /** Hears of the end of a request. */
    static final class End implements AsyncListener {
        private final Runnable completed;
        private final Runnable lost;

        /** For WildFly, which makes one of each class of this kind, and warns of those that it cannot make. */
        End() {
            this(NOTHING, NOTHING);
        }

        End(Runnable completed, Runnable lost) {
            this.completed = completed;
            this.lost = lost;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            completed.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            lost.run();
        }

        @Override
        public void onError(AsyncEvent event) {
            lost.run();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
