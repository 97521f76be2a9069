package dev.isochron.node.console;

import dev.isochron.sql.scram.EndPoint;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// TLS around a connection, if that is asked for and the server has it.
final class Tunnel {

    private static final int REQUEST = 80877103;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Tunnel() {}

    /// Asks the server for TLS, and goes through it.
    ///
    /// @return the socket to speak through, which may be the given one
    static Socket through(Socket plain, Address address) throws IOException {
        Privacy privacy = address.privacy();
        if (privacy.mode() == Privacy.Mode.DISABLE) {
            return plain;
        }
        DataOutputStream out = new DataOutputStream(plain.getOutputStream());
        out.writeInt(8);
        out.writeInt(REQUEST);
        out.flush();
        int answer = plain.getInputStream().read();
        if (answer == 'S') {
            return encrypted(plain, address);
        }
        if (answer == 'N' && privacy.mode() == Privacy.Mode.PREFER) {
            return plain;
        }
        throw new Line.Refusal(
                answer == 'N'
                        ? "the server has no TLS, and sslmode is " + privacy.mode()
                        : "the server does not answer whether it has TLS");
    }

    private static Socket encrypted(Socket plain, Address address) throws IOException {
        try {
            SSLSocket socket =
                    (SSLSocket)
                            context(address.privacy())
                                    .getSocketFactory()
                                    .createSocket(plain, address.host(), address.port(), true);
            socket.setEnabledProtocols(PROTOCOLS);
            if (address.privacy().mode() == Privacy.Mode.VERIFY_FULL) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw refusal("TLS cannot be set up: " + e.getMessage(), e);
        } catch (SSLException e) {
            throw refusal("TLS with the server failed: " + e.getMessage(), e);
        }
    }

    private static Line.Refusal refusal(String why, Exception cause) {
        Line.Refusal refusal = new Line.Refusal(why);
        refusal.initCause(cause);
        return refusal;
    }

    private static SSLContext context(Privacy privacy)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] trusted =
                privacy.isVerified()
                        ? believing(privacy.roots())
                        : new TrustManager[] {new Anybody()};
        context.init(null, trusted, null);
        return context;
    }

    private static TrustManager[] believing(@Nullable Path roots)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = null;
        if (roots != null) {
            store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            byte[] pem = Files.readAllBytes(roots);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry("root" + number++, each);
            }
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// What a login is bound to; nothing in the open.
    static Optional<byte[]> endPoint(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket encrypted)) {
            return Optional.empty();
        }
        try {
            Certificate first = encrypted.getSession().getPeerCertificates()[0];
            return first instanceof X509Certificate own
                    ? Optional.of(EndPoint.of(own))
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw refusal("the server's certificate is not understood: " + e.getMessage(), e);
        }
    }

    /// Nobody was asked to vouch for the server.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
