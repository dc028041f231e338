package ee.socketio.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.InvalidArgumentException;
import jakarta.validation.constraints.Positive;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that have all of Jakarta Validation, some of it, or nothing. Each is a class path of its own. */
class ProvidersTest {
    private static final String API = "jakarta.validation-api";
    private static final String PROVIDER = "hibernate-validator";
    private static final String EXPRESSIONS = "expressly";
    private static final String EXPRESSIONS_API = "jakarta.el-api";

    private final Logger logger = Logger.getLogger("ee.socketio.server");
    private final List<LogRecord> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            warnings.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    /** Otherwise the other tests would show nothing. */
    @Test
    void withAProviderConstraintsHold() throws Exception {
        assertThat(validateTwiceWithout(List.of()))
                .containsExactly("Validation failed: price wrong", "Validation failed: price wrong");
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutTheApiEverythingIsValid() throws Exception {
        assertThat(validateTwiceWithout(List.of(API, PROVIDER, EXPRESSIONS, EXPRESSIONS_API)))
                .containsExactly("valid", "valid");
        assertThat(validateTwiceWithout(List.of(API))).containsExactly("valid", "valid");
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutAProviderEverythingIsValid() throws Exception {
        assertThat(validateTwiceWithout(List.of(PROVIDER))).containsExactly("valid", "valid");
        assertThat(warnings).isEmpty();
    }

    @Test
    void withoutExpressionLanguageConstraintsHoldAndOneWarningSaysSo() throws Exception {
        assertThat(validateTwiceWithout(List.of(EXPRESSIONS, EXPRESSIONS_API)))
                .containsExactly("Validation failed: price wrong", "Validation failed: price wrong");

        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).getMessage()).contains("without Expression Language");
    }

    @Test
    void aProviderThatCannotBeSetUpIsAnErrorThatNamesTheOption(@TempDir Path classes) throws Exception {
        Path configuration = Files.createDirectory(classes.resolve("META-INF")).resolve("validation.xml");
        Files.writeString(configuration, "<validation-config><unfinished>");

        assertThat(validateTwiceWithout(List.of(), classes.toUri().toURL()))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).contains("cannot be set up", "'validation'"));
        assertThat(warnings).isEmpty();
    }

    /** The outcome of two validations of a bean that breaks its constraint, in an application without these jars. */
    private static List<String> validateTwiceWithout(List<String> jars, URL... more) throws Exception {
        List<URL> urls = new ArrayList<>(Arrays.asList(more));
        int left = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (jars.stream().anyMatch(new File(entry).getName()::startsWith)) {
                left++;
            } else {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        assertThat(left).as("jars that were left out").isEqualTo(jars.size());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(application);
            Object scenario = Class.forName(Scenario.class.getName(), true, application)
                    .getConstructor()
                    .newInstance();
            return ((Supplier<?>) scenario).get().toString().lines().toList();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Runs inside the application. */
    public static final class Scenario implements Supplier<String> {

        @Override
        public String get() {
            PayloadValidation validation = new PayloadValidation(true);
            try {
                validation.validate(List.of("a plain value", 5));
                return outcome(validation) + "\n" + outcome(validation);
            } finally {
                validation.close();
            }
        }

        private static String outcome(PayloadValidation validation) {
            try {
                validation.validate(List.of(new Priced(0)));
                return "valid";
            } catch (InvalidArgumentException | IllegalStateException e) {
                return e.getMessage();
            }
        }
    }

    record Priced(@Positive(message = "wrong") int price) {}
}
