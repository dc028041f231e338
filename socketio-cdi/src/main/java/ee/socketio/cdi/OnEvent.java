package ee.socketio.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Narrows an observer to the events of one name: {@code @Observes @OnEvent("say") SocketMessage<Line>}, or with {@link
 * SocketEvent} where the arguments are read by hand. Such observers are called behind the packet middlewares of {@code
 * socket.use}, like the listeners of {@code socket.on}.
 *
 * <p>On a method of a {@link SocketController} it makes a handler of it.
 */
@Qualifier @Documented
@Retention(RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE})
public @interface OnEvent {

    /** The event's name, exactly. Reserved names, such as {@code disconnect}, fail the deployment. */
    String value();

    /** An instance of the qualifier. */
    @SuppressWarnings("ClassExplicitlyAnnotation") // that is what literals are
    final class Literal extends AnnotationLiteral<OnEvent> implements OnEvent {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /** For an event. */
        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
