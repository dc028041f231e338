package ee.socketio.demo;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Says where the chat is, when it was started by the build, which knows. */
@WebListener
public class StartMessage implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        String url = System.getProperty("demo.url");
        if (url != null) {
            System.out.println("The chat is at " + url);
        }
    }
}
