package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.cluster.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that brings a client of Redis takes it away again: its connections, its threads and its classes. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedisRedeployIT {

    private static final int TIMES = Integer.getInteger("socketio.test.redeployments", 3);
    private static final String CLASSIC = "redis";
    private static final String STREAMS = "redis-streams";
    private static final LocalRedis REDIS = started();

    /** The second has its listeners called on threads of the container. */
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
              <context-param>
                <param-name>%1$s</param-name>
                <param-value>%2$s</param-value>
              </context-param>
              %3$s
              %4$s
            </web-app>
            """;

    private static final String SERVLET = """
            <servlet>
              <servlet-name>%1$s</servlet-name>
              <servlet-class>%2$s</servlet-class>
              <init-param><param-name>adapter</param-name><param-value>%3$s</param-value></init-param>
              <init-param><param-name>redis.uri</param-name><param-value>%4$s</param-value></init-param>
              <init-param><param-name>listenerThreads</param-name><param-value>%5$s</param-value></init-param>
              <load-on-startup>1</load-on-startup>
              <async-supported>true</async-supported>
            </servlet>
            <servlet-mapping>
              <servlet-name>%1$s</servlet-name>
              <url-pattern>/%1$s/socket.io/*</url-pattern>
            </servlet-mapping>
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment(Watcher.NAME)
    private URI watcherAddress;

    @Deployment(name = Watcher.NAME, testable = false)
    static WebArchive watcher() {
        return Watcher.war();
    }

    @Deployment(name = CLASSIC, managed = false, testable = false)
    static WebArchive classic() {
        return application(CLASSIC);
    }

    @Deployment(name = STREAMS, managed = false, testable = false)
    static WebArchive streams() {
        return application(STREAMS);
    }

    private static WebArchive application(String adapter) {
        String webXml = WEB_XML.formatted(
                ClusteredServlet.NAME,
                adapter,
                servlet("one", adapter, REDIS.uri(), "container"),
                servlet("two", adapter, REDIS.uri().replace("127.0.0.1", "localhost"), "direct"));
        return ConformanceWar.libraries(adapter)
                .addClasses(ClusteredServlet.class, Watched.class)
                .setWebXML(new StringAsset(webXml));
    }

    private static String servlet(String name, String adapter, String uri, String threads) {
        return SERVLET.formatted(name, ClusteredServlet.class.getName(), adapter, uri, threads);
    }

    private static LocalRedis started() {
        try {
            return new LocalRedis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSIC, STREAMS})
    void nothingOfAnApplicationStaysHoweverOftenItIsRedeployed(String adapter) throws Exception {
        Watcher watcher = new Watcher(http, watcherAddress);
        watcher.occupyAllThreads();
        try (ContainerLog log = new ContainerLog()) {
            for (int i = 1; i <= TIMES; i++) {
                deployer.deploy(adapter);
                visitAndUndeploy(watcher, adapter);
                assertThat(REDIS.connections()).isEmpty();
                assertThat(watcher.left(adapter, i)).noneMatch(line -> line.startsWith("thread lettuce"));
            }
            watcher.awaitNothingLeft(adapter, TIMES);
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** Two servers of one application have nothing but Redis in common. */
    private void visitAndUndeploy(Watcher watcher, String adapter) throws Exception {
        String application = watcher.address(adapter).toString().replaceFirst("/$", "");
        Visitor one = Visitor.of(URI.create(application + "/one"), Visitor.Way.WEBSOCKET);
        Visitor two = Visitor.of(URI.create(application + "/two"), Visitor.Way.POLLING);
        for (Visitor visitor : List.of(one, two)) {
            awaitServers(visitor);
            assertThat(visitor.ask("everybody")).isEqualTo(2);
        }
        for (Visitor sender : List.of(one, two)) {
            List<CompletableFuture<Object>> heard = List.of(one.next("said"), two.next("said"));
            sender.emit("say", "hello");
            heard.forEach(text -> assertThat(Visitor.within(text)).isEqualTo("hello"));
        }
        deployer.undeploy(adapter);
        one.awaitGone();
        two.awaitGone();
    }

    /** One that is just starting does not know of the others, and they not of it. */
    private static void awaitServers(Visitor visitor) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!visitor.ask("servers").equals(2)) { // which takes a round trip, so this does not spin
            assertThat(System.nanoTime()).as("waiting for servers").isLessThan(deadline);
        }
    }
}
