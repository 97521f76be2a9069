package dev.isochron.node.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.storage.ordered.StoreFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lmdbjava.Cursor;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;

/// Remembers beside an environment that its pages make no sense. What makes none lies deep in it
/// most often, where opening it again would not look: whoever opens it next reads the mark.
final class DamageMark {
    private static final String NAME = "damaged";
    private static final int LONGEST = 10_000;

    private final Path file;

    /// @param home of the environment
    DamageMark(Path home) {
        this.file = home.resolveSibling(NAME);
    }

    /// The failure that an error of LMDB's amounts to; one that tells of damage is noted.
    StoreFailed failed(String what, LmdbException cause) {
        String message = what + ": " + cause.getMessage();
        if (!isDamage(cause)) {
            return new StoreFailed(message, cause);
        }
        note(message);
        return StoreFailed.damaged(message, cause);
    }

    private static boolean isDamage(LmdbException cause) {
        return switch (cause) {
            case LmdbNativeException.PageCorruptedException _ -> true;
            case LmdbNativeException.PageNotFoundException _ -> true;
            case LmdbNativeException.PageFullException _ -> true;
            case Cursor.FullException _ -> true;
            case Env.FileInvalidException _ -> true;
            case LmdbException _ -> false;
        };
    }

    /// If it cannot be written, whoever meets the damage next tries again.
    private void note(String what) {
        try {
            Files.writeString(file, what + "\n", UTF_8);
        } catch (IOException unwritten) {
            // Losing this costs a restart; the failure that is being told of costs one anyway.
        }
    }

    /// What was noted.
    Optional<String> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String noted = new String(Files.readAllBytes(file), UTF_8).strip();
        return Optional.of(noted.substring(0, Math.min(LONGEST, noted.length())));
    }

    void clear() throws IOException {
        Files.deleteIfExists(file);
    }
}
