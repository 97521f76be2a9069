package dev.isochron.node.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), bound to its channel where that is TLS
/// and the server can.
final class ScramClient {

    private static final int KEY_BITS = 256;
    private static final int NONCE_BYTES = 18;

    /// More rounds than any server asks for in good faith.
    private static final int MAX_ROUNDS = 10_000_000;

    private final String password;
    private final String nonce;
    private final boolean bound;
    private final String header;
    private final byte[] endPoint;
    private byte[] serverSignature = new byte[0];

    /// @param endPoint what the channel is known by, if it is in TLS
    /// @param plus whether the server offers to bind the login to it
    ScramClient(String password, Optional<byte[]> endPoint, boolean plus) {
        this.password = password;
        this.bound = endPoint.isPresent() && plus;
        this.header = bound ? "p=tls-server-end-point,," : endPoint.isPresent() ? "y,," : "n,,";
        this.endPoint = endPoint.filter(_ -> plus).orElseGet(() -> new byte[0]);
        byte[] random = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(random);
        this.nonce = Base64.getEncoder().encodeToString(random);
    }

    /// What the client says first; the user's name was said at the beginning already.
    String first() {
        return header + "n=,r=" + nonce;
    }

    /// Whether the login is bound to its channel.
    boolean isBound() {
        return bound;
    }

    private String binding() {
        byte[] opening = header.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(opening, opening.length + endPoint.length);
        System.arraycopy(endPoint, 0, all, opening.length, endPoint.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /// The proof that the client knows the password.
    String last(String serverFirst) throws Line.Refusal {
        Map<Character, String> parts = parts(serverFirst);
        String joint = parts.getOrDefault('r', "");
        if (!joint.startsWith(nonce) || joint.length() == nonce.length()) {
            throw new Line.Refusal("the server's answer to the login is not to this one");
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts.getOrDefault('s', ""));
            int rounds = Integer.parseInt(parts.getOrDefault('i', "0"));
            if (rounds < 1 || rounds > MAX_ROUNDS) {
                throw new Line.Refusal("the server asks for " + rounds + " rounds of hashing");
            }
            byte[] salted = salted(salt, rounds);
            String proved = "c=" + binding() + ",r=" + joint;
            String all = "n=,r=" + nonce + "," + serverFirst + "," + proved;
            byte[] clientKey = mac(salted, "Client Key");
            byte[] stored = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] proof = mac(stored, all);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            serverSignature = mac(mac(salted, "Server Key"), all);
            return proved + ",p=" + Base64.getEncoder().encodeToString(proof);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            Line.Refusal refusal = new Line.Refusal("the server's part of the login is malformed");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /// Refuses a server that does not know the password either.
    void check(String serverLast) throws Line.Refusal {
        String wanted = "v=" + Base64.getEncoder().encodeToString(serverSignature);
        boolean right =
                MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8),
                        serverLast.getBytes(StandardCharsets.UTF_8));
        if (!right) {
            throw new Line.Refusal("the server cannot prove that it knows the password");
        }
    }

    private byte[] salted(byte[] salt, int rounds) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, KEY_BITS);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Character, String> parts(String message) {
        Map<Character, String> parts = new TreeMap<>();
        for (String part : message.split(",", -1)) {
            if (part.length() > 2 && part.charAt(1) == '=') {
                parts.put(part.charAt(0), part.substring(2));
            }
        }
        return parts;
    }
}
