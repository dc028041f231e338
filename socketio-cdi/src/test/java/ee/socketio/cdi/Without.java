package ee.socketio.cdi;

import java.net.URL;
import java.net.URLClassLoader;

/** An application without some packages. Loads the module itself, so that what the module asks for comes by here too. */
final class Without extends URLClassLoader {

    private final String missing;

    /** Without the packages that begin like this. */
    Without(String missing) {
        super(
                new URL[] {
                    CdiInitializer.class.getProtectionDomain().getCodeSource().getLocation()
                },
                Without.class.getClassLoader());
        this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(missing)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("ee.socketio.cdi.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
