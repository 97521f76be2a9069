package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The packets that can open a connection.
sealed interface Opening {
    int SSL_REQUEST = 80_877_103;
    int GSSENC_REQUEST = 80_877_104;
    int CANCEL_REQUEST = 80_877_102;

    /// The protocol's number, 3, in the upper half.
    int VERSION_3 = 3 << 16;

    /// The newest minor version spoken here: longer secrets for cancelling.
    int NEWEST = VERSION_3 | 2;

    int MIN_SECRET = 4;
    int MAX_SECRET = 256;

    record Ssl() implements Opening {}

    record Gss() implements Opening {}

    /// A session's statement is to be cancelled.
    ///
    /// @param secret what [Admission] gave out
    record Cancel(int process, Frontend.Sealed secret) implements Opening {}

    /// A client wants to log in.
    ///
    /// @param version as the client asked for it
    /// @param settings user, database and whatever else, by name
    /// @param unknown options of the protocol that are not known here
    record Startup(int version, Map<String, String> settings, List<String> unknown)
            implements Opening {

        /// Whether an answer must say what is spoken here.
        boolean needsNegotiation() {
            return (version & 0xffff) > 2 || !unknown.isEmpty();
        }

        /// Whether secrets for cancelling may be long.
        boolean longSecrets() {
            return (version & 0xffff) >= 2;
        }
    }

    /// Reads the first packet.
    ///
    /// @throws Broken if it is none
    static Opening read(Body body) {
        int code = body.int32();
        return switch (code) {
            case SSL_REQUEST -> {
                body.done();
                yield new Ssl();
            }
            case GSSENC_REQUEST -> {
                body.done();
                yield new Gss();
            }
            case CANCEL_REQUEST -> cancel(body);
            default -> startup(code, body);
        };
    }

    private static Opening cancel(Body body) {
        int process = body.int32();
        if (body.left() < MIN_SECRET || body.left() > MAX_SECRET) {
            throw Broken.protocol("invalid length of cancel request");
        }
        return new Cancel(process, new Frontend.Sealed(body.take(body.left())));
    }

    private static Opening startup(int version, Body body) {
        if (version >> 16 != 3) {
            throw Broken.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "unsupported frontend protocol %d.%d: server supports 3.0 to 3.2"
                            .formatted(version >>> 16, version & 0xffff));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name = body.text(); !name.isEmpty(); name = body.text()) {
            String value = body.text();
            if (name.startsWith("_pq_.")) {
                unknown.add(name);
            } else {
                settings.put(name, value);
            }
        }
        if (body.left() != 0) {
            throw Broken.protocol(
                    "invalid startup packet layout: expected terminator as last byte");
        }
        return new Startup(version, settings, unknown);
    }
}
