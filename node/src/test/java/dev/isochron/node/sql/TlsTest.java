package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.console.Address;
import dev.isochron.node.console.Line;
import dev.isochron.node.console.Privacy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS between clients and the listener, with a certificate that the JDK's keytool makes.
final class TlsTest {
    @TempDir Path directory;
    private Path chain = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        char[] password = "changeit".toCharArray();
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, password);
        }
        chain = pem("CERTIFICATE", loaded.getCertificate("a").getEncoded());
        key = pem("PRIVATE KEY", loaded.getKey("a", password).getEncoded());
    }

    private Path pem(String what, byte[] bytes) throws IOException {
        String text =
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
        return Files.writeString(directory.resolve(what.replace(' ', '_') + ".pem"), text);
    }

    /// With TLS the driver binds its login to the channel by itself.
    @Test
    void aLoginIsBoundToItsEncryptedChannel() throws SQLException {
        try (ToyServer server = new ToyServer(ToyServer.asking().withCertificate(chain, key));
                Connection connection =
                        DriverManager.getConnection(
                                server.url(
                                        "password=secret&sslmode=verify-full&channelBinding=require"
                                                + "&sslrootcert="
                                                + chain));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertTrue(rows.next());
        }
    }

    private static Line line(ToyServer server, String host, String mode, @Nullable Path roots)
            throws IOException {
        Privacy.Mode chosen = Privacy.Mode.valueOf(mode);
        return Line.open(
                new Address(
                        host, server.port(), "tom", "toys", "secret", new Privacy(chosen, roots)));
    }

    @Test
    void ourShellComesThroughTls() throws IOException {
        try (ToyServer server = new ToyServer(ToyServer.asking().withCertificate(chain, key))) {
            for (String mode : List.of("DISABLE", "PREFER", "REQUIRE")) {
                line(server, "127.0.0.1", mode, null).close();
            }
            line(server, "localhost", "VERIFY_FULL", chain).close();
            line(server, "127.0.0.1", "VERIFY_CA", chain).close();
            assertRefused("TLS with the server failed", server, "VERIFY_CA", null);
            assertRefused("TLS with the server failed", server, "VERIFY_FULL", null);
        }
        try (ToyServer open = new ToyServer(ToyServer.asking())) {
            line(open, "127.0.0.1", "PREFER", null).close();
            assertRefused("the server has no TLS", open, "REQUIRE", null);
        }
    }

    private static void assertRefused(
            String why, ToyServer server, String mode, @Nullable Path roots) {
        IOException refused =
                assertThrows(IOException.class, () -> line(server, "127.0.0.1", mode, roots));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(why), refused.getMessage());
    }

    @Test
    void theNetworkIsNotServedInTheOpenByAccident() {
        SqlOptions open =
                SqlOptions.of(new InetSocketAddress("0.0.0.0", 0), SqlOptions.Trust.NOBODY);
        assertThrows(Complaint.class, () -> new ToyServer(open).close());
        new ToyServer(open.withCertificate(chain, key)).close();
    }

    @Test
    void aFileThatIsNoCertificateIsNamed() {
        SqlOptions wrong = ToyServer.asking().withCertificate(key, chain);
        Complaint complaint = assertThrows(Complaint.class, () -> new ToyServer(wrong).close());
        assertTrue(String.valueOf(complaint.getMessage()).contains("TLS"));
    }
}
