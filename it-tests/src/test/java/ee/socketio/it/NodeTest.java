package ee.socketio.it;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** What became of one test of a JavaScript suite: one line of the report that {@code reporter.mjs} writes. */
record NodeTest(String suite, String name, Status status, String explanation) {

    enum Status {
        PASSED,
        FAILED,
        SKIPPED
    }

    static NodeTest parse(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject test = reader.readObject();
            String name = test.getString("name");
            return switch (test.getString("status")) {
                case "passed" -> new NodeTest(test.getString("suite"), name, Status.PASSED, "");
                case "skipped" -> new NodeTest(test.getString("suite"), name, Status.SKIPPED, test.getString("reason"));
                default -> new NodeTest(test.getString("suite"), name, Status.FAILED, test.getString("error"));
            };
        }
    }

    /** A failure of the run as a whole. */
    static NodeTest failure(String name, String explanation) {
        return new NodeTest("", name, Status.FAILED, explanation);
    }

    /**
     * The test as one of JUnit, which ends the way this one ended.
     *
     * @param run names the run in the message of a failure, where the name of a dynamic test often gets lost
     */
    DynamicTest toJUnit(String run) {
        return dynamicTest(name, () -> {
            switch (status) {
                case PASSED -> {}
                case SKIPPED -> Assumptions.abort(explanation);
                case FAILED -> Assertions.fail(run + ": " + suite + ": " + name + "\n" + explanation);
            }
        });
    }
}
