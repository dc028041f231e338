package ee.socketio.internal.validation;

import ee.socketio.InvalidArgumentException.Violation;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look for beans in what a client sent: in lists, maps, arrays and optionals too, which have no constraints. */
final class Payloads {

    private static final int MOST = 100; // a client's small mistakes must not add up to a huge answer

    private final BeanValidator validator;
    private final List<Violation> violations = new ArrayList<>();

    Payloads(BeanValidator validator) {
        this.validator = validator;
    }

    /** What was found, sorted. */
    List<Violation> violations() {
        return violations.stream()
                .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
                .limit(MOST)
                .toList();
    }

    void look(String path, @Nullable Object value) {
        if (value == null || value instanceof JsonValue || violations.size() >= MOST) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> look(path + "[" + key + "]", member));
        } else if (value instanceof Collection<?> elements) {
            lookAtEach(path, elements);
        } else if (value instanceof Object[] elements) {
            lookAtEach(path, Arrays.asList(elements));
        } else if (value instanceof Optional<?> optional) {
            look(path, optional.orElse(null));
        } else if (mayHaveConstraints(value.getClass())) {
            validator.validate(value, (where, message) -> violations.add(new Violation(join(path, where), message)));
        }
    }

    private void lookAtEach(String path, Collection<?> elements) {
        int index = 0;
        for (Object element : elements) {
            look(path + "[" + index++ + "]", element);
        }
    }

    /** Spares the provider what it would look at in vain: plain values. */
    private static boolean mayHaveConstraints(Class<?> type) {
        return !type.isArray() && !type.isEnum() && !type.getName().startsWith("java.");
    }

    private static String join(String path, String where) {
        return path.isEmpty() || where.isEmpty() || where.startsWith("[") ? path + where : path + "." + where;
    }
}
