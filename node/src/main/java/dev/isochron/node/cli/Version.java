package dev.isochron.node.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Which Isochron this is: the version it was built as and the commit it was built from.
///
/// @param number the Maven version
/// @param commit the abbreviated commit, ending in `-dirty` when the sources were changed since, or
///   [#UNKNOWN_COMMIT]
public record Version(String number, String commit) {

    /// What [#commit] says outside a git checkout.
    public static final String UNKNOWN_COMMIT = "unknown";

    /// The launcher says with it where the checkout is. It builds before it starts, so the commit
    /// of the checkout is the commit of the classes.
    public static final String HOME_PROPERTY = "isochron.home";

    /// A packager without a checkout says with it which commit was built.
    public static final String COMMIT_PROPERTY = "isochron.commit";

    /// git answers in milliseconds; a hanging file system must not hang `--version`.
    private static final int GIT_TIMEOUT_SECONDS = 5;

    /// The version of the running program.
    public static Version current() {
        return new Version(builtNumber(), currentCommit());
    }

    /// One line for people.
    public String describe() {
        return "isochron " + number + " (commit " + commit + ", Java " + Runtime.version() + ")";
    }

    private static String builtNumber() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(requireNonNull(in, "the build left version.properties out"));
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of the node room is unreadable", e);
        }
        return requireNonNull(properties.getProperty("version"), "version.properties: version");
    }

    private static String currentCommit() {
        String named = System.getProperty(COMMIT_PROPERTY);
        if (named != null) {
            return named;
        }
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null || !Files.exists(Path.of(home, ".git"))) {
            return UNKNOWN_COMMIT;
        }
        return describeCheckout(home);
    }

    private static String describeCheckout(String home) {
        ProcessBuilder git =
                new ProcessBuilder(
                                "git",
                                "-C",
                                home,
                                "describe",
                                "--always",
                                "--dirty",
                                "--abbrev=12",
                                "--exclude=*")
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = git.start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(GIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? said.strip() : UNKNOWN_COMMIT;
        } catch (IOException e) {
            // No git on this machine: the version is still worth printing.
            return UNKNOWN_COMMIT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN_COMMIT;
        }
    }
}
