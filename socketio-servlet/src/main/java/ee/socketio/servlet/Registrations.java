package ee.socketio.servlet;

import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** What is registered in an application. */
final class Registrations {

    private Registrations() {}

    /** The class behind a registration, or null if there is none (a JSP) or it cannot be loaded: then it is none of ours. */
    static @Nullable Class<?> classOf(Registration registration, ServletContext context) {
        String name = registration.getClassName();
        if (name == null) {
            return null;
        }
        ClassLoader application = context.getClassLoader();
        ClassLoader loader =
                application != null ? application : Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
