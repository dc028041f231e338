package ee.socketio.it.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An HTTP response as it came off the wire; only the chunked coding is taken off its body. */
record Answer(String statusLine, Headers headers, byte[] body) {

    /** Reads the response to a request of the given method. */
    static Answer read(InputStream in, String method) throws IOException {
        String statusLine = readLine(in);
        List<Headers.Field> fields = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            fields.add(Headers.Field.parse(line));
        }
        Headers headers = new Headers(fields);
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return new Answer(statusLine, headers, bodiless ? new byte[0] : readBody(in, headers));
    }

    private static byte[] readBody(InputStream in, Headers headers) throws IOException {
        if (headers.one("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            return readChunks(in);
        }
        var length = headers.one("Content-Length");
        return length.isPresent() ? readExactly(in, Integer.parseInt(length.get())) : in.readAllBytes();
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = readChunkSize(in); size > 0; size = readChunkSize(in)) {
            body.writeBytes(readExactly(in, size));
            readLine(in);
        }
        while (!readLine(in).isEmpty()) {
            // a trailer field, of no interest
        }
        return body.toByteArray();
    }

    private static int readChunkSize(InputStream in) throws IOException {
        return Integer.parseInt(readLine(in).split(";", 2)[0].strip(), 16);
    }

    private static byte[] readExactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("body ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection ended within the header, after \"" + line.toString(UTF_8) + '"');
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    int status() {
        return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    String text() {
        return new String(body, UTF_8);
    }

    /** The {@code Content-Type} without the differences in case and space that containers introduce, or "". */
    String contentType() {
        return headers.one("Content-Type")
                .map(type -> type.replace(" ", "").toLowerCase(Locale.ROOT))
                .orElse("");
    }

    @Override
    public String toString() {
        String text = text();
        return statusLine + "\n" + headers + "\n" + (text.length() > 400 ? text.substring(0, 400) + "…" : text);
    }
}
