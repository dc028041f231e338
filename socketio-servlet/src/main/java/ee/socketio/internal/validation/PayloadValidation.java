package ee.socketio.internal.validation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.InvalidArgumentException;
import ee.socketio.InvalidArgumentException.Violation;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The validation of one server. The provider is looked for when the first bean comes, with the application's class loader,
 * and freed when the server closes. Without one everything is valid.
 */
public final class PayloadValidation {

    private final @Nullable ClassLoader application = Thread.currentThread().getContextClassLoader();
    private final Object lock = new Object();

    @GuardedBy("lock") // for writing
    private volatile @Nullable BeanValidator validator;

    /** To be made while the application is deployed; switched off, it finds everything valid. */
    public PayloadValidation(boolean enabled) {
        this.validator = enabled ? null : BeanValidator.NONE;
    }

    /**
     * Validates the arguments of one event.
     *
     * @throws InvalidArgumentException if a constraint is broken
     * @throws RuntimeException if the provider cannot be set up or fails
     */
    public void validate(List<@Nullable Object> arguments) {
        Payloads payloads = new Payloads(this::validate);
        for (int i = 0; i < arguments.size(); i++) {
            payloads.look(arguments.size() == 1 ? "" : "[" + i + "]", arguments.get(i));
        }
        List<Violation> violations = payloads.violations();
        if (!violations.isEmpty()) {
            throw new InvalidArgumentException(violations);
        }
    }

    /** Providers look for classes and messages with the context class loader; a reading thread may have the container's. */
    private void validate(Object bean, BiConsumer<String, String> violations) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            validator().validate(bean, violations);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings("GuardedBy") // a volatile read, and a second one under the lock
    private BeanValidator validator() {
        BeanValidator found = validator;
        if (found != null) {
            return found;
        }
        synchronized (lock) { // so that there is one provider and one warning; no listener runs inside
            found = validator;
            if (found == null) {
                found = find();
                validator = found;
            }
            return found;
        }
    }

    private static BeanValidator find() {
        try {
            Class.forName("jakarta.validation.Validation", false, PayloadValidation.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return BeanValidator.NONE;
        }
        try {
            return JakartaValidator.find();
        } catch (RuntimeException e) { // not valid, just because nobody can tell
            return (bean, violations) -> {
                throw new IllegalStateException(e.getMessage(), e);
            };
        }
    }

    /** Frees the provider. What comes later is valid: nobody is there any more to receive it. */
    public void close() {
        BeanValidator closed;
        synchronized (lock) {
            closed = validator;
            validator = BeanValidator.NONE;
        }
        if (closed != null) {
            closed.close();
        }
    }
}
