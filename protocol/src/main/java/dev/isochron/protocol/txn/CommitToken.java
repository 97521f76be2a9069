package dev.isochron.protocol.txn;

import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/// What a commit hands to its caller to read at least as fresh later, anywhere.
///
/// Users carry it as a text that means nothing to them and is checked when it returns:
///
/// ```
/// isochron1.EZJYp…            "isochron", the version, a dot, and in base64url:
///                             8 bytes timestamp, 4 bytes CRC32C of all before
/// ```
///
/// Whether its timestamp can be true is checked where there is a clock.
///
/// @param timestamp of the commit
public record CommitToken(Timestamp timestamp) {

    private static final String PREFIX = "isochron1.";
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    /// Twelve bytes are sixteen digits of base64, with none to spare.
    private static final int TEXT_LENGTH = PREFIX.length() + BYTES * 4 / 3;

    /// The text for users.
    public String toText() {
        byte[] bytes = new byte[BYTES];
        ByteBuffer.wrap(bytes).putLong(timestamp.nanos()).putInt(checksum(timestamp.nanos()));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The token that a text stands for.
    ///
    /// @throws MalformedToken if it stands for none
    public static CommitToken parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() != TEXT_LENGTH) {
            throw new MalformedToken("it does not look like one");
        }
        byte[] decoded = decode(text.substring(PREFIX.length()));
        if (decoded.length != BYTES) {
            throw new MalformedToken("it holds what no token holds");
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded);
        long nanos = bytes.getLong();
        if (bytes.getInt() != checksum(nanos) || nanos < 0) {
            throw new MalformedToken("its checksum is wrong, so it was changed or cut on its way");
        }
        return new CommitToken(new Timestamp(nanos));
    }

    private static byte[] decode(String digits) {
        try {
            return Base64.getUrlDecoder().decode(digits);
        } catch (IllegalArgumentException e) {
            throw new MalformedToken("it holds what no token holds");
        }
    }

    /// Over the version and the timestamp.
    private static int checksum(long nanos) {
        CRC32C crc = new CRC32C();
        crc.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(nanos).flip());
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return toText();
    }
}
