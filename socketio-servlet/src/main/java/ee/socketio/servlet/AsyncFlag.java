package ee.socketio.servlet;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Whether a filter or servlet is asynchronous. The servlet API does not tell of a registration; what is behind it knows. */
final class AsyncFlag {

    private AsyncFlag() {}

    /** Asks the container's object behind a registration; containers differ, so this may find nothing. */
    static Optional<Boolean> of(Object registration) {
        Optional<Boolean> direct = ask(registration);
        if (direct.isPresent()) {
            return direct;
        }
        for (Class<?> type = registration.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                try {
                    field.setAccessible(true);
                    Object behind = field.get(registration);
                    Optional<Boolean> answer = behind == null ? Optional.empty() : ask(behind);
                    if (answer.isPresent()) {
                        return answer;
                    }
                } catch (ReflectiveOperationException | RuntimeException e) {
                    // not to be seen: another field may be
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> ask(Object holder) {
        for (String name : List.of("isAsyncSupported", "getAsyncSupported")) {
            try {
                Method method = holder.getClass().getMethod(name);
                return Optional.of(Boolean.parseBoolean(String.valueOf(method.invoke(holder))));
            } catch (ReflectiveOperationException | RuntimeException e) {
                // not this one
            }
        }
        return Optional.empty();
    }
}
