package ee.socketio.conformance;

import ee.socketio.engine.EngineOptions;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@link EchoServlet} of a WAR: made once the options of the {@link ConformanceServlet} beside it, which starts first, are known. */
public final class DeployedEchoServlet extends GenericServlet {

    /** The attribute of the application that holds the options. */
    static final String OPTIONS = DeployedEchoServlet.class.getName() + ".options";

    private static final long serialVersionUID = 1L;

    private transient @Nullable EchoServlet echo;

    /** For containers. */
    public DeployedEchoServlet() {}

    @Override
    public void init() throws ServletException {
        Object options =
                Objects.requireNonNull(getServletContext().getAttribute(OPTIONS), "The other servlet comes first");
        EchoServlet made = new EchoServlet((EngineOptions) options);
        made.init(getServletConfig());
        echo = made;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        Objects.requireNonNull(echo).service(request, response);
    }

    @Override
    public void destroy() {
        if (echo != null) {
            echo.destroy();
        }
    }
}
