package ee.socketio.servlet;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.AdapterParams;
import ee.socketio.spi.AdapterProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The init-param {@code adapter}: the name of an adapter of a module, whose options stand beside it. */
final class AdapterParam {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");
    private static final String NAME = "adapter";

    /** Adapters of modules of this library, for who has forgotten the module. */
    private static final Map<String, String> MODULES = new TreeMap<>(Map.of(
            "redis", "socketio-redis",
            "redis-sharded", "socketio-redis",
            "redis-streams", "socketio-redis"));

    private final List<AdapterProvider> providers;

    private AdapterParam(List<AdapterProvider> providers) {
        this.providers = providers;
    }

    /** Those on the application's class path, but for what cannot be used: of another copy of this library further up, say. */
    private static List<AdapterProvider> ofApplication() {
        List<AdapterProvider> found = new ArrayList<>();
        Iterator<AdapterProvider> all =
                ServiceLoader.load(AdapterProvider.class).iterator();
        while (true) {
            try {
                if (!all.hasNext()) {
                    return found;
                }
                found.add(all.next());
            } catch (ServiceConfigurationError e) { // the next one is another
                LOG.log(System.Logger.Level.WARNING, "Adapters that cannot be used: {0}", e.getMessage());
            }
        }
    }

    /** The adapter that was named, from the application's class path, which is not looked at otherwise; null if none was named. */
    static @Nullable AdapterFactory read(Function<String, @Nullable String> values) {
        String name = values.apply(NAME);
        return name == null ? null : new AdapterParam(ofApplication()).read(name, values);
    }

    /**
     * The adapter of this name.
     *
     * @param values takes the value of an option; null if it was not given
     */
    private AdapterFactory read(String name, Function<String, @Nullable String> values) {
        AdapterProvider provider = providers.stream()
                .filter(candidate -> candidate.names().contains(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        refuseOthers(name, provider, values);
        Map<String, String> own = new HashMap<>();
        for (String option : provider.options(name)) {
            String value = values.apply(option);
            if (value != null) {
                own.put(option, value);
            }
        }
        return provider.create(name, new AdapterParams(own));
    }

    private InvalidOptionException unknown(String name) {
        String module = MODULES.get(name);
        if (module != null) {
            return new InvalidOptionException(
                    NAME,
                    name,
                    "the name of an adapter on the class path: add ee.socketio:" + module + " for this one");
        }
        Set<String> known = new TreeSet<>(MODULES.keySet());
        providers.forEach(provider -> known.addAll(provider.names()));
        return new InvalidOptionException(NAME, name, "one of " + String.join(", ", known));
    }

    /** Whoever sets an option of another adapter expects something that would not happen. */
    private static void refuseOthers(String name, AdapterProvider provider, Function<String, @Nullable String> values) {
        Set<String> others = provider.names().stream()
                .flatMap(other -> provider.options(other).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        others.removeAll(provider.options(name));
        for (String option : others) {
            String value = values.apply(option);
            if (value != null) {
                throw new InvalidOptionException(
                        option, value, "removed: the adapter '" + name + "' has no such option");
            }
        }
    }
}
