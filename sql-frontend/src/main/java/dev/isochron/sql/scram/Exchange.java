package dev.isochron.sql.scram;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// One login: [#first], then [#last].
///
/// ```
/// client-first   n,,n=user,r=C            gs2 header, name, the client's nonce
/// server-first   r=CS,s=salt,i=15000      both nonces
/// client-final   c=…,r=CS,p=proof         c repeats the gs2 header and the channel's binding
/// server-final   v=signature
/// ```
public final class Exchange {
    private static final String BINDING = "tls-server-end-point";

    /// Longer nonces are garbage.
    private static final int MAX_NONCE = 1024;

    private final Verifier verifier;
    private final Optional<byte[]> endPoint;
    private final boolean plus;
    private final String serverNonce;
    private String gs2 = "";
    private String clientFirstBare = "";
    private String serverFirst = "";
    private String nonce = "";

    /// @param endPoint what the channel is known by, if it is in TLS
    /// @param plus whether the client chose to bind the login to the channel
    /// @param chance at least 18 random bytes
    public Exchange(Verifier verifier, Optional<byte[]> endPoint, boolean plus, byte[] chance) {
        if (chance.length < 18) {
            throw new IllegalArgumentException("a nonce has at least 18 bytes");
        }
        this.verifier = verifier;
        this.endPoint = endPoint;
        this.plus = plus;
        this.serverNonce = Base64.getEncoder().encodeToString(chance);
    }

    /// Takes the client's first message, returns the server's.
    ///
    /// @throws Refused if it is none, or was tampered with
    public String first(String clientFirst) throws Refused {
        int bare = bareStart(clientFirst);
        gs2 = clientFirst.substring(0, bare);
        clientFirstBare = clientFirst.substring(bare);
        requireFlag(gs2);
        String[] parts = clientFirstBare.split(",", -1);
        if (parts.length < 2 || !parts[0].startsWith("n=") || !parts[1].startsWith("r=")) {
            throw Refused.malformed("the first message of a login is malformed");
        }
        String clientNonce = parts[1].substring(2);
        if (clientNonce.isEmpty()
                || clientNonce.length() > MAX_NONCE
                || !clientNonce.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw Refused.malformed("the nonce of a login is malformed");
        }
        nonce = clientNonce + serverNonce;
        serverFirst =
                "r="
                        + nonce
                        + ",s="
                        + Base64.getEncoder().encodeToString(verifier.salt())
                        + ",i="
                        + verifier.iterations();
        return serverFirst;
    }

    /// Where the gs2 header ends: behind its second comma. A name to act for is not supported.
    private static int bareStart(String clientFirst) throws Refused {
        int flag = clientFirst.indexOf(',');
        if (flag < 1 || clientFirst.indexOf(',', flag + 1) != flag + 1) {
            throw Refused.malformed(
                    "the first message of a login is malformed, or names another to act for");
        }
        return flag + 2;
    }

    /// A client that believes the server has no binding, although it was offered, was lied to.
    private void requireFlag(String header) throws Refused {
        String flag = header.substring(0, header.indexOf(','));
        boolean right =
                plus
                        ? flag.equals("p=" + BINDING)
                        : flag.equals("n") || (flag.equals("y") && endPoint.isEmpty());
        if (!right) {
            throw Refused.malformed("the channel binding of a login is not what was offered");
        }
    }

    /// Takes the client's last message, returns the server's.
    ///
    /// @throws Refused if the password is wrong
    public String last(String clientFinal) throws Refused {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw Refused.malformed("the last message of a login is malformed");
        }
        String withoutProof = clientFinal.substring(0, proofAt);
        String expected = "c=" + Base64.getEncoder().encodeToString(binding()) + ",r=" + nonce;
        if (!same(withoutProof, expected)) {
            throw Refused.malformed("the last message of a login does not follow the first");
        }
        byte[] proof = proof(clientFinal.substring(proofAt + 3));
        byte[] messages =
                (clientFirstBare + "," + serverFirst + "," + withoutProof)
                        .getBytes(StandardCharsets.UTF_8);
        if (!verifier.admits(proof, messages)) {
            throw Refused.wrong();
        }
        return "v=" + Base64.getEncoder().encodeToString(verifier.signature(messages));
    }

    private byte[] binding() {
        byte[] header = gs2.getBytes(StandardCharsets.UTF_8);
        if (!plus) {
            return header;
        }
        byte[] channel = endPoint.orElseThrow();
        byte[] both = Arrays.copyOf(header, header.length + channel.length);
        System.arraycopy(channel, 0, both, header.length, channel.length);
        return both;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] proof(String text) throws Refused {
        try {
            byte[] proof = Base64.getDecoder().decode(text);
            if (proof.length == Verifier.KEY_BYTES) {
                return proof;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw Refused.malformed("the proof of a login is malformed");
    }
}
