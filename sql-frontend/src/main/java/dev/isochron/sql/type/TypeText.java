package dev.isochron.sql.type;

import java.util.ArrayList;
import java.util.List;

/// Writes a type with its modifier, as PostgreSQL's `format_type` does.
final class TypeText {

    /// The bits of an interval's fields, from PostgreSQL's `datetime.h`.
    private static final int MONTH = 1 << 1;

    private static final int YEAR = 1 << 2;
    private static final int DAY = 1 << 3;
    private static final int HOUR = 1 << 10;
    private static final int MINUTE = 1 << 11;
    private static final int SECOND = 1 << 12;

    private TypeText() {}

    static String format(SqlType type) {
        String element = type.hasModifier() ? withModifier(type) : plain(type.id());
        return type.isArray() ? element + "[]" : element;
    }

    /// Without a length, `character` would mean `character(1)`.
    private static String plain(TypeId id) {
        return id == TypeId.BPCHAR ? id.catalogName() : id.displayName();
    }

    private static String withModifier(SqlType type) {
        int modifier = type.modifier();
        String name = type.id().displayName();
        return switch (type.id()) {
            case BPCHAR, VARCHAR -> name + "(" + Modifier.length(modifier) + ")";
            case NUMERIC ->
                    name
                            + "("
                            + Modifier.precision(modifier)
                            + ","
                            + Modifier.scale(modifier)
                            + ")";
            case TIME, TIMESTAMP, TIMESTAMPTZ -> name.replaceFirst(" ", "(" + modifier + ") ");
            case INTERVAL -> name + fields(modifier) + digits(modifier);
            default -> name;
        };
    }

    private static String digits(int modifier) {
        int digits = Modifier.intervalDigits(modifier);
        return digits < 0 ? "" : "(" + digits + ")";
    }

    private static String fields(int modifier) {
        int fields = Modifier.intervalFields(modifier);
        if (fields == Modifier.ALL_FIELDS) {
            return "";
        }
        List<String> named = new ArrayList<>();
        addIf(fields, YEAR, "year", named);
        addIf(fields, MONTH, "month", named);
        addIf(fields, DAY, "day", named);
        addIf(fields, HOUR, "hour", named);
        addIf(fields, MINUTE, "minute", named);
        addIf(fields, SECOND, "second", named);
        if (named.size() <= 1) {
            return named.isEmpty() ? "" : " " + named.getFirst();
        }
        return " " + named.getFirst() + " to " + named.getLast();
    }

    private static void addIf(int fields, int bit, String name, List<String> named) {
        if ((fields & bit) != 0) {
            named.add(name);
        }
    }
}
