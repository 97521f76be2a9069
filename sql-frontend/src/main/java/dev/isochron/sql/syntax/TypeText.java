package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.TypeName;
import java.util.List;
import java.util.stream.Collectors;

/// Types as text.
final class TypeText {

    private final SqlText text;

    TypeText(SqlText text) {
        this.text = text;
    }

    /// A type.
    void type(TypeName type) {
        text.addIf(type.setOf(), "setof ");
        simple(type, true);
        for (int i = 0; i < type.dimensions(); i++) {
            text.add("[]");
        }
    }

    /// A type before a string.
    void beforeString(TypeName type) {
        if (isSystem(type.name(), "interval")) {
            text.add("interval");
            text.addIf(type.fields() == null, modifiers(type));
        } else {
            simple(type, false);
        }
    }

    /// What follows the string that a type stands before.
    void afterString(TypeName type) {
        if (type.fields() != null) {
            text.add(" " + type.fields().words() + modifiers(type));
        }
    }

    private void simple(TypeName type, boolean whole) {
        String words = words(type, whole);
        if (words.isEmpty()) {
            text.name(type.name()).add(modifiers(type));
        } else {
            text.add(words);
        }
    }

    private static String words(TypeName type, boolean whole) {
        if (!QualifiedName.SYSTEM_SCHEMA.equals(type.name().schema())) {
            return "";
        }
        String modifiers = modifiers(type);
        return switch (type.name().text()) {
            case "int2" -> "smallint";
            case "int4" -> "integer";
            case "int8" -> "bigint";
            case "float4" -> "real";
            case "float8" -> "double precision";
            case "bool" -> "boolean";
            case "numeric" -> "numeric" + modifiers;
            case "varchar" -> "character varying" + modifiers;
            case "bpchar" -> whole && modifiers.isEmpty() ? "" : "character" + modifiers;
            case "bit" -> "bit" + modifiers;
            case "varbit" -> "bit varying" + modifiers;
            case "time" -> "time" + modifiers + " without time zone";
            case "timetz" -> "time" + modifiers + " with time zone";
            case "timestamp" -> "timestamp" + modifiers + " without time zone";
            case "timestamptz" -> "timestamp" + modifiers + " with time zone";
            case "interval" ->
                    "interval"
                            + (type.fields() == null ? "" : " " + type.fields().words())
                            + modifiers;
            default -> "";
        };
    }

    private static boolean isSystem(QualifiedName name, String what) {
        return QualifiedName.SYSTEM_SCHEMA.equals(name.schema()) && name.text().equals(what);
    }

    private static String modifiers(TypeName type) {
        List<Integer> modifiers = type.modifiers();
        return modifiers.isEmpty()
                ? ""
                : modifiers.stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
