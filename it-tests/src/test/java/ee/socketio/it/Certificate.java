package ee.socketio.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A self-signed certificate with its key, made by the JDK's {@code keytool} when the tests run, in the forms in which clients
 * of all kinds want them: {@code name.p12}, {@code name.cert.pem} and {@code name.key.pem}.
 *
 * @param store the key store, with one entry
 */
record Certificate(KeyStore store) {

    static final String PASSWORD = "changeit";

    private static final String ALIAS = "entry";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Makes a certificate for {@code CN=name}, which is good for 127.0.0.1, and puts its files into the directory. */
    static Certificate make(Path directory, String name) {
        Path file = directory.resolve(name + ".p12");
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
            generate(file, name);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            byte[] certificate = store.getCertificate(ALIAS).getEncoded();
            byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            Files.writeString(directory.resolve(name + ".cert.pem"), pem("CERTIFICATE", certificate));
            Files.writeString(directory.resolve(name + ".key.pem"), pem("PRIVATE KEY", key));
            return new Certificate(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make the certificate of " + name, e);
        }
    }

    /** A store that trusts this certificate, and has no key. */
    KeyStore trust() {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path file, String name) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toAbsolutePath().toString());
        Path output = file.resolveSibling(name + ".log");
        NodeProcess.Outcome outcome =
                new NodeProcess(command, file.getParent().toAbsolutePath(), output).run(Map.of(), PATIENCE);
        if (!outcome.isSuccess()) {
            throw new IllegalStateException("keytool " + outcome.describe());
        }
    }

    private static String pem(String label, byte[] bytes) {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + base64.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}
