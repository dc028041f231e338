package ee.socketio.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a command of Node.js: its output goes to a file, and no process of it survives the run. */
final class NodeProcess {

    private static final int LONGEST_EXCERPT = 20_000;

    /**
     * How a run ended.
     *
     * @param inTime false if it was killed
     * @param exitValue what the command returned, zero if all is well
     * @param output the end of its output
     */
    record Outcome(boolean inTime, int exitValue, String output) {

        boolean isSuccess() {
            return inTime && exitValue == 0;
        }

        String describe() {
            return (inTime ? "ended with " + exitValue : "did not end in time") + ":\n" + output;
        }
    }

    private final List<String> command;
    private final Path directory;
    private final Path output;

    NodeProcess(List<String> command, Path directory, Path output) {
        this.command = List.copyOf(command);
        this.directory = directory;
        this.output = output;
    }

    /** Runs the command to its end, or kills it when its time is over. */
    Outcome run(Map<String, String> environment, Duration patience) {
        try {
            Process process = start(environment);
            try {
                return outcome(process, patience);
            } finally {
                // Node's test runner starts processes of its own, and it is these that hang.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        Files.createDirectories(output.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Outcome outcome(Process process, Duration patience) throws IOException, InterruptedException {
        boolean inTime = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        return new Outcome(inTime, inTime ? process.exitValue() : -1, excerpt());
    }

    private String excerpt() throws IOException {
        String text = Files.readString(output);
        return text.substring(Math.max(0, text.length() - LONGEST_EXCERPT));
    }
}
