package ee.socketio.internal.namespace.codec;

/** A bean whose only property is a fault: no mapper can write it. */
public final class Unwritable {

    @SuppressWarnings("DoNotCallSuggester") // JSON-B calls it
    public String getFault() {
        throw new IllegalStateException("a fault of the application");
    }
}
