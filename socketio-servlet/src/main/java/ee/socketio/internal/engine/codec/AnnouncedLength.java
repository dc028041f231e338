package ee.socketio.internal.engine.codec;

/**
 * The length that a client announces before a packet of revision 3, as far as its decimal digits are read. Nothing is
 * allocated by it: {@link #within} compares it with what is there first.
 *
 * @param value what the digits say
 * @param digits how many there were
 */
record AnnouncedLength(long value, int digits) {

    /** Before the first digit. */
    static final AnnouncedLength NONE = new AnnouncedLength(0, 0);

    /** As many as the greatest length of an array has, so that {@code value} cannot overflow. */
    static final int MAX_DIGITS = 10;

    /** With one more digit; leading zeros count. */
    AnnouncedLength with(int digit) throws MalformedPacketException {
        if (digit < 0 || digit > 9 || digits == MAX_DIGITS) {
            throw new MalformedPacketException("bad length");
        }
        return new AnnouncedLength(value * 10 + digit, digits + 1);
    }

    /** The length, if that much is left. */
    int within(int left) throws MalformedPacketException {
        if (digits == 0) {
            throw new MalformedPacketException("missing length");
        }
        if (value > left) {
            throw new MalformedPacketException("length beyond the payload");
        }
        return (int) value;
    }
}
