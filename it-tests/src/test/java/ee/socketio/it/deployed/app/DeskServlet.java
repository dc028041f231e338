package ee.socketio.it.deployed.app;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;

/** Opens the desk: what happens there, CDI is told. */
public class DeskServlet extends SocketIoServlet {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public DeskServlet() {}

    @Override
    protected void start(SocketIoServer io) {
        io.of("/desk");
        io.of("/lounge");
    }
}
