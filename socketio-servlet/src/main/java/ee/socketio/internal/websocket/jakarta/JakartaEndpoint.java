package ee.socketio.internal.websocket.jakarta;

import ee.socketio.internal.engine.TransportException;
import ee.socketio.websocket.WebSocketConnection;
import ee.socketio.websocket.WebSocketListener;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Messages are put together here and not by the container, so that the limit counts bytes everywhere and no
 * connection keeps a buffer of the largest message. The container calls one method at a time, or {@link AfterMessages} sees to
 * it. Public, because Jetty refuses other classes.
 */
public final class JakartaEndpoint extends Endpoint {

    private final WebSocketListener listener;
    private final MessageAssembler assembler;
    private volatile @Nullable JakartaConnection connection;
    private volatile Executor afterMessages = Runnable::run;
    /** What went wrong here, before the container reports the end that follows from it. */
    private volatile @Nullable Throwable fault;

    JakartaEndpoint(WebSocketListener listener, int maxMessageBytes) {
        this.listener = listener;
        this.assembler = new MessageAssembler(maxMessageBytes);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0); // the heartbeat notices a dead client; Jetty would cut a quiet one after 30 s
        afterMessages = AfterMessages.of(session);
        JakartaConnection opened = new JakartaConnection(session);
        connection = opened;
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::onTextPart);
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) this::onBinaryPart);
        listener.onOpen(opened);
    }

    private void onTextPart(String part, boolean last) {
        received();
        if (!assembler.addText(part)) {
            tooBig();
        } else if (last) {
            listener.onText(assembler.takeText());
        }
    }

    private void onBinaryPart(ByteBuffer part, boolean last) {
        received();
        if (!assembler.addBinary(part)) {
            tooBig();
        } else if (last) {
            listener.onBinary(assembler.takeBinary());
        }
    }

    private void received() {
        JakartaConnection open = connection;
        if (open != null) {
            open.onReceived();
        }
    }

    private void tooBig() {
        JakartaConnection open = connection;
        if (open != null && fault == null) {
            Throwable tooBig = new TransportException("max payload size exceeded");
            fault = tooBig;
            open.close(WebSocketConnection.TOO_BIG, true);
            listener.onClose(tooBig);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        ended(fault);
    }

    /** A lost connection is no fault of the protocol: the session ends as if the client had closed it. */
    @Override
    public void onError(Session session, Throwable failure) {
        ended(failure instanceof IOException ? null : failure);
    }

    private void ended(@Nullable Throwable cause) {
        JakartaConnection over = connection;
        if (over != null) {
            over.ended();
        }
        afterMessages.execute(() -> listener.onClose(cause));
    }
}
