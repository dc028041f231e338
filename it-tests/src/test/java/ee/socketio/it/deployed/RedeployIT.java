package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is undeployed with everything outstanding leaves nothing in the container. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployIT {

    private static final int TIMES = Integer.getInteger("socketio.test.redeployments", 20);

    private static final String WATCHER = Watcher.NAME;

    /** As in the demo: Weld is to leave the requests of the sockets alone. */
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>org.jboss.weld.context.mapping</param-name>
                <param-value>^(?!/socket\\.io/).*$</param-value>
              </context-param>
              <context-param>
                <param-name>org.jboss.weld.context.ignore.guard</param-name>
                <param-value>false</param-value>
              </context-param>
            </web-app>
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment(WATCHER)
    private URI watcherAddress;

    private Watcher watcher;

    @BeforeEach
    void beginToWatch() {
        watcher = new Watcher(http, watcherAddress);
    }

    @Deployment(name = WATCHER, testable = false)
    static WebArchive watcher() {
        return Watcher.war();
    }

    @Deployment(name = ShortLivedServlet.NAME, managed = false, testable = false)
    static WebArchive application() {
        return ApplicationWar.withCdi(ConformanceWar.empty(ShortLivedServlet.NAME))
                .setWebXML(new StringAsset(WEB_XML))
                .addClasses(ShortLivedServlet.class, ShortLivedServlet.Note.class, Watched.class)
                .addClasses(ShortLivedBean.class, ShortLivedBean.Visits.class);
    }

    @Deployment(name = PlainServlet.NAME, managed = false, testable = false)
    static WebArchive control() {
        return ConformanceWar.empty(PlainServlet.NAME).addClasses(PlainServlet.class, Watched.class);
    }

    @Deployment(name = LeakyServlet.NAME, managed = false, testable = false)
    static WebArchive leaky() {
        return ConformanceWar.empty(LeakyServlet.NAME).addClasses(LeakyServlet.class, Watched.class);
    }

    /** If this fails, the container keeps applications, and the other test says nothing about Socket.IO. */
    @Test
    void theContainerForgetsAnApplicationWithoutSocketIo() throws Exception {
        for (int i = 0; i < 3; i++) {
            deployer.deploy(PlainServlet.NAME);
            deployer.undeploy(PlainServlet.NAME);
        }
        watcher.awaitNothingLeft(PlainServlet.NAME, 3);
    }

    /** If this fails, the other tests cannot. */
    @Test
    void anApplicationThatLeavesAThreadIsFound() throws Exception {
        deployer.deploy(LeakyServlet.NAME);
        deployer.undeploy(LeakyServlet.NAME);
        List<String> left = watcher.left(LeakyServlet.NAME, 1);
        watcher.mend();
        assertThat(left)
                .hasSize(2)
                .contains("class loader of leaky 1")
                .anyMatch(line -> line.startsWith("thread " + LeakyServlet.NAME));
        watcher.awaitNothingLeft(LeakyServlet.NAME, 1);
    }

    @Test
    void nothingOfAnApplicationStaysHoweverOftenItIsRedeployed() throws Exception {
        watcher.occupyAllThreads();
        for (int i = 0; i < TIMES; i++) {
            deployer.deploy(ShortLivedServlet.NAME);
            visitAndUndeploy();
        }
        watcher.awaitNothingLeft(ShortLivedServlet.NAME, TIMES);
    }

    private void visitAndUndeploy() throws Exception {
        URI application = watcher.address(ShortLivedServlet.NAME);
        List<Visitor> visitors = new ArrayList<>();
        for (Visitor.Way way : Visitor.Way.values()) {
            visitors.add(visit(application, way));
            visit(application, way).close(); // one that has gone before
        }
        RawVisitors raw = RawVisitors.of(http, application);
        deployer.undeploy(ShortLivedServlet.NAME);
        raw.assertAllWereTold();
        for (Visitor visitor : visitors) {
            visitor.awaitGone();
        }
    }

    /** Asks for something that the server has to ask back, which is never answered. */
    private static Visitor visit(URI application, Visitor.Way way) throws Exception {
        Visitor visitor = Visitor.of(application, way);
        JSONObject note = new JSONObject().put("text", "hello").put("numbers", new JSONArray(List.of(1, 2)));
        visitor.emit("note", note);
        assertThat(visitor.ask("notes", new JSONArray(List.of(note))).toString())
                .contains("hello");
        assertThat(visitor.ask("ask")).isEqualTo(false);
        assertThat(Integer.parseInt(visitor.ask("visits").toString())).isGreaterThan(1);
        return visitor;
    }
}
