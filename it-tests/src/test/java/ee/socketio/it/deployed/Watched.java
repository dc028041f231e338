package ee.socketio.it.deployed;

import jakarta.servlet.ServletContext;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Where applications leave word of their class loaders for whoever watches them: in the properties of the JVM, held weakly. */
final class Watched {

    private static final String LOADERS = "ee.socketio.it.loaders";
    private static final String LEAK = "ee.socketio.it.leak";
    private static final String PATHS = "ee.socketio.it.paths";
    private static final String JOURNAL = "ee.socketio.it.journal";

    private Watched() {}

    /** Only classes of the JDK may be left behind, or the word itself would hold what it is about. */
    static void add(String name, ServletContext context, ClassLoader loader) {
        Map<String, WeakReference<ClassLoader>> known = loaders();
        long before = known.keySet().stream()
                .filter(key -> key.startsWith(name + " "))
                .count();
        known.put(name + " " + (before + 1), new WeakReference<>(loader));
        System.getProperties().put(PATHS + "." + name, context.getContextPath());
    }

    @SuppressWarnings("unchecked") // what this method puts there
    static Map<String, WeakReference<ClassLoader>> loaders() {
        System.getProperties().putIfAbsent(LOADERS, new ConcurrentHashMap<>());
        return (Map<String, WeakReference<ClassLoader>>) System.getProperties().get(LOADERS);
    }

    /** What an application that leaks may wait for. */
    static CountDownLatch leak() {
        CountDownLatch mended = new CountDownLatch(1);
        System.getProperties().put(LEAK, mended);
        return mended;
    }

    /** Ends the leak, if there is one. */
    static void mend() {
        if (System.getProperties().remove(LEAK) instanceof CountDownLatch leak) {
            leak.countDown();
        }
    }

    /** Where the application of this name was deployed last. */
    static String path(String name) {
        return String.valueOf(System.getProperties().get(PATHS + "." + name));
    }

    /** Leaves word of something that happened. */
    static void note(String name, String what) {
        System.getProperties().merge(JOURNAL + "." + name, what, (before, next) -> before + "\n" + next);
    }

    /** What was noted, a line each. */
    static String journal(String name) {
        return System.getProperty(JOURNAL + "." + name, "");
    }
}
