package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/FEATURES.md says of every feature that it works, and names tests that exist, or that it differs, and why. */
class FeaturesTest {
    private static final Path PROJECT = Path.of("..");
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
