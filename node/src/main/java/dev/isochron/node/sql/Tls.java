package dev.isochron.node.sql;

import dev.isochron.node.cli.Complaint;
import dev.isochron.sql.scram.EndPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// TLS for clients: a certificate with its chain, and its key, both as PEM.
final class Tls {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final byte[] endPoint;

    private Tls(SSLContext context, byte[] endPoint) {
        this.context = context;
        this.endPoint = endPoint;
    }

    /// Reads both files.
    ///
    /// @throws Complaint if they are not what they should be
    static Tls of(Path certificate, Path key) {
        try {
            List<? extends Certificate> chain =
                    List.copyOf(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificates(
                                            new ByteArrayInputStream(
                                                    Files.readAllBytes(certificate))));
            if (chain.isEmpty() || !(chain.getFirst() instanceof X509Certificate own)) {
                throw complaint("it holds no certificate", certificate, null);
            }
            return new Tls(context(chain, key(key)), EndPoint.of(own));
        } catch (IOException | GeneralSecurityException e) {
            throw complaint(String.valueOf(e.getMessage()), certificate, e);
        }
    }

    private static SSLContext context(List<? extends Certificate> chain, PrivateKey key)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("sql", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw complaint("it holds no private key in PKCS #8", file, null);
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // It is of another kind.
            }
        }
        throw complaint("its private key is neither RSA, EC nor EdDSA", file, null);
    }

    private static Complaint complaint(String why, Path file, @Nullable Exception cause) {
        String what = "TLS cannot be offered: " + why;
        String advice = "Name a certificate chain and its key in PKCS #8, both in PEM.";
        return cause == null
                ? new Complaint(what, file.toString(), advice)
                : new Complaint(what, file.toString(), advice, cause);
    }

    /// TLS over a connection that stands.
    SSLSocket over(Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        plain,
                                        plain.getInetAddress().getHostAddress(),
                                        plain.getPort(),
                                        true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(PROTOCOLS);
        return socket;
    }

    /// What SCRAM binds logins to.
    byte[] endPoint() {
        return endPoint.clone();
    }
}
