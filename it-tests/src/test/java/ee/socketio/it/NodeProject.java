package ee.socketio.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A JavaScript project of the sources, copied below {@code target} and installed there, so that the sources stay clean. */
final class NodeProject {

    private static final Path MODULES = Path.of("node_modules");
    private static final Path LOCK = Path.of("package-lock.json");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path sources;
    private final Path copy;

    NodeProject(Path sources, Path copy) {
        this.sources = sources;
        this.copy = copy;
    }

    /** Copies the sources, and installs what they depend on unless an earlier run did so from the same lock file. */
    Path install() {
        try {
            copySources();
            Path stamp = copy.resolve(MODULES).resolve(".installed");
            String lock = Files.readString(copy.resolve(LOCK));
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(lock)) {
                installDependencies();
                Files.writeString(stamp, lock);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install the JavaScript project of " + sources, e);
        }
    }

    private void copySources() throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = sources.relativize(file);
                if (Files.isRegularFile(file) && !relative.startsWith(MODULES)) {
                    Path target = copy.resolve(relative);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void installDependencies() {
        String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
        Path output = copy.resolveSibling(copy.getFileName() + "-results").resolve("npm-ci.log");
        NodeProcess.Outcome outcome = new NodeProcess(List.of(npm, "ci"), copy, output).run(Map.of(), PATIENCE);
        if (!outcome.isSuccess()) {
            throw new IllegalStateException("npm ci " + outcome.describe());
        }
    }
}
