package ee.socketio.cdi;

import ee.socketio.servlet.ServerInitializer.Param;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Options from MicroProfile Config. The only class that names its types, which may be absent. */
final class MicroProfileConfig implements Function<String, @Nullable Param> {

    private static final String PREFIX = "socketio.";

    private final Config config;

    private MicroProfileConfig(Config config) {
        this.config = config;
    }

    /** That of the application, by the names of options. */
    static MicroProfileConfig current() {
        return new MicroProfileConfig(ConfigProvider.getConfig());
    }

    @Override
    public @Nullable Param apply(String option) {
        ConfigValue found = config.getConfigValue(PREFIX + option);
        String value = found.getValue();
        return value == null || value.isEmpty()
                ? null
                : new Param(value, "'" + PREFIX + option + "' in MicroProfile Config, " + found.getSourceName());
    }
}
