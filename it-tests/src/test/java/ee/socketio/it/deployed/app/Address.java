package ee.socketio.it.deployed.app;

/** A bean: JSON-B writes it by its properties. */
public class Address {

    private String street;
    private int number;

    /** For JSON-B. */
    public Address() {}

    /** Its street. */
    public String getStreet() {
        return street;
    }

    /** For JSON-B. */
    public void setStreet(String street) {
        this.street = street;
    }

    /** Where in the street. */
    public int getNumber() {
        return number;
    }

    /** For JSON-B. */
    public void setNumber(int number) {
        this.number = number;
    }
}
