package ee.socketio.fakes;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A response without a container. */
public final class FakeResponse {

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final HttpServletResponse proxy = Proxies.of(HttpServletResponse.class, this);
    private int status = 200;
    private IOException failure;
    private boolean committed;
    private boolean keepsWaiting;

    /** The response as the code under test sees it. */
    public HttpServletResponse proxy() {
        return proxy;
    }

    /** The client has gone: whatever is written fails. */
    public void breakDown() {
        failure = new IOException("The client has gone");
    }

    /** The container says later when it takes the body, too late for the test. */
    public void keepWaiting() {
        keepsWaiting = true;
    }

    public int status() {
        return status;
    }

    public String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return body.toByteArray();
    }

    /** The values of a header, joined, or null. */
    public String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(" & ", values);
    }

    /** The names of all headers. */
    public List<String> headerNames() {
        return List.copyOf(headers.keySet());
    }

    // What follows is called through the proxy.

    public void flushBuffer() throws IOException {
        if (failure != null) {
            throw failure;
        }
        committed = true;
    }

    public boolean isCommitted() {
        return committed;
    }

    public void sendError(int code) {
        status = code;
    }

    public void setStatus(int code) {
        status = code;
    }

    public void setContentType(String type) {
        setHeader("Content-Type", type);
    }

    public void setContentLength(int length) {
        setHeader("Content-Length", Integer.toString(length));
    }

    public void setHeader(String name, String value) {
        headers.put(name, new ArrayList<>(List.of(value)));
    }

    public void addHeader(String name, String value) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    public boolean containsHeader(String name) {
        return headers.containsKey(name);
    }

    public ServletOutputStream getOutputStream() {
        return new Output();
    }

    private final class Output extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            if (keepsWaiting) {
                return;
            }
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                listener.onError(e);
            }
        }

        @Override
        public void write(int b) {
            throw new AssertionError("One byte at a time is too slow");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (failure != null) {
                throw failure;
            }
            body.write(bytes, offset, length);
        }
    }
}
