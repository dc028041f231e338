package ee.socketio.redis;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger is told. */
final class LogLines implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LogLines(String name) {
        logger = Logger.getLogger(name);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    List<String> warnings() {
        return of(Level.WARNING);
    }

    List<String> infos() {
        return of(Level.INFO);
    }

    List<String> severe() {
        return of(Level.SEVERE);
    }

    List<String> all() {
        return records.stream().map(LogLines::text).toList();
    }

    private List<String> of(Level level) {
        return records.stream()
                .filter(line -> line.getLevel().equals(level))
                .map(LogLines::text)
                .toList();
    }

    private static String text(LogRecord line) {
        String text = line.getParameters() == null
                ? line.getMessage()
                : MessageFormat.format(line.getMessage(), line.getParameters());
        return line.getThrown() == null ? text : text + "\n" + line.getThrown();
    }

    void clear() {
        records.clear();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
