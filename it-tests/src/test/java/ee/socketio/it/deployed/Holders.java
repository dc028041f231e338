package ee.socketio.it.deployed;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;

/**
 * Who holds on to an application that has gone, from a picture of the heap of this JVM. Says so little of a container in another
 * JVM that it can be asked all the same.
 */
final class Holders {

    private static final int LONGEST = 60;

    private final Heap heap;

    private Holders(Heap heap) {
        this.heap = heap;
    }

    /** The way from the class loader of each application of this name that is left to what keeps it, a line each step. */
    static List<String> of(String name) throws IOException {
        Path dump = Path.of("target", name + ".hprof").toAbsolutePath();
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        return new Holders(HeapFactory.createHeap(dump.toFile())).holders(name);
    }

    /** What {@link Watched} knows are entries of a map, from a name and a number to a weak reference. */
    private List<String> holders(String name) {
        List<String> lines = new ArrayList<>();
        for (Object entry : heap.getJavaClassByName("java.util.concurrent.ConcurrentHashMap$Node")
                .getInstances()) {
            String key = text(field(entry, "key"));
            Instance loader = key.matches(name + " \\d+") ? field(field(entry, "val"), "referent") : null;
            if (loader != null) {
                lines.add(key + " is held by");
                way(loader, lines);
            }
        }
        return lines;
    }

    private void way(Instance from, List<String> lines) {
        Instance at = from;
        for (int step = 0; step < LONGEST; step++) {
            lines.add("  " + at.getJavaClass().getName() + name(at));
            GCRoot root = heap.getGCRoot(at);
            Instance next = root == null ? at.getNearestGCRootPointer() : null;
            if (root != null) {
                lines.add("  " + root.getKind() + frame(root));
            }
            if (next == null || next.equals(at)) {
                return;
            }
            lines.add("    " + place(next, at));
            at = next;
        }
    }

    /** In which field of its holder it is. */
    private static String place(Instance holder, Instance held) {
        for (Object value : holder.getFieldValues()) {
            if (value instanceof ObjectFieldValue reference && held.equals(reference.getInstance())) {
                return "." + ((FieldValue) value).getField().getName();
            }
        }
        return holder instanceof ObjectArrayInstance ? "[]" : "?";
    }

    private static String frame(GCRoot root) {
        if (!(root instanceof JavaFrameGCRoot local)) {
            return "";
        }
        ThreadObjectGCRoot thread = local.getThreadGCRoot();
        StackTraceElement[] stack = thread == null ? null : thread.getStackTrace();
        int number = local.getFrameNumber();
        return (thread == null ? "" : " of" + name(thread.getInstance()))
                + (stack == null || number < 0 || number >= stack.length ? "" : " in " + stack[number]);
    }

    /** Of a thread or of a class. */
    private static String name(Instance instance) {
        JavaClass type = instance.getJavaClass();
        return type.getName().endsWith("Thread") || type.getName().equals("java.lang.Class")
                ? " '" + text(field(instance, "name")) + "'"
                : "";
    }

    private static Instance field(Object instance, String name) {
        return instance instanceof Instance found && found.getValueOfField(name) instanceof Instance value
                ? value
                : null;
    }

    /** Of a string of Latin letters, empty for all else. */
    private static String text(Instance string) {
        StringBuilder text = new StringBuilder();
        if (string != null
                && string.getJavaClass().getName().equals("java.lang.String")
                && string.getValueOfField("value") instanceof PrimitiveArrayInstance bytes) {
            for (Object value : bytes.getValues()) {
                text.append((char) Integer.parseInt(value.toString()));
            }
        }
        return text.toString();
    }
}
