package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever thread a listener is called on, it has the class loader and the names of its application. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AtHomeIT {

    private static final boolean FULL = System.getProperty("arquillian.launch").equals("wildfly");
    private static final String OWN_THREAD = "socketio-.*";

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              %s
              <env-entry>
                <env-entry-name>greeting</env-entry-name>
                <env-entry-type>java.lang.String</env-entry-type>
                <env-entry-value>hello</env-entry-value>
              </env-entry>
            </web-app>
            """;

    private static final String SERVLET = """
            <servlet>
              <servlet-name>%1$s</servlet-name>
              <servlet-class>%2$s</servlet-class>
              <init-param><param-name>%3$s</param-name><param-value>%4$s</param-value></init-param>
              <load-on-startup>1</load-on-startup>
              <async-supported>true</async-supported>
            </servlet>
            <servlet-mapping>
              <servlet-name>%1$s</servlet-name>
              <url-pattern>/%1$s/socket.io/*</url-pattern>
            </servlet-mapping>
            """;

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive application() {
        StringBuilder servlets = new StringBuilder(servlet("container", "listenerThreads", "container"))
                .append(servlet("pool", "listenerThreads", "pool"))
                .append(servlet("direct", "listenerThreads", "direct"));
        if (FULL) {
            servlets.append(servlet("named", "executor", "java:comp/DefaultManagedScheduledExecutorService"));
        }
        return ConformanceWar.libraries("at-home")
                .addClass(AtHomeServlet.class)
                .setWebXML(new StringAsset(WEB_XML.formatted(servlets)));
    }

    private static String servlet(String name, String param, String value) {
        return SERVLET.formatted(name, AtHomeServlet.class.getName(), param, value);
    }

    @ParameterizedTest
    @EnumSource(Visitor.Way.class)
    void onTheExecutorOfTheContainerOrAPool(Visitor.Way way) {
        assertAtHome(
                way,
                "container",
                FULL ? "EE-ManagedExecutorService-.*" : OWN_THREAD,
                FULL ? "EE-ManagedScheduledExecutorService-.*" : OWN_THREAD);
    }

    @ParameterizedTest
    @EnumSource(Visitor.Way.class)
    void onThreadsOfTheServer(Visitor.Way way) {
        assertAtHome(way, "pool", OWN_THREAD, OWN_THREAD);
    }

    @ParameterizedTest
    @EnumSource(Visitor.Way.class)
    void onWhateverThreadBringsTheNews(Visitor.Way way) {
        assertAtHome(way, "direct", ".*", OWN_THREAD);
    }

    @ParameterizedTest
    @EnumSource(Visitor.Way.class)
    void onAnExecutorThatWasNamed(Visitor.Way way) {
        if (FULL) {
            String thread = "EE-ManagedScheduledExecutorService-.*";
            assertAtHome(way, "named", thread, thread);
        }
    }

    private void assertAtHome(Visitor.Way way, String servlet, String listenerThread, String timerThread) {
        URI server = URI.create(application.toString().replaceFirst("/$", "") + "/" + servlet);
        Map<String, String> seen = new TreeMap<>();
        try (Visitor visitor = Visitor.of(server, way)) {
            for (String moment : new String[] {"deployed", "connected", "event", "timer"}) {
                seen.put(moment, visitor.ask(moment).toString());
            }
            Visitor.of(server, way).close();
            seen.put("left", visitor.ask("left").toString());
        }
        String home = " | at home | " + (FULL ? "hello" : names(seen.remove("deployed")));
        seen.remove("deployed");
        assertThat(seen).hasSize(4).allSatisfy((moment, where) -> assertThat(where)
                .matches((moment.equals("timer") ? timerThread : listenerThread) + Pattern.quote(home)));
    }

    /** Containers without names for applications have none for listeners either. */
    private static String names(String deployed) {
        return deployed.replaceFirst(".* \\| ", "");
    }
}
