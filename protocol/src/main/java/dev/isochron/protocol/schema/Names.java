package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import java.nio.charset.StandardCharsets;

/// What tables, columns and indexes may be called.
final class Names {

    /// PostgreSQL's limit; clients have columns of this width for it.
    static final int MAX_BYTES = 63;

    /// Fewer characters than any name has that is too long.
    private static final int SHOWN = 16;

    private Names() {}

    static void requireName(String name, String whose) {
        require(!name.isEmpty(), "the name of " + whose + " is empty");
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidDeclaration(
                    "the name of %s takes %d bytes, but at most %d are possible: %s…"
                            .formatted(whose, bytes, MAX_BYTES, name.substring(0, SHOWN)));
        }
        require(
                name.chars().noneMatch(Character::isISOControl),
                "the name of " + whose + " holds a control character");
    }
}
