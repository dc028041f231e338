package ee.socketio.it.deployed;

import ee.socketio.it.deployed.app.DeskServlet;
import java.io.File;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The order desk as a WAR for the container that the tests run against, with the libraries that this one lacks. */
final class ApplicationWar {

    private static final String LIBRARIES = "/WEB-INF/lib/";

    /** What is ours. A Jakarta EE server has the rest, and does not want it twice. */
    private static final String OWN = LIBRARIES + "(socketio|jspecify)-.*";

    /** What an application with Redis brings beside that, to every container. */
    private static final String OF_REDIS =
            LIBRARIES + "(lettuce|netty|reactor|reactive-streams|redis-authx|msgpack)-.*";

    private ApplicationWar() {}

    static WebArchive create(String name) {
        return withCdi(ShrinkWrap.create(WebArchive.class, name + ".war"))
                .addPackage(DeskServlet.class.getPackage())
                .addAsWebInfResource(file("web.xml"), "web.xml")
                .addAsManifestResource(file("context.xml"), "context.xml");
    }

    /** Adds our libraries, what CDI takes, and the client of Redis. */
    static WebArchive withCdiAndRedis(WebArchive war) {
        return withCdi(war).merge(conformance(), Filters.include(OF_REDIS));
    }

    /** Adds our libraries and what CDI takes. */
    static WebArchive withCdi(WebArchive war) {
        boolean full = Libraries.areInTheContainer();
        war.addAsLibrary(Libraries.named("socketio-cdi"))
                .addAsWebInfResource(file("beans.xml"), "beans.xml")
                .addAsWebInfResource(file("jetty-web.xml"), "jetty-web.xml");
        // The build has put JSON-P and JSON-B into this one, beside our own library.
        war.merge(conformance(), Filters.include(full ? OWN : LIBRARIES + ".*"));
        return full ? war : war.addAsLibrary(Libraries.named("weld-servlet-shaded"));
    }

    private static WebArchive conformance() {
        return ShrinkWrap.create(ZipImporter.class)
                .importFrom(new File(System.getProperty("conformance.war")))
                .as(WebArchive.class);
    }

    private static ClassLoaderAsset file(String name) {
        return new ClassLoaderAsset("application/" + name);
    }
}
