package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What no compiler checks in the main sources: their length, and that what users see has a comment. */
class SourcesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final Set<String> EXPORTED = Set.of(
            "ee/socketio",
            "ee/socketio/adapter",
            "ee/socketio/spi",
            "ee/socketio/engine",
            "ee/socketio/servlet",
            "ee/socketio/msgpack",
            "ee/socketio/websocket");

    private static final int MAX_LINES = 300;

    /** Files that may be longer, each with the reason. */
    private static final Map<String, String> LONGER_FILES =
            Map.of("ee/socketio/internal/engine/SessionMoves.java", "the life of a session, to be read in one place");

    @Test
    void noFileIsTooLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            if (lines(file) > MAX_LINES) {
                tooLong.add(name(file));
            }
        }
        assertThat(tooLong)
                .as("files over %d lines, which are to be exactly those of LONGER_FILES", MAX_LINES)
                .containsExactlyInAnyOrderElementsOf(LONGER_FILES.keySet());
    }

    /** Every exported type, method and constructor says what it is for; it need not repeat its parameters in tags. */
    @Test
    void everythingExportedHasAComment() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> exported = sources().stream()
                .filter(file -> EXPORTED.contains(name(file.getParent())))
                .toList();
        List<String> missing = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(exported));
            var scanner = new MissingComments(DocTrees.instance(task), missing);
            scanner.scan(task.parse(), null);
        }
        assertThat(missing).as("exported without a comment").isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static String name(Path path) {
        return SOURCES.relativize(path).toString().replace('\\', '/');
    }

    /** Visits what is visible outside of its package and notes what has no comment. */
    private static final class MissingComments extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<String> missing;

        MissingComments(DocTrees docs, List<String> missing) {
            this.docs = docs;
            this.missing = missing;
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree unit, Void unused) {
            return scan(unit.getTypeDecls(), null);
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!visible(type.getModifiers())) {
                return null;
            }
            check(type, type.getSimpleName().toString());
            return scan(type.getMembers(), null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (visible(method.getModifiers()) && !overrides(method) && !isRecordConstructor(method)) {
                check(method, enclosing().getSimpleName() + "." + method.getName());
            }
            return null;
        }

        private boolean visible(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (inInterface() && !flags.contains(Modifier.PRIVATE));
        }

        private boolean inInterface() {
            ClassTree enclosing = enclosing();
            return enclosing != null
                    && (enclosing.getKind() == Kind.INTERFACE || enclosing.getKind() == Kind.ANNOTATION_TYPE);
        }

        private boolean isRecordConstructor(MethodTree method) {
            return enclosing().getKind() == Kind.RECORD && method.getReturnType() == null;
        }

        private static boolean overrides(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }

        private ClassTree enclosing() {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            return parent instanceof ClassTree type ? type : null;
        }

        private void check(Tree tree, String what) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                long position = docs.getSourcePositions().getStartPosition(unit, tree);
                long line = unit.getLineMap().getLineNumber(position);
                missing.add(
                        what + " (" + Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + ")");
            }
        }
    }
}
