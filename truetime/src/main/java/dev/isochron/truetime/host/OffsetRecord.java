package dev.isochron.truetime.host;

import dev.isochron.truetime.ClockDomain;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// What stands in the file that all nodes of a host share, four lines of text:
///
/// ```
/// isochron-clock 1
/// domain host/fcf4e84c-192c-4d93-b26e-bc6cbc039b0e/4026531834/1795396548123456789
/// horizon 1795396563123456789
/// crc32c 1a2b3c4d
/// ```
///
/// @param domain the boot, the time namespace and the offset
/// @param horizonNanos no timestamp of that boot exceeds this, nanoseconds since 1970
record OffsetRecord(ClockDomain.Host domain, long horizonNanos) {

    /// More than a record ever has; what is longer is no record.
    static final int MAX_BYTES = 512;

    private static final int VERSION = 1;

    /// A year before the end of all timestamps: nothing true is up there.
    private static final long MAX_HORIZON = Long.MAX_VALUE - 365L * 86_400_000_000_000L;

    private static final Pattern FIRST_LINE = Pattern.compile("isochron-clock (\\d{1,9})\n");
    private static final Pattern FORM =
            Pattern.compile(
                    "(isochron-clock 1\ndomain (\\S{1,200})\nhorizon (\\d{1,19})\n)"
                            + "crc32c ([0-9a-f]{8})\n");

    /// The bytes are no record that this version can read. The message says why.
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    OffsetRecord withHorizon(long newHorizonNanos) {
        return new OffsetRecord(domain, newHorizonNanos);
    }

    byte[] bytes() {
        String body =
                "isochron-clock %d\ndomain %s\nhorizon %d\n"
                        .formatted(VERSION, domain, horizonNanos);
        return (body + "crc32c " + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static OffsetRecord parse(byte[] bytes) throws UnreadableException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Matcher first = FIRST_LINE.matcher(text);
        if (first.lookingAt() && Integer.parseInt(first.group(1)) > VERSION) {
            throw new UnreadableException(
                    "it has format %s, from a newer Isochron; this one knows format %d"
                            .formatted(first.group(1), VERSION));
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UnreadableException("it is not in the format of this file");
        }
        if (!checksum(form.group(1)).equals(form.group(4))) {
            throw new UnreadableException("its checksum does not fit, so it was damaged or edited");
        }
        return new OffsetRecord(host(form.group(2)), horizon(form.group(3)));
    }

    private static ClockDomain.Host host(String text) throws UnreadableException {
        try {
            if (ClockDomain.parse(text) instanceof ClockDomain.Host host) {
                return host;
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("its domain is none: " + e.getMessage());
        }
        throw new UnreadableException("its domain is not that of a host");
    }

    private static long horizon(String digits) throws UnreadableException {
        try {
            long horizon = Long.parseLong(digits);
            if (horizon <= MAX_HORIZON) {
                return horizon;
            }
        } catch (NumberFormatException e) {
            throw new UnreadableException("its horizon is no timestamp: " + e.getMessage());
        }
        throw new UnreadableException("its horizon is at the end of all time");
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
