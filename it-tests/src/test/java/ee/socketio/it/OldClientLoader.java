package ee.socketio.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Loads the Java client of 1.x, and the test classes that use it, beside the newer client of the same class names that is on
 * the classpath. The test classes are compiled against the newer one, and keep to what both have.
 */
final class OldClientLoader extends URLClassLoader {

    private static final Path JARS = Path.of("target", "old-java-client");
    private static final Pattern OWN = Pattern.compile("io\\.socket\\..+"
            + "|ee\\.socketio\\.it\\.(OldJavaClientCases|JavaClient|Arrivals|PlainJson|AnsweredCloseFrames)(\\$.+)?");

    private OldClientLoader(List<URL> urls) {
        super("old-java-client", urls.toArray(URL[]::new), OldClientLoader.class.getClassLoader());
    }

    /** What {@link OldJavaClientCases} says, with the old client. */
    @SuppressWarnings("unchecked") // of that class, but of another loader's
    static BiFunction<TestServer, String, Stream<DynamicNode>> cases() {
        try {
            List<URL> urls = jars();
            urls.add(OldClientLoader.class.getProtectionDomain().getCodeSource().getLocation());
            Class<?> cases = new OldClientLoader(urls).loadClass("ee.socketio.it.OldJavaClientCases");
            return (BiFunction<TestServer, String, Stream<DynamicNode>>)
                    cases.getConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find the old client", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load the old client", e);
        }
    }

    private static List<URL> jars() throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(JARS)) {
            for (Path jar : (Iterable<Path>) jars::iterator) {
                urls.add(urlOf(jar));
            }
        }
        return urls;
    }

    private static URL urlOf(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!OWN.matcher(name).matches()) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
