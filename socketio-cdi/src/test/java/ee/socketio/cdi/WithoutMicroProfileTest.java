package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.servlet.ServerInitializer;
import java.net.URL;
import java.net.URLClassLoader;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MicroProfile Config is optional: without it there are no options from it, and nothing else is missing. */
class WithoutMicroProfileTest {

    private final WithoutMicroProfile loader = new WithoutMicroProfile();

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    /** Otherwise the other test would show nothing. */
    @Test
    void itCannotBeUsedHere() throws Exception {
        Class<?> config = loader.loadClass("ee.socketio.cdi.MicroProfileConfig");
        assertThatThrownBy(config::getDeclaredFields).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void thereIsNoOptionFromIt() throws Exception {
        Class<?> type = loader.loadClass("ee.socketio.cdi.CdiInitializer");
        assertThat(type.getClassLoader()).isSameAs(loader);
        ServerInitializer initializer =
                (ServerInitializer) type.getConstructor().newInstance();

        assertThat(initializer.param("pingInterval", new ServletContextHandler().getServletContext()))
                .isNull();
    }

    /** Loads the module itself, so that what the module asks for comes by here too. */
    private static final class WithoutMicroProfile extends URLClassLoader {

        WithoutMicroProfile() {
            super(
                    new URL[] {
                        CdiInitializer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    WithoutMicroProfileTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.eclipse.microprofile.")) {
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
}
