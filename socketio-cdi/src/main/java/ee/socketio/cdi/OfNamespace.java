package ee.socketio.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Narrows an observer to one namespace: {@code @Observes @OfNamespace("/chat") SocketConnected}. Observers without it hear of
 * every namespace. It creates no namespace: that is done by {@code io.of}, where its middlewares are added too.
 *
 * <p>Injects a namespace: {@code @Inject @OfNamespace("/chat") Namespace chat}; without it, the main one is injected. This may
 * be done before the server has started, but calls fail with an {@link IllegalStateException} until then. The first call creates
 * the namespace, if there is none.
 *
 * <p>The value is no part of the qualifier where CDI resolves beans: it is read from the injection point.
 */
@Qualifier @Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface OfNamespace {

    /** The name, exactly; a leading slash is added. */
    @Nonbinding
    String value();

    /** An instance of the qualifier. */
    @SuppressWarnings("ClassExplicitlyAnnotation") // that is what literals are
    final class Literal extends AnnotationLiteral<OfNamespace> implements OfNamespace {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /** For a namespace. */
        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
