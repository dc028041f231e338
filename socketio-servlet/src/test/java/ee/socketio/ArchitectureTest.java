package ee.socketio;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the packages to the one direction that their imports may run in. */
@AnalyzeClasses(packages = "ee.socketio", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "ee.socketio";
    private static final String SPI = "ee.socketio.spi";
    private static final String ADAPTER = "ee.socketio.adapter";
    private static final String ENGINE_API = "ee.socketio.engine";
    private static final String WEBSOCKET_API = "ee.socketio.websocket";
    private static final String SERVLET = "ee.socketio.servlet";
    private static final String INTERNAL = "ee.socketio.internal..";
    private static final String ENGINE = "ee.socketio.internal.engine";
    private static final String ENGINE_CODEC = "ee.socketio.internal.engine.codec";
    private static final String HTTP = "ee.socketio.internal.http";
    private static final String POLLING = "ee.socketio.internal.polling";
    private static final String WEBSOCKET = "ee.socketio.internal.websocket";
    private static final String WEBSOCKET_JAKARTA = "ee.socketio.internal.websocket.jakarta";
    private static final String NAMESPACE = "ee.socketio.internal.namespace";
    private static final String NAMESPACE_CODEC = "ee.socketio.internal.namespace.codec";
    private static final String VALIDATION = "ee.socketio.internal.validation";
    private static final String MSGPACK = "ee.socketio.msgpack";
    private static final String MSGPACK_CODEC = "ee.socketio.internal.msgpack";
    private static final String CLIENT = "ee.socketio.internal.client";

    private static final Set<String> PACKAGES = Set.of(
            API,
            SPI,
            ADAPTER,
            ENGINE_API,
            WEBSOCKET_API,
            SERVLET,
            ENGINE,
            ENGINE_CODEC,
            HTTP,
            POLLING,
            WEBSOCKET,
            WEBSOCKET_JAKARTA,
            NAMESPACE,
            NAMESPACE_CODEC,
            VALIDATION,
            MSGPACK,
            MSGPACK_CODEC,
            CLIENT);

    private static final String JAVA = "java..";
    private static final String[] ANNOTATIONS = {"org.jspecify.annotations", "com.google.errorprone.annotations.."};

    /** A new package belongs into the picture and into the rules below first. */
    @ArchTest
    static void packagesAreThoseOfThePicture(JavaClasses classes) {
        Set<String> packages = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages).containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().assignedFrom(eachPackage()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engineApiStandsAlone = dependOnly(ENGINE_API, JAVA);

    @ArchTest
    static final ArchRule webSocketApiStandsAlone = dependOnly(WEBSOCKET_API, JAVA, "jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyTheEdgeSeesTheWebSocketApi = usedOnlyBy(WEBSOCKET_API, SERVLET, WEBSOCKET + "..");

    @ArchTest
    static final ArchRule spiDependsOnTheEngineApiAtMost = dependOnly(SPI, JAVA, "jakarta.json..", ENGINE_API);

    /** An adapter sees its namespace by the SPI, as those that others write. */
    @ArchTest
    static final ArchRule adaptersDependOnTheSpiAndCodecsAtMost =
            dependOnly(ADAPTER, JAVA, "jakarta.json..", SPI, ENGINE_API, ENGINE, NAMESPACE_CODEC, MSGPACK_CODEC);

    @ArchTest
    static final ArchRule apiDependsOnSpiAndEngineApiAtMost = dependOnly(API, JAVA, "jakarta.json..", SPI, ENGINE_API);

    @ArchTest
    static final ArchRule engineCodecDependsOnTheEngineApiAtMost = dependOnly(ENGINE_CODEC, JAVA, ENGINE_API);

    @ArchTest
    static final ArchRule engineKnowsNoSocketIo = dependOnly(ENGINE, JAVA, ENGINE_CODEC, ENGINE_API);

    @ArchTest
    static final ArchRule namespaceCodecDependsOnTheSpiAtMost =
            dependOnly(NAMESPACE_CODEC, JAVA, "jakarta.json..", SPI);

    @ArchTest
    static final ArchRule validationDependsOnTheApiAtMost =
            dependOnly(VALIDATION, JAVA, "jakarta.validation..", "jakarta.json..", API);

    @ArchTest
    static final ArchRule messagePackDependsOnItsCodecAndTheSpiAtMost = dependOnly(MSGPACK, JAVA, MSGPACK_CODEC, SPI);

    @ArchTest
    static final ArchRule messagePackCodecDependsOnTheSpiAndTheNamespaceCodecAtMost =
            dependOnly(MSGPACK_CODEC, JAVA, "jakarta.json..", "org.msgpack..", SPI, NAMESPACE_CODEC);

    /** msgpack-core may be absent at run time: one package may load it, and it is reached by the parser and by adapters only. */
    @ArchTest
    static final ArchRule messagePackLibraryStaysInItsPackage = libraryUsedOnlyBy("org.msgpack..", MSGPACK_CODEC);

    @ArchTest
    static final ArchRule onlyParserAndAdaptersSeeTheMessagePackCodec = usedOnlyBy(MSGPACK_CODEC, MSGPACK, ADAPTER);

    @ArchTest
    static final ArchRule onlyServletSeesTheMessagePackParser = usedOnlyBy(MSGPACK, SERVLET);

    @ArchTest
    static final ArchRule namespacesKnowNoTransport = noClasses()
            .that()
            .resideInAPackage(NAMESPACE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, POLLING, WEBSOCKET + "..", CLIENT, SERVLET)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule transportsKnowNoSocketIo = noClasses()
            .that()
            .resideInAnyPackage(HTTP, POLLING, WEBSOCKET + "..", CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API, SPI, NAMESPACE + "..", SERVLET)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheEdgeSeesHttp = usedOnlyBy(HTTP, SERVLET, POLLING, CLIENT);

    @ArchTest
    static final ArchRule onlyServletSeesPolling = usedOnlyBy(POLLING, SERVLET);

    @ArchTest
    static final ArchRule onlyServletSeesWebSocket = usedOnlyBy(WEBSOCKET + "..", SERVLET);

    @ArchTest
    static final ArchRule onlyServletSeesTheServedClient = usedOnlyBy(CLIENT, SERVLET);

    @ArchTest
    static final ArchRule nobodySeesServlet = usedOnlyBy(SERVLET);

    @ArchTest
    static final ArchRule servletApiStaysAtTheEdge =
            libraryUsedOnlyBy("jakarta.servlet..", SERVLET, WEBSOCKET_API, HTTP, POLLING, WEBSOCKET + "..", CLIENT);

    /** Jakarta WebSocket may be absent at run time: one package may load it. */
    @ArchTest
    static final ArchRule jakartaWebSocketStaysInItsPackage =
            libraryUsedOnlyBy("jakarta.websocket..", WEBSOCKET_JAKARTA);

    /** The validation API may be absent at run time: one class may name its types. */
    @ArchTest
    static final ArchRule validationApiStaysInItsClass = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(VALIDATION + ".JakartaValidator")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.validation..");

    @ArchTest
    static final ArchRule codecsArePure = noClasses()
            .that()
            .resideInAnyPackage(ENGINE_CODEC, NAMESPACE_CODEC, MSGPACK_CODEC)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.util.concurrent..",
                            "java.net..",
                            "java.nio.channels..",
                            "java.nio.file..",
                            "java.util.logging..")
                    .or(assignableTo(System.Logger.class))
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(Clock.class)))
            .orShould()
            .callMethodWhere(describe(
                    "asks for the time",
                    call -> call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getName().equals("now")))
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule apiHoldsNounsOnly = classes()
            .that()
            .resideInAnyPackage(API, SPI, ENGINE_API, WEBSOCKET_API)
            .and(describe("are written by hand", type -> !type.isAnonymousClass()))
            .should(ArchCondition.from(noun()))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule exportedMethodsMentionNoInternalType = codeUnits()
            .that()
            .areDeclaredInClassesThat(exported())
            .and(publicOrProtected())
            .should(mentionNoInternalType())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule exportedFieldsMentionNoInternalType = fields().that()
            .areDeclaredInClassesThat(exported())
            .and(publicOrProtected())
            .should(mentionNoInternalType())
            .allowEmptyShould(true);

    private static ArchRule dependOnly(String origin, String... targets) {
        return classes()
                .that()
                .resideInAPackage(origin)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(targets).or(resideInAPackage(origin)).or(resideInAnyPackage(ANNOTATIONS)))
                .allowEmptyShould(true);
    }

    private static ArchRule usedOnlyBy(String target, String... origins) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(origins)
                .and()
                .resideOutsideOfPackage(target)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(target);
    }

    private static ArchRule libraryUsedOnlyBy(String library, String... origins) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(origins)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> noun() {
        return describe(
                "be an interface, record, enum, annotation, exception or final builder (or the base of builders), or the type token",
                type -> type.isInterface()
                        || type.isRecord()
                        || type.isEnum()
                        || type.isAssignableTo(Throwable.class)
                        || isBuilder(type)
                        || type.isEquivalentTo(GenericType.class)
                        || (type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && type.getAllSubclasses().stream().allMatch(ArchitectureTest::isBuilder)));
    }

    private static boolean isBuilder(JavaClass type) {
        return type.getSimpleName().endsWith("Builder") && type.getModifiers().contains(JavaModifier.FINAL);
    }

    private static DescribedPredicate<JavaClass> exported() {
        return resideInAnyPackage(API, SPI, ADAPTER, ENGINE_API, WEBSOCKET_API, SERVLET, MSGPACK)
                .and(describe("public", type -> type.getModifiers().contains(JavaModifier.PUBLIC)));
    }

    private static DescribedPredicate<JavaMember> publicOrProtected() {
        return describe(
                "public or protected",
                member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }

    private static ArchCondition<JavaMember> mentionNoInternalType() {
        DescribedPredicate<JavaClass> internal = resideInAPackage(INTERNAL);
        return new ArchCondition<>("mention no internal type") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                member.getAllInvolvedRawTypes().stream()
                        .filter(internal)
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                member, member.getDescription() + " mentions " + type.getName())));
                if (member instanceof JavaCodeUnit code) {
                    code.getExceptionTypes().stream()
                            .filter(internal)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    member, member.getDescription() + " throws " + type.getName())));
                }
            }
        };
    }

    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public String getDescription() {
                return "packages";
            }

            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }
        };
    }
}
