package ee.socketio.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/** The tests in {@code src/test/js}: Node's own test runner runs them, JUnit tells each of them as a test. */
public final class NodeSuite {

    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path TARGET = Path.of("target", "js");
    private static final Path RESULTS = Path.of("target", "js-results");

    /** A run takes some seconds; whatever takes this long will not end. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration PATIENCE_FOR_A_TEST = Duration.ofMinutes(1);

    private final Path project;

    private NodeSuite(Path project) {
        this.project = project;
    }

    /** The suite, ready to run. Installs it first if need be; one installation at a time. */
    public static synchronized NodeSuite install() {
        return new NodeSuite(new NodeProject(SOURCES, TARGET).install());
    }

    /**
     * Runs the given test files.
     *
     * @param name names the files in which the output and the results are kept
     * @return one container for each suite of the files, one test for each of its tests
     */
    public Stream<DynamicNode> run(String name, Map<String, String> environment, List<String> files) {
        Path report = RESULTS.resolve(name + ".jsonl").toAbsolutePath();
        Path output = RESULTS.resolve(name + ".log");
        try {
            Files.deleteIfExists(report);
            NodeProcess process = new NodeProcess(command(report, files), project, output);
            NodeProcess.Outcome outcome = process.run(environment, PATIENCE);
            return toJUnit(name, complete(read(report), outcome));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the results of " + name, e);
        }
    }

    /**
     * Runs a script that is no test itself.
     *
     * @param name names the file in which its output is kept
     */
    public void script(String name, String file, Map<String, String> environment, Duration patience) {
        NodeProcess process = new NodeProcess(List.of("node", file), project, RESULTS.resolve(name + ".log"));
        NodeProcess.Outcome outcome = process.run(environment, patience);
        if (!outcome.isSuccess()) {
            throw new AssertionError(file + " " + outcome.describe());
        }
    }

    private static List<String> command(Path report, List<String> files) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                "--test",
                "--test-concurrency=2",
                "--test-timeout=" + PATIENCE_FOR_A_TEST.toMillis(),
                "--test-reporter=./reporter.mjs",
                "--test-reporter-destination=" + report,
                "--test-reporter=spec",
                "--test-reporter-destination=stdout"));
        command.addAll(files);
        return command;
    }

    private static List<NodeTest> read(Path report) throws IOException {
        if (!Files.exists(report)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(report)) {
            // A run that was killed may leave half a line.
            return lines.filter(line -> line.endsWith("}")).map(NodeTest::parse).toList();
        }
    }

    /** Adds what no single test tells: a run that was killed, that broke down beside its tests, or that had none. */
    private static List<NodeTest> complete(List<NodeTest> tests, NodeProcess.Outcome outcome) {
        boolean told = tests.stream().anyMatch(test -> test.status() == NodeTest.Status.FAILED);
        if (!outcome.inTime() || (outcome.exitValue() != 0 && !told)) {
            return append(tests, NodeTest.failure("the run ends well", "node " + outcome.describe()));
        }
        return tests.isEmpty() ? List.of(NodeTest.failure("the run has tests", "no test was run")) : tests;
    }

    private static List<NodeTest> append(List<NodeTest> tests, NodeTest last) {
        return Stream.concat(tests.stream(), Stream.of(last)).toList();
    }

    private static Stream<DynamicNode> toJUnit(String run, List<NodeTest> tests) {
        Map<String, List<DynamicNode>> suites = new LinkedHashMap<>();
        tests.forEach(test ->
                suites.computeIfAbsent(test.suite(), suite -> new ArrayList<>()).add(test.toJUnit(run)));
        return suites.entrySet().stream().flatMap(suite -> {
            boolean named = !suite.getKey().isEmpty();
            return named
                    ? Stream.of(DynamicContainer.dynamicContainer(suite.getKey(), suite.getValue()))
                    : suite.getValue().stream();
        });
    }
}
