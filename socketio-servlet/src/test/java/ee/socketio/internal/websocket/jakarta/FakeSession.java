package ee.socketio.internal.websocket.jakarta;

import ee.socketio.fakes.Proxies;
import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** A session of a container. Like Tomcat, it refuses two sends at once, and most calls once it is closed. */
public final class FakeSession {

    private final Session proxy = Proxies.of(Session.class, this);
    private final Remote remote = new Remote();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private Consumer<SendHandler> completion = handler -> {};
    private MessageHandler.Partial<String> textHandler;
    private MessageHandler.Partial<ByteBuffer> binaryHandler;
    private boolean closed;
    private SendHandler pending;

    /** The session as the code under test sees it. */
    Session proxy() {
        return proxy;
    }

    /** What happens inside of each send, for example that it is completed. */
    void onSend(Consumer<SendHandler> action) {
        completion = action;
    }

    /** The frame under way has left. */
    void sent() {
        complete(new SendResult());
    }

    /** The frame under way could not be sent. */
    void fail(Throwable failure) {
        complete(new SendResult(failure));
    }

    /** The client has closed the connection. */
    void closedByClient() {
        closed = true;
    }

    /** A part of a text message arrives. */
    void receive(String part, boolean last) {
        textHandler.onMessage(part, last);
    }

    /** A part of a binary message arrives. */
    void receive(byte[] part, boolean last) {
        binaryHandler.onMessage(ByteBuffer.wrap(part), last);
    }

    /** All calls so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    private void complete(SendResult result) {
        SendHandler handler = pending;
        pending = null;
        handler.onResult(result);
    }

    // What follows is called through the proxies.

    public WebSocketContainer getContainer() {
        return Proxies.of(WebSocketContainer.class, this);
    }

    public RemoteEndpoint.Async getAsyncRemote() {
        return remote.proxy;
    }

    public void setMaxIdleTimeout(long millis) {
        requireOpen();
        log.add("idle timeout " + millis);
    }

    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        requireOpen();
        if (type == String.class) {
            textHandler = (part, last) -> handler.onMessage(type.cast(part), last);
        } else {
            binaryHandler = (part, last) -> handler.onMessage(type.cast(part), last);
        }
    }

    public void close(CloseReason reason) throws IOException {
        log.add("close " + reason.getCloseCode().getCode());
        if (closed) {
            throw new IOException("It was closed before");
        }
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The session is closed");
        }
    }

    /** The sending side; public for its proxy. */
    public final class Remote {
        private final RemoteEndpoint.Async proxy = Proxies.of(RemoteEndpoint.Async.class, this);

        public void sendText(String text, SendHandler handler) {
            send("text " + text, handler);
        }

        public void sendBinary(ByteBuffer data, SendHandler handler) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            send("binary " + HexFormat.of().formatHex(bytes), handler);
        }

        private void send(String frame, SendHandler handler) {
            requireOpen();
            if (pending != null) {
                throw new IllegalStateException("The remote endpoint was in state [TEXT_FULL_WRITING]");
            }
            log.add(frame);
            pending = handler;
            completion.accept(handler);
        }
    }
}
