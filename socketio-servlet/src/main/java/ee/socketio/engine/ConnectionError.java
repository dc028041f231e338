package ee.socketio.engine;

import java.util.Map;

/**
 * A request that was refused.
 *
 * @param code the code on the wire, 0 to 5; 4 also for whoever is over a limit
 * @param message the message on the wire
 * @param context what is known about the cause, for example {@code name} or {@code transport}
 * @param request the refused request
 */
public record ConnectionError(int code, String message, Map<String, String> context, EngineRequest request) {}
