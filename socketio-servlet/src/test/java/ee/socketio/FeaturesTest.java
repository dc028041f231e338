package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/FEATURES.md says of every feature that it works, and names tests that exist, or that it differs, and why. */
class FeaturesTest {
    private static final Path PROJECT = Path.of("..");

    private static final String HEADINGS_OF_TWO = """
            Options:
            path
            serveClient
            adapter
            origins
            parser
            pingTimeout
            pingInterval
            upgradeTimeout
            maxHttpBufferSize
            allowRequest
            transports
            allowUpgrades
            perMessageDeflate
            httpCompression
            cookie
            cookiePath
            cookieHttpOnly
            wsEngine
            Server:
            new Server(httpServer[, options])
            new Server(port[, options])
            new Server(options)
            server.sockets
            server.serveClient([value])
            server.path([value])
            server.adapter([value])
            server.origins([value])
            server.origins(fn)
            server.attach(httpServer[, options])
            server.attach(port[, options])
            server.listen(httpServer[, options])
            server.listen(port[, options])
            server.bind(engine)
            server.onconnection(socket)
            server.of(nsp)
            server.close([callback])
            server.engine.generateId
            Namespace:
            namespace.name
            namespace.connected
            namespace.adapter
            namespace.to(room)
            namespace.in(room)
            namespace.emit(eventName[, ...args])
            namespace.clients(callback)
            namespace.use(fn)
            Event: 'connect'
            Event: 'connection'
            Flag: 'volatile'
            Flag: 'binary'
            Flag: 'local'
            Socket:
            socket.id
            socket.rooms
            socket.client
            socket.conn
            socket.request
            socket.handshake
            socket.use(fn)
            socket.send([...args][, ack])
            socket.emit(eventName[, ...args][, ack])
            socket.on(eventName, callback)
            socket.once(eventName, listener)
            socket.removeListener(eventName, listener)
            socket.removeAllListeners([eventName])
            socket.eventNames()
            socket.join(room[, callback])
            socket.join(rooms[, callback])
            socket.leave(room[, callback])
            socket.to(room)
            socket.in(room)
            socket.compress(value)
            socket.disconnect(close)
            Flag: 'broadcast'
            Flag: 'volatile'
            Flag: 'binary'
            Event: 'disconnect'
            Event: 'error'
            Event: 'disconnecting'
            Client:
            client.conn
            client.request
            """;

    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Za-z0-9]+(?:Test|IT)|[a-z.-]+\\.mjs)`");

    @Test
    void everyRowHasATestOrAReason() throws IOException {
        List<String> faulty = new ArrayList<>();
        List<String[]> rows = rows();
        Set<String> tests = tests();
        for (String[] row : rows) {
            boolean right = row.length == 4
                    && switch (row[1]) {
                        case "works" -> !row[2].isEmpty() && namesTests(row[3], tests);
                        case "differs" -> row[2].length() > 10 && row[3].isEmpty();
                        default -> false;
                    };
            if (!right) {
                faulty.add(String.join(" | ", row));
            }
        }
        assertThat(rows).hasSizeGreaterThan(200);
        assertThat(faulty).isEmpty();
    }

    /** Of the documentation of 2.x's server: whoever comes from there finds each of its headings. */
    @Test
    void everyHeadingOfTheServerOfTwoHasARowInItsOrder() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(PROJECT.resolve("docs/FEATURES.md"))) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("#+ ", "");
            } else if (section.endsWith(" of 2.x") && line.startsWith("| ") && !line.startsWith("| ---")) {
                rows.computeIfAbsent(section, name -> new ArrayList<>())
                        .add(line.substring(2, line.indexOf(" |")).replace("`", ""));
            }
        }
        assertThat(rows).isEqualTo(headingsOfTwo());
    }

    private static Map<String, List<String>> headingsOfTwo() {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        String section = "";
        for (String line : HEADINGS_OF_TWO.lines().toList()) {
            if (line.endsWith(":")) {
                section = line.substring(0, line.length() - 1) + " of 2.x";
                headings.put(section, new ArrayList<>(List.of(line.equals("Options:") ? "Option" : "Heading")));
            } else {
                headings.get(section).add(line);
            }
        }
        return headings;
    }

    /** Nothing but tests, and each of them there. */
    private static boolean namesTests(String cell, Set<String> tests) {
        List<String> named = new ArrayList<>();
        Matcher matcher = NAMED_TEST.matcher(cell);
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        return !named.isEmpty()
                && tests.containsAll(named)
                && NAMED_TEST.matcher(cell).replaceAll("").matches("[, ]*");
    }

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(PROJECT.resolve("docs/FEATURES.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .map(line -> line.substring(2, line.length() - 1).split(" \\|", -1))
                .map(FeaturesTest::stripped)
                .filter(row -> !row[1].equals("Here"))
                .toList();
    }

    private static String[] stripped(String[] row) {
        String[] cells = Stream.of(row).map(String::strip).toArray(String[]::new);
        return cells.length == 5 && cells[4].isEmpty()
                ? Stream.of(cells).limit(4).toArray(String[]::new)
                : cells;
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> !file.toString().contains("target")
                            && !file.toString().contains("node_modules"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".mjs") || name.endsWith("Test.java") || name.endsWith("IT.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
