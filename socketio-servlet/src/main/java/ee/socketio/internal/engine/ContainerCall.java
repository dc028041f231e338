package ee.socketio.internal.engine;

/**
 * Calls that may make a container start threads. New threads take over the context class loader of the thread that makes them,
 * and not every container sees to that: WildFly's workers would hold on to the application long after it was undeployed. So
 * such a call is made with the container's own class loader.
 */
public final class ContainerCall {

    private ContainerCall() {}

    /** Makes a call of this object, which is the container's. */
    public static void run(Object callee, Runnable call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(callee.getClass().getClassLoader());
        try {
            call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
