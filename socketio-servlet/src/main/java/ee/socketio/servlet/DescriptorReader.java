package ee.socketio.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the servlet API does not tell of an application's {@code web.xml} and fragments: the names of its roles, and for which
 * dispatches its filters are mapped.
 */
final class DescriptorReader {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");
    private static final String WEB_XML = "/WEB-INF/web.xml";
    private static final String FRAGMENT = "META-INF/web-fragment.xml";

    /** What is longer is no descriptor that a person wrote. */
    private static final int MAX_BYTES = 4 << 20;

    private final Set<String> roles = new HashSet<>();
    private final Map<String, Set<DispatcherType>> dispatchers = new HashMap<>();

    /** Of the mapping that is being read. */
    private final Set<DispatcherType> mapped = EnumSet.noneOf(DispatcherType.class);

    private String filter = "";

    private boolean inConstraint;

    private DescriptorReader() {}

    /** The names of roles, and by the names of filters for which dispatches they are mapped. */
    record Descriptors(Set<String> roles, Map<String, Set<DispatcherType>> dispatchers) {}

    static Descriptors of(ServletContext context) {
        DescriptorReader reader = new DescriptorReader();
        reader.readWebXml(context);
        reader.readFragments(context);
        return new Descriptors(reader.roles, reader.dispatchers);
    }

    private void readWebXml(ServletContext context) {
        try (InputStream input = context.getResourceAsStream(WEB_XML)) {
            if (input != null) {
                read(input);
            }
        } catch (IOException | XMLStreamException e) {
            warn(WEB_XML, e);
        }
    }

    private void readFragments(ServletContext context) {
        ClassLoader application = context.getClassLoader();
        ClassLoader loader =
                application != null ? application : Thread.currentThread().getContextClassLoader();
        try {
            for (URL url : Collections.list(loader.getResources(FRAGMENT))) {
                readFragment(url);
            }
        } catch (IOException e) {
            warn(FRAGMENT, e);
        }
    }

    private void readFragment(URL url) {
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false); // a cached jar would stay open when the application has gone
            try (InputStream input = connection.getInputStream()) {
                read(input);
            }
        } catch (IOException | XMLStreamException e) { // the others may still be read
            warn(url.toString(), e);
        }
    }

    private static void warn(String descriptor, Exception why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Roles and the dispatches of filters are not taken from {0}, which cannot be read: {1}",
                descriptor,
                why.getMessage());
    }

    private void read(InputStream input) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        inConstraint = false; // the one before may have ended in the middle
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(input.readNBytes(MAX_BYTES)));
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    begin(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(xml.getLocalName());
                }
            }
        } finally {
            xml.close();
        }
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "auth-constraint" -> inConstraint = true;
            case "role-name" -> addRole(xml.getElementText().strip());
            case "filter-name" -> filter = xml.getElementText().strip();
            case "filter-mapping" -> mapped.clear();
            case "dispatcher" -> {
                String name = xml.getElementText().strip();
                Arrays.stream(DispatcherType.values())
                        .filter(type -> type.name().equals(name))
                        .forEach(mapped::add);
            }
            default -> {}
        }
    }

    private void addRole(String name) {
        if (!inConstraint
                || !name.equals(Roles.ANYBODY)) { // there it is whoever is authenticated, and declares nothing
            roles.add(name);
        }
    }

    private void end(String element) {
        switch (element) {
            case "auth-constraint" -> inConstraint = false;
            case "filter-mapping" -> endMapping();
            default -> {}
        }
    }

    private void endMapping() {
        if (mapped.isEmpty()) {
            mapped.add(DispatcherType.REQUEST);
        }
        dispatchers
                .computeIfAbsent(filter, name -> EnumSet.noneOf(DispatcherType.class))
                .addAll(mapped);
    }
}
