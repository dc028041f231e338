package ee.socketio.redis;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Rules for this module and the one below it. */
@AnalyzeClasses(packages = "ee.socketio", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Its thread belongs to the JVM, never ends, and keeps the application that was the first to need it. */
    @ArchTest
    static final ArchRule nobodyUsesTheTimerOfTheJdk = noClasses()
            .should()
            .callMethodWhere(describe(
                    "uses the timer of the JDK",
                    call -> call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                            && Set.of("orTimeout", "completeOnTimeout", "delayedExecutor")
                                    .contains(call.getName())));
}
