package dev.isochron.sql.scram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The client's half of SCRAM, on the JDK's own PBKDF2.
public final class ToyClient {
    private final String password;
    private final String gs2;
    private final byte[] channel;
    private final String bare = "n=,r=fyko+d2lbbFgONRv9qkxdawL";
    private byte[] signature = new byte[0];

    public ToyClient(String password, String gs2, byte[] channel) {
        this.password = password;
        this.gs2 = gs2;
        this.channel = channel;
    }

    public String first() {
        return gs2 + bare;
    }

    public String last(String serverFirst) {
        String[] parts = serverFirst.split(",", -1);
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int iterations = Integer.parseInt(parts[2].substring(2));
        byte[] header = gs2.getBytes(StandardCharsets.UTF_8);
        byte[] binding = Arrays.copyOf(header, header.length + channel.length);
        System.arraycopy(channel, 0, binding, header.length, channel.length);
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(binding) + "," + parts[0];
        String messages = bare + "," + serverFirst + "," + withoutProof;
        try {
            byte[] salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(
                                    new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                            .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] stored = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] proof = hmac(stored, messages);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            signature = hmac(hmac(salted, "Server Key"), messages);
            return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    }

    public void verify(String serverFinal) {
        assertEquals("v=" + Base64.getEncoder().encodeToString(signature), serverFinal);
    }
}
