package ee.socketio.adapter;

import ee.socketio.internal.engine.Afterwards;
import ee.socketio.spi.Adapter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rooms as the application sees them, at once, and as broadcasts see them, in their order: who joins a room gets no broadcast from
 * before, and who leaves it gets those that are still on their way.
 *
 * @param <P> places in the order
 */
public final class OrderedRooms<P> {

    private final Adapter rooms;
    private final Sequencer order;
    private final Supplier<P> here;
    private final Memberships<P> members;
    /** Held while a change is made for the application and its place is taken, so that both see changes in one order. */
    private final Object changing = new Object();

    /**
     * No rooms.
     *
     * @param rooms what the application sees
     * @param order the order of broadcasts
     * @param here where it is, asked by its tasks
     * @param places what is earlier
     */
    public OrderedRooms(Adapter rooms, Sequencer order, Supplier<P> here, Comparator<? super P> places) {
        this.rooms = rooms;
        this.order = order;
        this.here = here;
        this.members = new Memberships<>(places);
    }

    /** What broadcasts see; for tasks of the order. */
    public Memberships<P> members() {
        return members;
    }

    /** Adds a socket to rooms. */
    public void add(String socketId, Collection<String> added) {
        List<String> names = List.copyOf(added);
        change(() -> rooms.add(socketId, names), () -> names.forEach(room -> members.join(socketId, room, here.get())));
    }

    /** Takes a socket out of a room. */
    public void remove(String socketId, String room) {
        change(() -> rooms.remove(socketId, room), () -> members.leave(socketId, room));
    }

    /** Takes a socket out of all rooms. */
    public void removeAll(String socketId) {
        change(() -> rooms.removeAll(socketId), () -> members.leaveAll(socketId));
    }

    private void change(Runnable now, Runnable inOrder) {
        Afterwards.around(
                () -> { // room listeners are told when the lock was released
                    if (order.isInside()) { // a socket comes or goes: its rooms have its own place
                        synchronized (changing) {
                            now.run();
                        }
                        inOrder.run();
                        return;
                    }
                    Sequencer.Place place;
                    synchronized (changing) {
                        now.run();
                        place = order.take();
                    }
                    place.ready(inOrder);
                });
    }
}
