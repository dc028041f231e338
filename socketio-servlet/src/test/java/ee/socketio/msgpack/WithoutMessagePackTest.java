package ee.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** msgpack-core is optional: without it only this parser is missing, and it says why. */
class WithoutMessagePackTest {

    private final WithoutMessagePack loader = new WithoutMessagePack();

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    /** Otherwise the other tests would show nothing. */
    @Test
    void theCodecCannotBeUsedHere() {
        assertThatThrownBy(
                        () -> load("ee.socketio.internal.msgpack.ValueReader").getDeclaredFields())
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void theParserNamesTheMissingArtifact() throws Exception {
        Constructor<?> parser =
                load("ee.socketio.msgpack.MessagePackParser").getConstructor(load("ee.socketio.spi.JsonMapper"));

        assertThatThrownBy(() -> parser.newInstance((Object) null))
                .rootCause()
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> parser.newInstance((Object) null))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.msgpack:msgpack-core");
    }

    @Test
    void theServletAndItsOptionsDoNotNeedIt() throws Exception {
        Class<?> params = load("ee.socketio.servlet.InitParams");

        assertThat(params.getDeclaredMethods()).isNotEmpty();
        assertThat(load("ee.socketio.servlet.SocketIoServlet").getConstructor().newInstance())
                .isNotNull();
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, true, loader);
        assertThat(type.getClassLoader()).isSameAs(loader);
        return type;
    }

    /** Loads the library itself, so that what the library asks for comes by here too. */
    private static final class WithoutMessagePack extends URLClassLoader {

        WithoutMessagePack() {
            super(
                    new URL[] {
                        MessagePackParser.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    WithoutMessagePackTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.msgpack.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("ee.socketio.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
