package ee.socketio.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bean for each socket: it is made when it is first used, and destroyed when the socket's observers of {@link
 * SocketDisconnected} have been told, the asynchronous ones too. The scope is active while observers of sockets and handlers
 * are called, for the socket that they are called for; elsewhere a call fails with a {@link
 * jakarta.enterprise.context.ContextNotActiveException}, also in listeners that were added in code, in middlewares, and in
 * stages that complete later.
 *
 * <p>Observers and handlers of one socket are called one at a time, but asynchronous observers beside them: a bean that both
 * use needs care. A client that comes back with its session ({@link ee.socketio.Socket#recovered()}) has new beans; what
 * should survive belongs into {@link ee.socketio.Socket#data()}.
 */
@NormalScope
@Inherited
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD, FIELD})
public @interface SocketScoped {}
