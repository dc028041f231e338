package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.cluster.LocalRedis;
import ee.socketio.redis.ClassicOptions;
import ee.socketio.redis.Redis;
import ee.socketio.redis.RedisEmitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application whose beans have the client of Redis, which its server borrows. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedisCdiIT {

    private static final LocalRedis REDIS = started();

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>%1$s</param-name>
                <param-value>%2$s</param-value>
              </context-param>
              <context-param>
                <param-name>org.jboss.weld.context.mapping</param-name>
                <param-value>^(?!/socket\\.io/).*$</param-value>
              </context-param>
              <servlet>
                <servlet-name>socket.io</servlet-name>
                <servlet-class>%3$s</servlet-class>
                <load-on-startup>1</load-on-startup>
                <async-supported>true</async-supported>
              </servlet>
              <servlet-mapping>
                <servlet-name>socket.io</servlet-name>
                <url-pattern>/socket.io/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment(Watcher.NAME)
    private URI watcherAddress;

    @Deployment(name = Watcher.NAME, testable = false)
    static WebArchive watcher() {
        return Watcher.war();
    }

    @Deployment(name = ProducedRedis.NAME, managed = false, testable = false)
    static WebArchive application() {
        String webXml = WEB_XML.formatted(ClusteredServlet.NAME, ProducedRedis.NAME, ClusteredServlet.class.getName());
        return ApplicationWar.withCdiAndRedis(ConformanceWar.empty(ProducedRedis.NAME))
                .addClasses(ClusteredServlet.class, ProducedRedis.class, Watched.class)
                .addAsResource(new StringAsset(REDIS.uri()), ProducedRedis.URI)
                .setWebXML(new StringAsset(webXml));
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

    @Test
    void theServerClosesItsConnectionsBeforeTheClientOfTheApplicationEnds() throws Exception {
        Watcher watcher = new Watcher(HttpClient.newHttpClient(), watcherAddress);
        try (ContainerLog log = new ContainerLog()) {
            deployer.deploy(ProducedRedis.NAME);
            visit(watcher.address(ProducedRedis.NAME));
            deployer.undeploy(ProducedRedis.NAME);

            assertThat(watcher.journal(ProducedRedis.NAME)).containsExactly("ends with 0 connections");
            assertThat(REDIS.connections()).isEmpty();
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** Hears what another process emits: the produced adapter has connected the server to the cluster. */
    private static void visit(URI application) {
        Visitor visitor = Visitor.of(URI.create(application.toString().replaceFirst("/$", "")), Visitor.Way.WEBSOCKET);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!visitor.ask("servers").equals(1)) { // which takes a round trip, so this does not spin
            assertThat(System.nanoTime()).as("waiting for Redis").isLessThan(deadline);
        }
        CompletableFuture<Object> news = visitor.next("news");
        try (RedisEmitter emitter = RedisEmitter.classic(Redis.at(REDIS.uri()), ClassicOptions.defaults())) {
            emitter.to("lobby").emit("news", "hello");
            assertThat(Visitor.within(news)).isEqualTo("hello");
        }
        visitor.close();
    }
}
