package ee.socketio.cdi;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;

/** What a container finds: the module's beans, its extension, and those of the application. */
final class Beans {

    private Beans() {}

    static Weld weld(Class<?>... application) {
        return new Weld()
                .disableDiscovery()
                .addExtension(new SocketIoExtension())
                .beanClasses(Stream.concat(Stream.of(Servers.class, AsyncThreads.class), Arrays.stream(application))
                        .toArray(Class<?>[]::new));
    }
}
