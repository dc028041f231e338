package ee.socketio.servlet;

import ee.socketio.engine.InvalidOptionException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What the container has under names. */
final class Jndi {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");

    /** The names of the container itself. Others may be URLs, and make it load objects from elsewhere. */
    private static final String LOCAL = "java:";

    private Jndi() {}

    /** What every Jakarta EE container has under this name, and others have not. */
    static <T> @Nullable T find(String name, Class<T> type) {
        try {
            Object found = lookup(name);
            return type.isInstance(found) ? type.cast(found) : null;
        } catch (NamingException | RuntimeException | LinkageError e) { // some have half a naming service
            LOG.log(System.Logger.Level.DEBUG, "There is no {0} here: {1}", name, e);
            return null;
        }
    }

    /** What an option names. */
    static <T> T named(String option, String name, Class<T> type) {
        String accepted = "the JNDI name, with " + LOCAL + " before it, of a " + type.getSimpleName();
        if (!name.startsWith(LOCAL)) {
            throw new InvalidOptionException(option, name, accepted);
        }
        try {
            Object found = lookup(name);
            if (type.isInstance(found)) {
                return type.cast(found);
            }
            throw new InvalidOptionException(option, name, accepted + ": that is a " + className(found));
        } catch (NamingException e) {
            InvalidOptionException invalid = new InvalidOptionException(option, name, accepted + ": " + e);
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static String className(@Nullable Object object) {
        return object == null ? "null" : object.getClass().getName();
    }

    @SuppressWarnings("BanJNDI") // local names, which come from the deployment and not from clients
    private static @Nullable Object lookup(String name) throws NamingException {
        return InitialContext.doLookup(name);
    }
}
