package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.List;

/// In which form values are sent: 0 text, 1 binary; none for all text, one for all, or one each.
public record Formats(List<Integer> codes) {
    public static final Formats TEXT = new Formats(List.of());

    public Formats {
        codes = List.copyOf(codes);
    }

    public boolean isBinary(int index) {
        return switch (codes.size()) {
            case 0 -> false;
            case 1 -> codes.getFirst() == 1;
            default -> codes.get(index) == 1;
        };
    }

    /// The code of a column.
    public int code(int index) {
        return isBinary(index) ? 1 : 0;
    }

    /// Requires as many codes as there are values, or at most one.
    void requireFor(int values, String otherwise) {
        if (codes.size() > 1 && codes.size() != values) {
            throw SqlException.of(
                    SqlCode.PROTOCOL_VIOLATION, otherwise.formatted(codes.size(), values));
        }
    }
}
