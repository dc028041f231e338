package ee.socketio.it.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header fields of a message in the order in which they were sent; names are compared without regard to case. */
record Headers(List<Field> fields) {

    static final Headers NONE = new Headers(List.of());

    record Field(String name, String value) {

        static Field parse(String line) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new AssertionError("not a header field: " + line);
            }
            return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    Headers {
        fields = List.copyOf(fields);
    }

    Headers and(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    boolean contain(String name) {
        return !all(name).isEmpty();
    }

    /** The value of a field that occurs at most once. */
    Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new AssertionError("several " + name + " fields: " + values);
        }
        return values.stream().findFirst();
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        fields.forEach(field ->
                lines.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        return lines.toString();
    }
}
