package ee.socketio.internal.namespace;

import ee.socketio.DisconnectListener;
import ee.socketio.Event;
import ee.socketio.EventListener;
import ee.socketio.Middleware;
import ee.socketio.OutgoingListener;
import java.util.function.Consumer;

/** Everything that an application may listen to on a socket. */
final class SocketListeners {

    final EventListeners events = new EventListeners();
    final ListenerList<EventListener> any = new ListenerList<>();
    final ListenerList<OutgoingListener> anyOutgoing = new ListenerList<>();
    final ListenerList<Middleware<Event>> middlewares = new ListenerList<>();
    final ListenerList<Consumer<Throwable>> error = new ListenerList<>();
    final ListenerList<DisconnectListener> disconnecting = new ListenerList<>();
    final ListenerList<DisconnectListener> disconnect = new ListenerList<>();
}
