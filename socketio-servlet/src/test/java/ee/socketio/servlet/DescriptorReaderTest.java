package ee.socketio.servlet;

import static jakarta.servlet.DispatcherType.ERROR;
import static jakarta.servlet.DispatcherType.FORWARD;
import static jakarta.servlet.DispatcherType.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.LogRecords;
import ee.socketio.servlet.DescriptorReader.Descriptors;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the servlet API does not tell is read from the descriptors. */
class DescriptorReaderTest {

    @TempDir
    Path directory;

    @Test
    void everyNameOfARoleIsRead() {
        Descriptors descriptors = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <servlet>
                    <servlet-name>chat</servlet-name>
                    <security-role-ref><role-name> ref </role-name><role-link>staff</role-link></security-role-ref>
                  </servlet>
                  <security-constraint>
                    <auth-constraint><role-name>staff</role-name><role-name><![CDATA[bo]]>ss</role-name></auth-constraint>
                  </security-constraint>
                  <security-role><role-name>déclaré</role-name></security-role>
                </web-app>
                """);

        assertThat(descriptors.roles()).containsExactlyInAnyOrder("ref", "staff", "boss", "déclaré");
    }

    /** In a constraint it is whoever is authenticated. */
    @Test
    void twoStarsAreARoleOnlyIfTheyAreDeclared() {
        String constraint = "<auth-constraint><role-name>**</role-name><role-name>staff</role-name></auth-constraint>";
        String declaration = "<security-role><role-name>**</role-name></security-role>";

        assertThat(read("<web-app>" + constraint + "</web-app>").roles()).containsExactly("staff");
        assertThat(read("<web-app>" + constraint + declaration + "</web-app>").roles())
                .containsExactlyInAnyOrder("staff", "**");
    }

    @Test
    void aFragmentThatCannotBeReadDoesNotHideTheNext() throws IOException {
        Path whole = Files.createDirectories(directory.resolve("whole/META-INF"));
        Files.writeString(
                whole.resolve("web-fragment.xml"), "<web-fragment><role-name>of-fragment</role-name></web-fragment>");
        Files.writeString(directory.resolve("no.jar"), "no archive");
        URL[] urls = {directory.resolve("whole").toUri().toURL()};
        URL unreadable = new URL("jar:" + directory.resolve("no.jar").toUri() + "!/META-INF/web-fragment.xml");
        FakeContext context = new FakeContext();
        try (LogRecords log = LogRecords.of("ee.socketio.servlet");
                URLClassLoader loader = new URLClassLoader(urls, null) {
                    @Override
                    public Enumeration<URL> findResources(String name) throws IOException {
                        List<URL> found = new ArrayList<>(List.of(unreadable)); // throws when it is opened
                        found.addAll(Collections.list(super.findResources(name)));
                        return Collections.enumeration(found);
                    }
                }) {
            context.classLoader(loader);

            assertThat(DescriptorReader.of(context.proxy()).roles()).containsExactly("of-fragment");
            assertThat(log.messages())
                    .anySatisfy(message ->
                            assertThat(message).contains("dispatches").contains("no.jar"));
        }
    }

    @Test
    void aFilterIsMappedForRequestsUnlessItsMappingsSayOtherwise() {
        Descriptors descriptors = read("""
                <web-app>
                  <filter><filter-name>plain</filter-name></filter>
                  <filter-mapping><filter-name>plain</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                  <filter-mapping>
                    <filter-name>errors</filter-name><url-pattern>/*</url-pattern>
                    <dispatcher>ERROR</dispatcher><dispatcher>FORWARD</dispatcher>
                  </filter-mapping>
                  <filter-mapping>
                    <filter-name>both</filter-name><url-pattern>/*</url-pattern><dispatcher>ERROR</dispatcher>
                  </filter-mapping>
                  <filter-mapping><filter-name>both</filter-name><url-pattern>/a</url-pattern></filter-mapping>
                </web-app>
                """);

        assertThat(descriptors.dispatchers())
                .isEqualTo(Map.of(
                        "plain", Set.of(REQUEST), "errors", Set.of(ERROR, FORWARD), "both", Set.of(ERROR, REQUEST)));
    }

    @Test
    void fragmentsAreReadToo() throws IOException {
        Files.createDirectories(directory.resolve("META-INF"));
        Files.writeString(
                directory.resolve("META-INF/web-fragment.xml"),
                "<web-fragment><security-role><role-name>of-fragment</role-name></security-role></web-fragment>");
        FakeContext context = new FakeContext();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            context.classLoader(loader);
            context.webXml("<web-app><security-role><role-name>own</role-name></security-role></web-app>");

            assertThat(DescriptorReader.of(context.proxy()).roles()).containsExactlyInAnyOrder("own", "of-fragment");
        }
    }

    @Test
    void withoutDescriptorsThereIsNothing() {
        assertThat(read(null).roles()).isEmpty();
        assertThat(read(null).dispatchers()).isEmpty();
    }

    @Test
    void aDescriptorThatCannotBeReadIsWarnedAboutAndWhatCameBeforeIsTaken() {
        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            assertThat(read("<web-app><security-role><role-name>first</role-name></security-role><broken")
                            .roles())
                    .containsExactly("first");

            assertThat(log.messages()).singleElement().asString().contains("/WEB-INF/web.xml");
        }
    }

    @Test
    void nothingOutsideOfTheDescriptorIsRead() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "stolen");
        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            Descriptors descriptors = read("<!DOCTYPE web-app [<!ENTITY secret SYSTEM \"" + secret.toUri() + "\">]>"
                    + "<web-app><security-role><role-name>a</role-name></security-role>"
                    + "<security-role><role-name>&secret;</role-name></security-role></web-app>");

            assertThat(descriptors.roles()).contains("a").noneMatch(role -> role.contains("stolen"));
            assertThat(log.messages()).noneMatch(message -> message.contains("stolen"));
        }
    }

    @Test
    void entitiesThatGrowAreNotExpanded() {
        StringBuilder dtd = new StringBuilder("<!DOCTYPE web-app [<!ENTITY e0 \"xxxxxxxxxx\">");
        for (int i = 1; i < 12; i++) {
            dtd.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        try (LogRecords log = LogRecords.of("ee.socketio.servlet")) {
            Descriptors descriptors = read(dtd + "]><web-app><role-name>&e11;</role-name></web-app>");

            assertThat(descriptors.roles()).allMatch(role -> role.length() < 100);
            assertThat(log.messages()).noneMatch(message -> message.contains("xxxxxxxxxx"));
        }
    }

    private static Descriptors read(String webXml) {
        FakeContext context = new FakeContext();
        context.webXml(webXml);
        return DescriptorReader.of(context.proxy());
    }
}
