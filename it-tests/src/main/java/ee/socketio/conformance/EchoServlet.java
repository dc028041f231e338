package ee.socketio.conformance;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.servlet.EngineIoServlet;

/** An Engine.IO server that sends every message back. */
public final class EchoServlet extends EngineIoServlet {

    private static final long serialVersionUID = 1L;

    EchoServlet(EngineOptions options) {
        super(options);
    }

    @Override
    protected void start(EngineServer engine) {
        engine.onConnection(socket -> {
            socket.onText(socket::send);
            socket.onBinary(socket::send);
        });
    }
}
