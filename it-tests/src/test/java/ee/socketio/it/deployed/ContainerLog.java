package ee.socketio.it.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** The warnings of the container and of its applications since this was made: in this JVM, or in the log of WildFly. */
final class ContainerLog implements AutoCloseable {

    /** A thread of a server's own that was told to end, and is at it: Tomcat looks at once. */
    private static final Pattern ENDING = Pattern.compile(".*thread named \\[socketio-.*", Pattern.DOTALL);

    private static final Pattern WARNING = Pattern.compile("\\S+ \\S+ (WARN|ERROR|FATAL) .*");

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(line.getLoggerName() + ": " + text(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final long linesBefore;

    ContainerLog() throws IOException {
        linesBefore = lines().size();
        Logger.getLogger("").addHandler(handler);
    }

    /** As the handlers of Tomcat do, and those of the JDK in general. */
    private static String text(LogRecord line) {
        Object[] arguments = line.getParameters();
        return arguments == null || arguments.length == 0
                ? line.getMessage()
                : line.getMessage() + " " + List.of(arguments);
    }

    List<String> warnings() throws IOException {
        if (Libraries.areInTheContainer()) {
            return lines().stream()
                    .skip(linesBefore)
                    .filter(line -> WARNING.matcher(line).matches())
                    .toList();
        }
        return warnings.stream().filter(line -> !ENDING.matcher(line).matches()).toList();
    }

    private static List<String> lines() throws IOException {
        return Libraries.areInTheContainer()
                ? Files.readAllLines(Path.of(System.getenv("JBOSS_HOME"), "standalone", "log", "server.log"))
                : List.of();
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
