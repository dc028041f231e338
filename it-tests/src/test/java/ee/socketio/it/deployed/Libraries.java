package ee.socketio.it.deployed;

import java.io.File;
import java.util.Objects;

/** What applications bring to a container that lacks it. */
final class Libraries {

    private static final File ALL = new File(System.getProperty("application.libs"));

    private Libraries() {}

    /** Whether the container has all that Jakarta EE has. It does not want these twice. */
    static boolean areInTheContainer() {
        return "wildfly".equals(System.getProperty("arquillian.launch"));
    }

    /** One, by the name of its jar without the version. */
    static File named(String name) {
        return new File(ALL, name + ".jar");
    }

    /** Those for constraints. */
    static File[] ofValidation() {
        return Objects.requireNonNull(new File(ALL, "validation").listFiles());
    }
}
