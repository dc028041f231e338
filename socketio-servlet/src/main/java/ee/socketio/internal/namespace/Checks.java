package ee.socketio.internal.namespace;

import ee.socketio.Check;
import ee.socketio.Middleware;

/** Middlewares that decide at once. */
final class Checks {

    private Checks() {}

    static <T> Middleware<T> middleware(Check<T> check) {
        return (subject, next) -> {
            check.check(subject);
            next.proceed();
        };
    }
}
