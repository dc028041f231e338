package ee.socketio.it.deployed.app;

import java.util.List;

/** What travels between the desk and its clients. */
interface Payloads {

    /** A client orders. */
    record Order(List<Line> lines, Address to, byte[] signature) {}

    /** Some of one thing. */
    record Line(String item, int count) {}

    /** The desk answers. */
    record Receipt(String clerk, int pieces, Address to, byte[] signature) {}

    /** Who somebody is. */
    record Identity(String name, List<String> roles, String transport) {}

    /** What the desk tells everybody. */
    record News(String headline) {}
}
