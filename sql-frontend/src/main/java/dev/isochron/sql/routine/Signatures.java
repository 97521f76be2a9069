package dev.isochron.sql.routine;

import dev.isochron.sql.expression.Signature;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// Reads declarations such as `concat_ws(text, variadic any) text`.
final class Signatures {

    private static final String VARIADIC = "variadic ";

    private Signatures() {}

    static Signature parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        String inside = text.substring(open + 1, close).strip();
        List<SqlType> parameters = new ArrayList<>();
        boolean variadic = false;
        if (!inside.isEmpty()) {
            for (String each : inside.split(",", -1)) {
                String parameter = each.strip();
                variadic = parameter.startsWith(VARIADIC);
                parameters.add(type(variadic ? parameter.substring(VARIADIC.length()) : parameter));
            }
        }
        SqlType result = type(text.substring(close + 1).strip());
        return new Signature(text.substring(0, open).strip(), parameters, result, variadic);
    }

    static SqlType type(String name) {
        boolean isArray = name.endsWith("[]");
        String element = isArray ? name.substring(0, name.length() - 2) : name;
        SqlType type =
                TypeNames.find(element)
                        .orElseThrow(() -> new IllegalArgumentException("no type " + name));
        return isArray ? type.array() : type;
    }
}
