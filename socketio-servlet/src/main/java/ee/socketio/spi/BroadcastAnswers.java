package ee.socketio.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the answers of a broadcast. Methods may be called from any thread, and do nothing once it has ended. */
public interface BroadcastAnswers {

    /** One server has sent the event to so many clients. Called once for each server, also with zero. */
    void expect(int clients);

    /** One client has answered, with these arguments. */
    void answer(List<@Nullable Object> arguments);

    /** Runs an action once when nobody waits any more, because all have answered or the time is over; at once if so. */
    void onEnd(Runnable action);
}
