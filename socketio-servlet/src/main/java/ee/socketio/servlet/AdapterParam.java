package ee.socketio.servlet;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.AdapterParams;
import ee.socketio.spi.AdapterProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The init-param {@code adapter}: the name of an adapter of a module, whose options stand beside it. */
final class AdapterParam {

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

    /** With what is on the application's class path. */
    static AdapterParam ofApplication() {
        return new AdapterParam(ServiceLoader.load(AdapterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * The adapter that was named.
     *
     * @param values takes the value of an option; null if it was not given
     * @return null if none was named
     */
    @Nullable AdapterFactory read(Function<String, @Nullable String> values) {
        String name = values.apply(NAME);
        if (name == null) {
            return null;
        }
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
