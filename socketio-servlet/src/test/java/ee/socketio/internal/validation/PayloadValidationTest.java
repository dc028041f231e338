package ee.socketio.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.InvalidArgumentException;
import ee.socketio.InvalidArgumentException.Violation;
import jakarta.json.Json;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is validated, and on whose behalf the provider works. */
class PayloadValidationTest {

    @Test
    void beansAreFoundInWhateverHoldsThem() {
        List<Object> seen = new ArrayList<>();
        Payloads payloads = new Payloads((bean, violations) -> {
            seen.add(bean);
            violations.accept("a", "wrong");
        });

        payloads.look("", new Bean("1"));
        payloads.look("x", Map.of("k", List.of(1, new Bean("2"))));
        payloads.look("x", new Object[] {null, Optional.of(new Bean("3"))});

        assertThat(seen).containsExactly(new Bean("1"), new Bean("2"), new Bean("3"));
        assertThat(payloads.violations())
                .containsExactly(
                        new Violation("a", "wrong"),
                        new Violation("x[1].a", "wrong"),
                        new Violation("x[k][1].a", "wrong"));
    }

    @Test
    void plainValuesAreNotLookedAt() {
        Payloads payloads = new Payloads((bean, violations) -> violations.accept("", bean.toString()));

        for (Object plain : Arrays.asList(
                null,
                "x",
                1,
                true,
                1.5,
                new byte[1],
                new int[1],
                Optional.empty(),
                Json.createValue("x"),
                Json.createObjectBuilder()
                        .add("a", Json.createArrayBuilder().add(1))
                        .build(),
                ElementType.FIELD)) {
            payloads.look("", plain);
        }

        assertThat(payloads.violations()).isEmpty();
    }

    @Test
    void violationsAreSortedByPathAndMessage() {
        Payloads payloads = new Payloads((bean, violations) -> {
            violations.accept("b", "1");
            violations.accept("a", "2");
            violations.accept("a", "1");
            violations.accept("", "0");
        });

        payloads.look("", new Bean("x"));

        assertThat(payloads.violations())
                .containsExactly(
                        new Violation("", "0"),
                        new Violation("a", "1"),
                        new Violation("a", "2"),
                        new Violation("b", "1"));
    }

    /** On a container's thread, and after the class loader of the application has left it. */
    @Test
    void theProviderWorksWithTheApplicationsClassLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
            thread.setContextClassLoader(application);
            PayloadValidation validation = new PayloadValidation(true);
            thread.setContextClassLoader(null);

            assertThatExceptionOfType(InvalidArgumentException.class)
                    .isThrownBy(() -> validation.validate(List.of(new Bean("x"))))
                    .withMessageContaining("text in " + application);

            assertThat(thread.getContextClassLoader()).isNull();
            validation.close();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void afterTheEndEverythingIsValid() {
        PayloadValidation validation = new PayloadValidation(true);
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> validation.validate(List.of(new Bean("x"))));

        validation.close();
        validation.close();

        assertThatCode(() -> validation.validate(List.of(new Bean("x")))).doesNotThrowAnyException();
    }

    @Test
    void aValidationThatWasNeverUsedCanBeClosed() {
        assertThatCode(() -> new PayloadValidation(true).close()).doesNotThrowAnyException();
        assertThatCode(() -> new PayloadValidation(false).close()).doesNotThrowAnyException();
    }

    record Bean(@Never String text) {}

    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = NeverValidator.class)
    @interface Never {
        String message() default "never";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Tells which class loader it sees. */
    public static final class NeverValidator implements ConstraintValidator<Never, String> {
        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(
                            "in " + Thread.currentThread().getContextClassLoader())
                    .addConstraintViolation();
            return false;
        }
    }
}
