package ee.socketio.adapter;

import ee.socketio.spi.BroadcastAnswers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what an adapter tells of the answers of a broadcast; ends when the test says so. */
public final class RecordingAnswers implements BroadcastAnswers {
    /** What each server expects. */
    public final List<Integer> expected = new CopyOnWriteArrayList<>();

    public final List<List<?>> answers = new CopyOnWriteArrayList<>();
    private final List<Runnable> endings = new CopyOnWriteArrayList<>();

    @Override
    public void expect(int clients) {
        expected.add(clients);
    }

    @Override
    public void answer(List<Object> arguments) {
        answers.add(arguments);
    }

    @Override
    public void onEnd(Runnable action) {
        endings.add(action);
    }

    public void end() {
        endings.forEach(Runnable::run);
    }
}
