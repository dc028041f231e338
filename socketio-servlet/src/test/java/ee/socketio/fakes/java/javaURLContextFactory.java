package ee.socketio.fakes.java;

import ee.socketio.fakes.FakeNaming;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.spi.ObjectFactory;

/** Found by the JDK, by its name, for names that begin with {@code java:}. */
public final class javaURLContextFactory implements ObjectFactory {

    /** For the JDK. */
    public javaURLContextFactory() {}

    @Override
    public Object getObjectInstance(Object object, Name name, Context context, Hashtable<?, ?> environment) {
        return FakeNaming.context();
    }
}
