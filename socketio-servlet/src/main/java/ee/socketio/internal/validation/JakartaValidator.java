package ee.socketio.internal.validation;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.function.BiConsumer;

/** The provider of Jakarta Validation that the application has. The only class that names the API's types. */
final class JakartaValidator implements BeanValidator {

    private static final System.Logger LOG = System.getLogger("ee.socketio.server");

    /** Hibernate Validator's own way to do without Expression Language. */
    private static final String WITHOUT_EL =
            "org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator";

    private final ValidatorFactory factory;
    private final Validator validator;

    private JakartaValidator(ValidatorFactory factory) {
        this.factory = factory;
        this.validator = factory.getValidator();
    }

    /**
     * Asks for a provider by the context class loader.
     *
     * @throws ValidationException if there is one, and it cannot be set up
     */
    static BeanValidator find() {
        try {
            return new JakartaValidator(Validation.buildDefaultValidatorFactory());
        } catch (NoProviderFoundException e) {
            return NONE;
        } catch (ValidationException | LinkageError e) { // Expression Language is missing, or validation.xml is wrong
            return withoutExpressionLanguage(e);
        }
    }

    private static BeanValidator withoutExpressionLanguage(Throwable cause) {
        BeanValidator validator;
        try {
            MessageInterpolator interpolator = Class.forName(
                            WITHOUT_EL, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(MessageInterpolator.class)
                    .getConstructor()
                    .newInstance();
            validator = new JakartaValidator(Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(interpolator)
                    .buildValidatorFactory());
        } catch (ReflectiveOperationException | ClassCastException | ValidationException | LinkageError e) {
            cause.addSuppressed(e);
            throw new ValidationException(
                    "Jakarta Validation cannot be set up; the option 'validation' switches it off", cause);
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Messages of Jakarta Validation are made without Expression Language, because: {0}",
                cause.getMessage());
        return validator;
    }

    @Override
    public void validate(Object bean, BiConsumer<String, String> violations) {
        validator
                .validate(bean)
                .forEach(violation ->
                        violations.accept(violation.getPropertyPath().toString(), violation.getMessage()));
    }

    @Override
    public void close() {
        factory.close();
    }
}
