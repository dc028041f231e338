package ee.socketio;

import ee.socketio.spi.RoomEvent;

/** Hears of the rooms of this server. Runs on the thread that joins or leaves, and must not block. */
@FunctionalInterface
public interface RoomListener {

    /** A room was created, joined, left or deleted. An exception is reported. */
    void onRoom(RoomEvent event);
}
