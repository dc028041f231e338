package ee.socketio.cdi;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bean that handles what the clients of a namespace ask: its methods with {@link OnEvent} are called for the events of
 * that name.
 *
 * <pre>{@code
 * @SocketController("/shop")
 * public class Shop {
 *     @OnEvent("order")
 *     public Receipt order(Order order, int pieces, Socket customer) { … } // the receipt is the ack
 * }
 * }</pre>
 *
 * <p>The parameters are the arguments of the event in their order, each read as its type, generic ones too, and validated
 * where it has constraints; {@link ee.socketio.Socket}, {@link ee.socketio.Event} and {@link ee.socketio.Ack} may stand
 * anywhere between them. What the method returns is the ack, of a {@link java.util.concurrent.CompletionStage} what it
 * completes with; a {@code void} method answers nothing, or by its {@code Ack}. What the client hears when arguments do not
 * fit, or the method fails, is described at {@link ee.socketio.Receiver}; observers of {@link SocketError} hear of it too,
 * unless the method told the client by an {@link ee.socketio.EventException}.
 *
 * <p>Methods run on the socket's listener thread, one at a time and in order, within a request context and that of {@link
 * SocketScoped}, through the bean's interceptors. They may have any visibility but {@code private}. Methods that can never be
 * called fail the deployment, and so do two of one namespace that both answer the same event.
 *
 * <p>This is a bean-defining stereotype with {@link ApplicationScoped} as its default. Another scope may be declared: with
 * {@link SocketScoped} there is one bean for each socket, with {@code @RequestScoped} one for each event, and one of
 * {@code @Dependent} is made for each call and destroyed after it. The namespace is created, if there is none, after {@link
 * ee.socketio.servlet.SocketIoServlet#start}; middlewares of it are added there, or by an observer of {@link
 * ee.socketio.SocketIoServer}.
 */
@Stereotype
@ApplicationScoped
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface SocketController {

    /** The namespace, exactly; a leading slash is added. The main one by default. */
    String value() default "/";
}
