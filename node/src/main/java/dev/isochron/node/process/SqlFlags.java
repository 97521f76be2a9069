package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.sql.SqlOptions;
import dev.isochron.node.sql.SqlOptions.Trust;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of `isochron server` about SQL.
final class SqlFlags {

    @Option(
            names = "--sql-listen",
            paramLabel = "HOST:PORT",
            description = "Serve SQL to clients of PostgreSQL there; off by default.")
    private @Nullable String listen;

    @Option(
            names = "--sql-port",
            paramLabel = "PORT",
            description = "The same at the loopback: --sql-listen 127.0.0.1:PORT.")
    private @Nullable Integer port;

    @Option(
            names = "--insecure",
            arity = "0..1",
            fallbackValue = "loopback",
            paramLabel = "WHO",
            description =
                    "Ask clients at the loopback for no password, or with --insecure=everybody"
                            + " nobody at all.")
    private @Nullable String insecure;

    @Option(
            names = "--sql-certificate",
            paramLabel = "FILE",
            description = "Certificate chain for TLS with clients of SQL, PEM.")
    private @Nullable Path certificate;

    @Option(
            names = "--sql-key",
            paramLabel = "FILE",
            description = "Its private key, PKCS #8, PEM.")
    private @Nullable Path key;

    /// What was asked for, if SQL is to be served.
    ///
    /// @throws Complaint if the flags contradict each other
    Optional<SqlOptions> options() {
        if (listen != null && port != null) {
            throw new Complaint(
                    "SQL cannot be served at two addresses",
                    "--sql-listen and --sql-port",
                    "Give one of them.");
        }
        if ((certificate == null) != (key == null)) {
            throw new Complaint(
                    "a certificate and its key belong together",
                    "--sql-certificate and --sql-key",
                    "Give both, or neither.");
        }
        String where = port == null ? listen : "127.0.0.1:" + port;
        if (where == null) {
            requireNothingElse();
            return Optional.empty();
        }
        InetSocketAddress address = Endpoints.parse(where, "--sql-listen");
        SqlOptions options = SqlOptions.of(address, trust());
        return Optional.of(
                certificate == null || key == null
                        ? options
                        : options.withCertificate(certificate, key));
    }

    private void requireNothingElse() {
        if (insecure != null || certificate != null) {
            throw new Complaint(
                    "SQL is not served, so how is of no use",
                    "--insecure, --sql-certificate",
                    "Say where with --sql-listen.");
        }
    }

    private Trust trust() {
        return switch (insecure) {
            case null -> Trust.NOBODY;
            case "loopback" -> Trust.LOOPBACK;
            case "everybody" -> Trust.EVERYBODY;
            default ->
                    throw new Complaint(
                            "nobody is called \"" + insecure + "\"",
                            "--insecure",
                            "Say --insecure=loopback or --insecure=everybody.");
        };
    }
}
