package ee.socketio.cdi;

import com.sun.management.ThreadMXBean;
import ee.socketio.AnsweringListener;
import ee.socketio.Event;
import ee.socketio.EventListener;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.TypedListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to bring an event of a client to a bean: from the listener that the module has added to the socket to the
 * bean's method, with all contexts, without the reading of arguments. Processor time of the calling thread. No test: start it by
 * hand.
 *
 * <pre>{@code
 * mvn -pl socketio-cdi -am test-compile
 * mvn -pl socketio-cdi exec:exec -Dexec.classpathScope=test -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath ee.socketio.cdi.DeliveryBenchmark"
 * }</pre>
 */
final class DeliveryBenchmark {

    private static final int CALLS = 250_000;
    private static final int WARM_UPS = 8;
    private static final int ROUNDS = 11;

    record Line(String text) {}

    /** What every method below does. */
    static long heard;

    @ApplicationScoped
    static class Observing {
        void event(@Observes SocketEvent event) {
            heard += event.event() == null ? 0 : 1;
        }

        void named(@Observes @OnEvent("named") SocketEvent event) {
            heard += event.event() == null ? 0 : 1;
        }

        void message(@Observes @OnEvent("message") SocketMessage<Line> message) {
            heard += message.payload() == null ? 0 : 1;
        }
    }

    @SocketController
    static class Handling {
        @OnEvent("handle")
        boolean handle(Line line) {
            heard += line.text().length();
            return true;
        }
    }

    private interface Call {
        void once() throws Exception;
    }

    private final List<EventListener> any = new ArrayList<>();
    private final List<TypedListener.OfMany> typed = new ArrayList<>();
    private final List<AnsweringListener.OfMany> answering = new ArrayList<>();

    private DeliveryBenchmark() {}

    /** Without arguments. */
    public static void main(String[] args) throws Exception {
        try (WeldContainer container =
                Beans.weld(Observing.class, Handling.class).initialize()) {
            new DeliveryBenchmark().run(container);
        }
    }

    private void run(WeldContainer container) throws Exception {
        Event event = fake(Event.class, Map.of());
        Line line = new Line("a");
        List<@Nullable Object> arguments = List.of(line);
        BeanManager beans = container.getBeanManager();
        listen(beans, container);
        Observing bean = container.select(Observing.class).get();
        System.out.printf("%-60s %8s %8s%n", "", "ns", "bytes");
        measure("the bean's method, by its proxy", () -> bean.event(new SocketEvent(event)));
        RequestContextController request =
                container.select(RequestContextController.class).get();
        measure("a request context and nothing in it", () -> {
            request.activate();
            request.deactivate();
        });
        measure("@Observes SocketEvent", () -> any.get(0).onEvent(event));
        measure("@Observes @OnEvent SocketMessage<Line>", () -> typed.get(0).onEvent(event, arguments));
        measure("a handler", () -> answering.get(0).onEvent(event, arguments));
        jakarta.enterprise.event.Event<Object> fired = beans.getEvent();
        measure(
                "for comparison: the qualifier resolved by CDI, without contexts",
                () -> fired.select(OnEvent.Literal.of("named")).fire(new SocketEvent(event)));
    }

    /** As for a socket that has connected. */
    private void listen(BeanManager beans, WeldContainer container) {
        SocketIoExtension extension = beans.getExtension(SocketIoExtension.class);
        SocketIoServer server = fake(
                SocketIoServer.class, Map.of("options", ServerOptions.builder().build()));
        Scopes scopes = new Scopes(
                extension.sockets(),
                () -> container.select(RequestContextController.class).get());
        Deliveries deliveries = new Deliveries(server, scopes, beans, Runnable::run);
        new ObservedSocket(recordingSocket(), extension.observers("/"), deliveries).listen();
    }

    private Socket recordingSocket() {
        return proxy(Socket.class, (proxy, method, passed) -> {
            for (Object argument : passed == null ? new Object[0] : passed) {
                if (argument instanceof TypedListener.OfMany listener) {
                    typed.add(listener);
                } else if (argument instanceof AnsweringListener.OfMany listener) {
                    answering.add(listener);
                } else if (argument instanceof EventListener listener) {
                    any.add(listener);
                }
            }
            return null;
        });
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return proxy(
                type,
                (proxy, method, passed) -> Objects.requireNonNull(answers.get(method.getName()), method::getName));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static void measure(String what, Call call) throws Exception {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] nanos = new double[ROUNDS];
        double bytes = 0;
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long start = thread.getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                call.once();
            }
            if (round >= 0) {
                nanos[round] = (thread.getCurrentThreadCpuTime() - start) / (double) CALLS;
                bytes = (thread.getCurrentThreadAllocatedBytes() - allocated) / (double) CALLS;
            }
        }
        Arrays.sort(nanos);
        System.out.printf("%-60s %8.0f %8.0f%n", what, nanos[ROUNDS / 2], bytes);
    }
}
