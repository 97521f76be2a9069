package dev.isochron.sql.scram;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What is kept of a password. It lets a login be checked, and nobody log in.
///
/// Its text is PostgreSQL's own, `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`.
public final class Verifier {
    /// What RFC 7677 speaks of; the number is kept with each user.
    public static final int ITERATIONS = 15_000;

    /// As long as PostgreSQL's.
    public static final int SALT_BYTES = 16;

    static final int KEY_BYTES = 32;
    private static final int MIN_ITERATIONS = 4096;
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final Pattern TEXT =
            Pattern.compile(
                    "SCRAM-SHA-256\\$(\\d{1,8}):([A-Za-z0-9+/=]{4,400})"
                            + "\\$([A-Za-z0-9+/=]{44}):([A-Za-z0-9+/=]{44})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private Verifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /// Of a new password.
    ///
    /// @param salt random bytes
    public static Verifier of(String password, byte[] salt, int iterations) {
        if (iterations < 1 || salt.length == 0) {
            throw new IllegalArgumentException(
                    "a password needs a salt and at least one iteration");
        }
        byte[] prepared = Preparation.of(password).getBytes(StandardCharsets.UTF_8);
        byte[] salted = saltedPassword(prepared, salt, iterations);
        byte[] clientKey = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
        byte[] serverKey = hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
        return new Verifier(iterations, salt.clone(), sha256(clientKey), serverKey);
    }

    /// For a user that does not exist: the same each time, and it admits nobody.
    ///
    /// @param secret of this cluster
    public static Verifier pretended(String user, byte[] secret) {
        byte[] salt = hmac(secret, user.getBytes(StandardCharsets.UTF_8));
        byte[] never = hmac(secret, salt);
        return new Verifier(ITERATIONS, Arrays.copyOf(salt, SALT_BYTES), never, hmac(never, salt));
    }

    /// Reads what [#toString] wrote, or what PostgreSQL keeps in `pg_authid`.
    public static Optional<Verifier> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int iterations = Integer.parseInt(matcher.group(1));
            byte[] salt = Base64.getDecoder().decode(matcher.group(2));
            byte[] storedKey = Base64.getDecoder().decode(matcher.group(3));
            byte[] serverKey = Base64.getDecoder().decode(matcher.group(4));
            boolean plausible =
                    iterations >= MIN_ITERATIONS
                            && iterations <= MAX_ITERATIONS
                            && storedKey.length == KEY_BYTES
                            && serverKey.length == KEY_BYTES;
            return plausible
                    ? Optional.of(new Verifier(iterations, salt, storedKey, serverKey))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    int iterations() {
        return iterations;
    }

    byte[] salt() {
        return salt;
    }

    /// Whether the proof is one of the password, for these messages.
    boolean admits(byte[] proof, byte[] messages) {
        byte[] signature = hmac(storedKey, messages);
        byte[] clientKey = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            clientKey[i] = (byte) (proof[i] ^ signature[i]);
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    /// That the server knows the password as well.
    byte[] signature(byte[] messages) {
        return hmac(serverKey, messages);
    }

    private static byte[] saltedPassword(byte[] password, byte[] salt, int iterations) {
        Mac mac = mac(password);
        mac.update(salt);
        byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] sum = round.clone();
        for (int i = 1; i < iterations; i++) {
            round = mac.doFinal(round);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= round[j];
            }
        }
        return sum;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        return mac(key).doFinal(message);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // A key of no bytes is refused by the JDK; HMAC pads with zeros, so one zero is the
            // same.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute HMAC-SHA-256", e);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK cannot compute SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Verifier that
                && iterations == that.iterations
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(storedKey, that.storedKey)
                && MessageDigest.isEqual(serverKey, that.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(storedKey);
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$"
                + iterations
                + ":"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(storedKey)
                + ":"
                + base64.encodeToString(serverKey);
    }
}
