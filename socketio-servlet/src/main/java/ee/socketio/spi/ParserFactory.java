package ee.socketio.spi;

/** Makes the parser of a server. */
@FunctionalInterface
public interface ParserFactory {

    /** Makes a parser that writes application values with this mapper. */
    Parser create(JsonMapper mapper);
}
