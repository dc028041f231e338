package ee.socketio.adapter;

import ee.socketio.spi.SavedSession;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A log whose messages are really written before they are appended. */
class Forwarding implements LogTransport {
    private final LogTransport log;
    private final ValueCodec codec;

    Forwarding(LogTransport log, ValueCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    @Override
    public Written write(ClusterMessage message) {
        codec.write(message.data());
        return log.write(message);
    }

    @Override
    public void publish(ClusterMessage message) {
        log.publish(message);
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        log.respond(uid, response);
    }

    @Override
    public CompletionStage<@Nullable List<Entry>> read(String after, String upTo) {
        return log.read(after, upTo);
    }

    @Override
    public Comparator<String> positions() {
        return log.positions();
    }

    @Override
    public boolean isPosition(String text) {
        return log.isPosition(text);
    }

    @Override
    public void save(SavedSession session, boolean live, Duration time) {
        log.save(session, live, time);
    }

    @Override
    public CompletionStage<@Nullable StoredSession> take(String privateId) {
        return log.take(privateId);
    }

    @Override
    public void drop(String privateId) {
        log.drop(privateId);
    }

    @Override
    public void close() {
        log.close();
    }
}
