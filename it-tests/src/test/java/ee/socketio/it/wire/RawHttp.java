package ee.socketio.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * One TCP connection that speaks HTTP/1.1: it sends exactly the bytes that it is given, leaves requests pending as long
 * as a test likes, and ends in an orderly way or not.
 */
final class RawHttp implements AutoCloseable {

    /** Longer than any answer takes on a busy machine, and far shorter than the default heartbeat of a server. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;
    private String lastMethod = "GET";

    private RawHttp(Socket socket, String host) throws IOException {
        this.socket = socket;
        this.host = host;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    static RawHttp connect(Endpoint endpoint) {
        try {
            return new RawHttp(new Socket(endpoint.host(), endpoint.port()), endpoint.host() + ":" + endpoint.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request, or as much of it as a server reads that answers before the end. */
    RawHttp send(Request request) {
        lastMethod = request.method();
        return writeWhileAccepted(request.bytes(host));
    }

    /** Sends all of a request before anything is read; fails if the server ends the connection meanwhile. */
    RawHttp sendWhole(Request request) {
        lastMethod = request.method();
        try {
            socket.setSendBufferSize(1 << 16); // what the server does not read cannot hide in this end's buffer
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        return write(request.bytes(host));
    }

    RawHttp write(String text) {
        return write(text.getBytes(UTF_8));
    }

    RawHttp write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes as much as the server is willing to take; one that has already answered and gone is no failure. */
    RawHttp writeWhileAccepted(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (SocketException endedByServer) {
            // what it had to say is read by answer()
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The response to the request that was sent last; fails if the server ends the connection without one. */
    Answer answer() {
        return answerOrEnd().orElseThrow(() -> new AssertionError("the connection ended without an answer"));
    }

    /** The response, or nothing if the server ends the connection without one. */
    Optional<Answer> answerOrEnd() {
        try {
            return Optional.of(Answer.read(in, lastMethod));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE, e);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    Answer exchange(Request request) {
        return send(request).answer();
    }

    /** Whether the server stays silent, and leaves the connection open, for that long. */
    boolean isSilentFor(Duration duration) {
        try {
            peek(duration);
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the server ends the connection in time without sending a further byte. */
    boolean endsWithin(Duration duration) {
        try {
            return peek(duration) < 0;
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("neither an answer nor an end within " + duration, stillOpen);
        } catch (IOException reset) {
            return true;
        }
    }

    private int peek(Duration duration) throws IOException {
        socket.setSoTimeout((int) duration.toMillis());
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next;
        } finally {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    /** Ends the connection with a TCP reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame of a connection that was upgraded to a WebSocket, or nothing if it has ended. */
    Optional<Frame> readFrame() {
        try {
            return Optional.of(Frame.read(in));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no frame within " + PATIENCE, e);
        } catch (EOFException | SocketException ended) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
