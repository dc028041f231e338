package ee.socketio.spi;

/** Makes one adapter for each namespace, the reference's option {@code adapter}. */
@FunctionalInterface
public interface AdapterFactory {

    /** Makes the adapter of a namespace. */
    Adapter create(AdapterContext namespace);
}
