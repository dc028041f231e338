package ee.socketio.it.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.conformance.ConformanceServlet;
import ee.socketio.it.TestApplication;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@code conformance.war} as the build made it, with what only tests need, and other context-params. */
final class ConformanceWar {

    private static final String WEB_XML = "WEB-INF/web.xml";

    private ConformanceWar() {}

    /** At {@code /name}, with these context-params beside its own. */
    static WebArchive with(String name, Map<String, String> params) {
        WebArchive war = imported(name);
        String webXml = read(war).replace(ConformanceServlet.class.getName(), TestApplication.class.getName());
        for (Map.Entry<String, String> param : params.entrySet()) {
            webXml = set(webXml, param.getKey(), param.getValue());
        }
        war.delete(WEB_XML);
        // what it needs is there too; the servlets of tests that bring their own server are not for this one
        war.addPackages(false, Filters.exclude(".*IT(\\$.*)?\\.class"), TestApplication.class.getPackage());
        return war.add(new StringAsset(webXml), WEB_XML);
    }

    /** A WAR at {@code /name} with nothing in it. */
    static WebArchive empty(String name) {
        // Tomcat would look through the class path of the tests for what may belong to the application, for seconds,
        // and give
        // requests that are held two of them to end by themselves.
        String context = "<Context unloadDelay='200'><JarScanner scanClassPath='false'>"
                + "<JarScanFilter defaultTldScan='false'/></JarScanner></Context>";
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsManifestResource(new StringAsset(context), "context.xml");
    }

    /** The same with the libraries. */
    static WebArchive libraries(String name) {
        return empty(name).merge(imported(name), Filters.include("/WEB-INF/lib/.*"));
    }

    private static WebArchive imported(String name) {
        return ShrinkWrap.create(ZipImporter.class, name + ".war")
                .importFrom(new File(System.getProperty("conformance.war")))
                .as(WebArchive.class);
    }

    private static String read(WebArchive war) {
        try (InputStream in = war.get(WEB_XML).getAsset().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the value of a param, or adds one before the first servlet. */
    private static String set(String webXml, String name, String value) {
        String named = "<param-name>" + name + "</param-name>";
        String replaced = webXml.replaceFirst(
                named + "(\\s*)<param-value>[^<]*</param-value>", named + "$1<param-value>" + value + "</param-value>");
        return webXml.contains(named)
                ? replaced
                : webXml.replaceFirst(
                        "<servlet>",
                        "<context-param>" + named + "<param-value>" + value
                                + "</param-value></context-param>\n  <servlet>");
    }
}
