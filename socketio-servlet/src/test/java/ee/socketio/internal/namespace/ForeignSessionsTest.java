package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.RecoveryOptions;
import ee.socketio.Socket;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter;
import ee.socketio.spi.SessionAwareAdapter.Missed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions that an adapter has from elsewhere, and what it takes its time for. */
class ForeignSessionsTest {

    private @Nullable SavedSession stored;
    private final List<Consumer<@Nullable Missed>> resuming = new ArrayList<>();
    private final List<SavedSession> kept = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final ServerRig rig = new ServerRig(options -> {
        options.connectionStateRecovery(RecoveryOptions.defaults().withSkipMiddlewares(true));
        options.adapter(this::adapter);
    });

    /** In memory, but for the sessions. */
    private Adapter adapter(AdapterContext namespace) {
        InMemoryAdapter members = new InMemoryAdapter(namespace);
        return (Adapter) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SessionAwareAdapter.class},
                (proxy, method, arguments) -> answer(members, method, arguments));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object answer(InMemoryAdapter members, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "takeSession" -> {
                return CompletableFuture.completedStage(stored);
            }
            case "enter" -> ((Consumer<String>) arguments[0]).accept("place");
            case "resume" -> resuming.add((Consumer<@Nullable Missed>) arguments[2]);
            case "exit" -> kept.add(((Function<String, SavedSession>) arguments[0]).apply("end"));
            case "joinedRooms" -> {
                return Map.of();
            }
            case "inOrder" -> ((Runnable) arguments[0]).run();
            default -> {
                try {
                    return method.invoke(members, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        return null;
    }

    private static SavedSession session(String connectedAt) {
        return new SavedSession(
                "the socket", "secret", Map.of("red", connectedAt), Map.of("name", "Ada"), connectedAt, "", "");
    }

    private ClientRig comeBack() {
        rig.io.use((Socket socket) -> asked.add(socket.id()));
        ClientRig client = rig.open();
        client.send("0{\"pid\":\"secret\"}");
        return client;
    }

    @Test
    void whoseNamespaceIsKnownGoesPastTheMiddlewares() {
        stored = session("place");
        ClientRig client = comeBack();
        resuming.get(0).accept(new Missed(List.of(), "place"));

        assertThat(asked).isEmpty();
        assertThat(client.received())
                .singleElement()
                .asString()
                .contains("\"sid\":\"the socket\"")
                .contains("\"pid\":\"secret\"");
    }

    @Test
    void whoseNamespaceNobodyKnowsIsAskedByTheMiddlewares() {
        stored = session("");
        comeBack();
        resuming.get(0).accept(new Missed(List.of(), "place"));

        assertThat(asked).containsExactly("the socket");
        assertThat(rig.socket("the socket").rooms()).containsExactlyInAnyOrder("the socket", "red");
    }

    @Test
    void whoLeavesWhileItIsLookedForWhatItMissedIsPutBackAsItWas() {
        stored = session("place");
        ClientRig client = comeBack();

        client.end(CloseReason.TRANSPORT_CLOSE, null);
        resuming.get(0).accept(new Missed(List.of(), "later"));

        assertThat(kept).containsExactly(stored);
    }

    @Test
    void whoIsGoneBeforeTheAnswerButNotCleanedUpIsPutBackAsItWasToo() {
        stored = session("place");
        List<Runnable> tasks = new ArrayList<>();
        ServerRig slow = new ServerRig(options -> {
            options.connectionStateRecovery(RecoveryOptions.defaults());
            options.adapter(this::adapter);
            options.listenerThreads(ListenerThreads.executor(tasks::add));
        });
        ClientRig client = slow.open();
        client.send("0{\"pid\":\"secret\"}");
        run(tasks);

        client.end(CloseReason.TRANSPORT_CLOSE, null);
        resuming.get(0).accept(new Missed(List.of(), "later"));
        run(tasks);

        assertThat(kept).containsExactly(stored);
    }

    private static void run(List<Runnable> tasks) {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    @Test
    void theAdapterOfANamespaceIsClosedBeforeTheNextOneOfThatNameStarts() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch mayClose = new CountDownLatch(1);
        ServerRig cleaning = new ServerRig(options -> {
            options.cleanupEmptyChildNamespaces(true);
            options.adapter(namespace -> {
                InMemoryAdapter members = new InMemoryAdapter(namespace);
                boolean watched = namespace.namespace().equals("/dynamic-1");
                return (Adapter) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, method, arguments) -> {
                            if (watched && method.getName().equals("start")) {
                                steps.add("start");
                            }
                            if (watched && method.getName().equals("close")) {
                                steps.add("closing");
                                closing.countDown();
                                mayClose.await();
                                steps.add("closed");
                            }
                            return answer(members, method, arguments);
                        });
            });
        });
        cleaning.io.of(Pattern.compile("/dynamic-\\d+"));
        ClientRig one = cleaning.open();
        one.join("/dynamic-1");
        Thread leaving = new Thread(() -> one.send("1/dynamic-1,"));
        leaving.start();
        closing.await();
        ClientRig two = cleaning.open();
        Thread coming = new Thread(() -> two.send("0/dynamic-1,"));
        coming.start();
        while (coming.getState() != Thread.State.WAITING && coming.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        mayClose.countDown();
        leaving.join();
        coming.join();

        assertThat(steps).startsWith("start", "closing", "closed", "start");
        assertThat(two.received()).singleElement().asString().startsWith("0/dynamic-1,{\"sid\"");
    }
}
