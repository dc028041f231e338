package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.socketio.engine.ListenerError;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ErrorReporterTest {

    private final RecordingLog log = new RecordingLog();
    private final List<ListenerError> reported = new ArrayList<>();

    @Test
    void whatTheApplicationThrowsIsReportedToItsListener() {
        ErrorReporter reporter = new ErrorReporter(log, reported::add);
        IllegalStateException failure = new IllegalStateException("on purpose");

        reporter.guard("event 'chat'", "id", () -> {
            throw failure;
        });

        assertThat(reported).containsExactly(new ListenerError("event 'chat'", "id", failure));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void withoutAListenerItIsLoggedWithItsPlace() {
        ErrorReporter reporter = new ErrorReporter(log, null);
        Exception failure = new Exception("on purpose");

        reporter.guard("event 'chat'", "id", () -> {
            throw failure;
        });

        assertThat(log.lines).singleElement().asString().contains("event 'chat'", "id");
        assertThat(log.thrown).containsExactly(failure);
    }

    @Test
    void errorsAreCaughtToo() {
        ErrorReporter reporter = new ErrorReporter(log, reported::add);

        reporter.guard("listener", "id", () -> {
            throw new StackOverflowError("on purpose");
        });

        assertThat(reported).singleElement().extracting(ListenerError::cause).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aListenerThatThrowsIsLogged() {
        IllegalStateException second = new IllegalStateException("on purpose");
        ErrorReporter reporter = new ErrorReporter(log, error -> {
            throw second;
        });

        assertThatCode(() -> reporter.report("listener", "id", new Exception("first")))
                .doesNotThrowAnyException();

        assertThat(log.thrown).containsExactly(second);
    }

    @Test
    void codeThatThrowsNothingIsNotReported() {
        ErrorReporter reporter = new ErrorReporter(log, reported::add);
        boolean[] ran = new boolean[1];

        reporter.guard("listener", "id", () -> ran[0] = true);

        assertThat(ran[0]).isTrue();
        assertThat(reported).isEmpty();
    }

    private static final class RecordingLog implements System.Logger {
        private final List<String> lines = new ArrayList<>();
        private final List<Throwable> thrown = new ArrayList<>();

        @Override
        public String getName() {
            return "recording";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable cause) {
            lines.add(level + " " + message);
            thrown.add(cause);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            lines.add(level + " " + format);
        }
    }
}
