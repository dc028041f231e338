package ee.socketio.internal.http;

import ee.socketio.internal.engine.ContainerCall;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private volatile @Nullable Supplier<Answer> farewell;
    private volatile @Nullable BodyWriter writer;
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
        async.addListener(new RequestEnd(exchange::completed, exchange::lost, exchange::expired));
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

    /**
     * What to answer if the container has no more patience, though there is no time limit: Tomcat has none with the requests of an
     * application that stops, once a second, and its servlets hear of the end later.
     */
    public void onExpired(Supplier<Answer> answer) {
        farewell = answer;
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
            writeHead(answer);
            if (answer.body().length == 0) {
                complete();
            } else {
                ServletOutputStream out = response.getOutputStream();
                BodyWriter body = new BodyWriter(out, answer.body(), this);
                writer = body;
                ContainerCall.run(async, () -> out.setWriteListener(body));
            }
        } catch (IOException | RuntimeException e) { // whatever a container throws of a request that is gone
            written(e);
        }
        return true;
    }

    private void writeHead(Answer answer) {
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        answer.headers().accept(response);
        decoration.accept(response);
        response.setContentLength(answer.body().length);
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

    /**
     * As {@link #lost}, but the client is there, and this thread may still answer it: when it returns, it is over. Whoever claims
     * the exchange first answers; if that was somebody else, whose turn to write is still to come, it is written here.
     */
    private void expired() {
        if (!claimed.compareAndSet(false, true)) {
            BodyWriter overtaken = writer; // none yet: whoever has claimed it finds the request over
            if (overtaken != null) {
                overtaken.overtake();
            }
            return;
        }
        lost = true;
        Supplier<Answer> last = farewell;
        Exception failure = null;
        try {
            Answer answer = last == null ? new Answer(503, null, new byte[0], headers -> {}) : last.get();
            writeHead(answer);
            response.getOutputStream().write(answer.body()); // a few bytes, into the buffer of an answer that is empty
        } catch (IOException | RuntimeException e) { // as in answer()
            failure = e;
        }
        written(last == null ? new IOException("The request is gone") : failure);
    }
}
