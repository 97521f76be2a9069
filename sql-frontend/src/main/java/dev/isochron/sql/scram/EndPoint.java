package dev.isochron.sql.scram;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;

/// `tls-server-end-point` of RFC 5929: what a login is bound to, so that nobody stands between.
public final class EndPoint {

    private EndPoint() {}

    /// The hash of the server's certificate, by its signature's hash, but nothing older than
    /// SHA-256.
    public static byte[] of(X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        String hash =
                algorithm.startsWith("SHA384")
                        ? "SHA-384"
                        : algorithm.startsWith("SHA512") ? "SHA-512" : "SHA-256";
        return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    }
}
