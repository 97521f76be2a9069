package dev.isochron.node.console;

import dev.isochron.node.cli.Complaint;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a connection is encrypted, and who must vouch for the server: libpq's `sslmode` and
/// `sslrootcert`.
///
/// @param roots certificates in PEM that are trusted; null for those that the JDK trusts
public record Privacy(Mode mode, @Nullable Path roots) {

    /// Nothing is encrypted.
    public static final Privacy NONE = new Privacy(Mode.DISABLE, null);

    /// What is asked for.
    public enum Mode {
        /// No TLS.
        DISABLE,

        /// TLS if the server has it; nobody vouches for it.
        PREFER,

        /// TLS or nothing; roots are believed if they are given.
        REQUIRE,

        /// A root vouches for the server's certificate.
        VERIFY_CA,

        /// And it is for this host.
        VERIFY_FULL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Privacy of(String mode, @Nullable Path roots) {
        for (Mode each : Mode.values()) {
            if (each.toString().equals(mode)) {
                return new Privacy(each, roots);
            }
        }
        throw new Complaint(
                "There is no mode of TLS " + mode,
                "--sslmode",
                "Take disable, prefer, require, verify-ca or verify-full.");
    }

    /// Whether the server's certificate is looked at.
    boolean isVerified() {
        return switch (mode) {
            case DISABLE, PREFER -> false;
            case REQUIRE -> roots != null;
            case VERIFY_CA, VERIFY_FULL -> true;
        };
    }
}
