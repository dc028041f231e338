package ee.socketio.it.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** An HTTP request as it goes onto the wire: nothing is added to it but {@code Host} and the framing of its body. */
record Request(String method, String target, Headers headers, Body body) {

    /** What follows the header, and how its length is told. */
    sealed interface Body {

        record None() implements Body {}

        record WithLength(byte[] bytes) implements Body {}

        /** A body without {@code Content-Length}, cut into chunks of a given size. */
        record Chunked(byte[] bytes, int chunkSize) implements Body {}
    }

    static Request of(String method, String target) {
        return new Request(method, target, Headers.NONE, new Body.None());
    }

    static Request get(String target) {
        return of("GET", target);
    }

    /** A POST as real clients send it. */
    static Request post(String target, String payload) {
        return bare("POST", target, payload.getBytes(UTF_8)).with("Content-Type", "text/plain;charset=UTF-8");
    }

    /** A request with a body and no {@code Content-Type}. */
    static Request bare(String method, String target, byte[] body) {
        return new Request(method, target, Headers.NONE, new Body.WithLength(body));
    }

    /** The opening handshake of a WebSocket. */
    static Request upgrade(String target) {
        return get(target)
                .with("Connection", "Upgrade")
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13")
                .with("Sec-WebSocket-Key", RawWebSocket.KEY);
    }

    Request with(String name, String value) {
        return new Request(method, target, headers.and(name, value), body);
    }

    Request without(String name) {
        Headers rest = new Headers(headers.fields().stream()
                .filter(field -> !field.name().equalsIgnoreCase(name))
                .toList());
        return new Request(method, target, rest, body);
    }

    Request inChunksOf(int size) {
        if (body instanceof Body.WithLength whole) {
            return new Request(method, target, headers, new Body.Chunked(whole.bytes(), size));
        }
        throw new IllegalStateException("no body to cut into chunks");
    }

    byte[] bytes(String host) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes((method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers).getBytes(ISO_8859_1));
        if (body instanceof Body.WithLength whole) {
            wire.writeBytes(("Content-Length: " + whole.bytes().length + "\r\n\r\n").getBytes(ISO_8859_1));
            wire.writeBytes(whole.bytes());
        } else if (body instanceof Body.Chunked chunked) {
            wire.writeBytes("Transfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            writeChunks(chunked, wire);
        } else {
            wire.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        return wire.toByteArray();
    }

    private static void writeChunks(Body.Chunked body, ByteArrayOutputStream wire) {
        for (int from = 0; from < body.bytes().length; from += body.chunkSize()) {
            int length = Math.min(body.chunkSize(), body.bytes().length - from);
            wire.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            wire.write(body.bytes(), from, length);
            wire.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        wire.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    }
}
