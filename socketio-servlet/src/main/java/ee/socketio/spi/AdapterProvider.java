package ee.socketio.spi;

import java.util.Set;

/**
 * Makes adapters that an application names in its configuration, by the option {@code adapter}. Found by {@link
 * java.util.ServiceLoader} with the application's class loader; the modules of adapters bring theirs.
 */
public interface AdapterProvider {

    /** What the option {@code adapter} may be for this provider. */
    Set<String> names();

    /**
     * The names of the options that one of its adapters has, as init-params; those of several adapters that belong together begin
     * alike. Options of its other adapters fail the deployment.
     *
     * @param name one of {@link #names}
     */
    Set<String> options(String name);

    /**
     * Makes the factory of one server. Nothing is to be opened before it makes an adapter.
     *
     * @param name one of {@link #names}
     * @param params the values of its options
     * @throws ee.socketio.engine.InvalidOptionException if a value is missing or bad; the deployment fails with it
     */
    AdapterFactory create(String name, AdapterParams params);
}
