package dev.isochron.protocol.schema;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the names of types that [ColumnType] writes.
public final class TypeNames {

    private static final Pattern NUMERIC =
            Pattern.compile("numeric\\((\\d{1,4})(?:,(\\d{1,4}))?\\)");

    private static final Pattern TEXT = Pattern.compile("(varchar|char)\\((\\d{1,8})\\)");

    private TypeNames() {}

    /// The type of this name, as `toString` of a [ColumnType] writes it.
    ///
    /// @throws InvalidDeclaration if it is none
    public static ColumnType parse(String name) {
        if (name.endsWith("[]")) {
            return new ColumnType.Array(parseElement(name.substring(0, name.length() - 2)));
        }
        return parseElement(name);
    }

    private static ColumnType parseElement(String name) {
        if (name.equals("text")) {
            return ColumnType.Text.UNLIMITED;
        }
        if (name.equals("numeric")) {
            return new ColumnType.AnyNumeric();
        }
        Matcher numeric = NUMERIC.matcher(name);
        if (numeric.matches()) {
            int scale = numeric.group(2) == null ? 0 : Integer.parseInt(numeric.group(2));
            return new ColumnType.FixedNumeric(Integer.parseInt(numeric.group(1)), scale);
        }
        Matcher text = TEXT.matcher(name);
        if (text.matches()) {
            int characters = Integer.parseInt(text.group(2));
            return text.group(1).equals("char")
                    ? new ColumnType.PaddedText(characters)
                    : new ColumnType.Text(OptionalInt.of(characters));
        }
        return scalar(name);
    }

    private static ColumnType scalar(String name) {
        return EnumSet.allOf(ColumnType.Scalar.class).stream()
                .filter(scalar -> scalar.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static InvalidDeclaration unknown(String name) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return new InvalidDeclaration("no column has the type \"" + shown + "\"");
    }
}
