package ee.socketio.it.deployed;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests of the wire that any server of the conformance application can be put to, by class. */
final class WireTests {

    private static final String URL = "socketio.test.url";
    private static final String WIRE = "ee.socketio.it.wire";

    /** They look into the server, without a tag that says so; and the one that wants a heartbeat of its own. */
    private static final String OWN_SERVER = ".*\\.(CyclesIT|UpgradesUnderLoadIT|HeartbeatIT)";

    /** Those to be run: a regular expression for the simple names of classes. */
    private static final String CHOSEN = System.getProperty("socketio.test.wire", ".*IT");

    private WireTests() {}

    /** Those whose tags fit, against the server at the URL. */
    static Stream<DynamicNode> all(URI url, String tags) {
        String server = url.toString().replaceFirst("/$", "");
        String fitting = tags + " & !own-options & !in-process & !not-" + System.getProperty("arquillian.launch");
        Launcher launcher = LauncherFactory.create();
        return classes(launcher, fitting).stream()
                .map(name -> dynamicContainer(
                        name.substring(WIRE.length() + 1),
                        Stream.of(name).flatMap(test -> run(launcher, test, fitting, server))));
    }

    private static Set<String> classes(Launcher launcher, String tags) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(WIRE))
                .filters(
                        includeClassNamePatterns(".*\\.(" + CHOSEN + ")"),
                        excludeClassNamePatterns(OWN_SERVER),
                        includeTags(tags))
                .build();
        TestPlan plan = launcher.discover(request);
        Set<String> names = new LinkedHashSet<>();
        for (TestIdentifier engine : plan.getRoots()) {
            plan.getChildren(engine).forEach(child -> child.getSource()
                    .ifPresent(source -> names.add(((ClassSource) source).getClassName())));
        }
        return names;
    }

    /** Runs a class when its tests are asked for, and tells what became of them. */
    private static Stream<DynamicTest> run(Launcher launcher, String test, String tags, String url) {
        Outcomes outcomes = new Outcomes();
        String before = System.getProperty(URL);
        System.setProperty(URL, url);
        try {
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(test))
                            .filters(includeTags(tags))
                            .build(),
                    outcomes);
        } finally {
            if (before == null) {
                System.clearProperty(URL);
            } else {
                System.setProperty(URL, before);
            }
        }
        return outcomes.tests.stream();
    }

    private static final class Outcomes implements TestExecutionListener {

        private final List<DynamicTest> tests = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
                tests.add(dynamicTest(name(test), () -> {
                    if (result.getThrowable().isPresent()) {
                        throw result.getThrowable().get();
                    }
                }));
            }
        }

        /** With that of its method, of which a parameterized test shows the arguments only. */
        private static String name(TestIdentifier test) {
            String method = test.getUniqueIdObject().getSegments().stream()
                    .filter(segment -> segment.getType().startsWith("method")
                            || segment.getType().startsWith("test-template"))
                    .map(segment -> segment.getValue().replaceFirst("\\(.*", ""))
                    .findFirst()
                    .orElse("");
            return test.getDisplayName().startsWith(method)
                    ? test.getDisplayName()
                    : method + " " + test.getDisplayName();
        }
    }
}
