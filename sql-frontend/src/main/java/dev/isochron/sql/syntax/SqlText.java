package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.QualifiedName;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A text of SQL that grows, and how names and strings are written in it.
final class SqlText {

    private final StringBuilder out = new StringBuilder();

    /// Adds something as it is.
    SqlText add(String text) {
        out.append(text);
        return this;
    }

    /// Adds something as it is, if it applies.
    SqlText addIf(boolean condition, String text) {
        return condition ? add(text) : this;
    }

    /// Adds a name, in quotes where it needs them.
    SqlText name(Name name) {
        return name(name.text());
    }

    /// Adds a name, in quotes where it needs them.
    SqlText name(String name) {
        if (isBare(name)) {
            out.append(name);
        } else {
            out.append('"').append(name.replace("\"", "\"\"")).append('"');
        }
        return this;
    }

    /// Adds a name with what it lies in.
    SqlText name(QualifiedName name) {
        return names(name.parts(), ".");
    }

    /// Adds names with something between them.
    SqlText names(List<Name> names, String between) {
        return join(names, between, this::name);
    }

    /// Adds names in parentheses, if there are any.
    SqlText columns(List<Name> names) {
        return names.isEmpty() ? this : add(" (").names(names, ", ").add(")");
    }

    /// Adds things with something between them.
    <T> SqlText join(List<T> all, String between, Consumer<T> one) {
        boolean first = true;
        for (T each : all) {
            if (!first) {
                out.append(between);
            }
            first = false;
            one.accept(each);
        }
        return this;
    }

    /// Adds a string.
    SqlText string(String value) {
        out.append('\'').append(value.replace("'", "''")).append('\'');
        return this;
    }

    /// Adds options in parentheses.
    SqlText options(List<Option> options) {
        return add("(").join(options, ", ", this::option).add(")");
    }

    private void option(Option option) {
        name(option.name());
        if (option.values().size() == 1) {
            add(" ");
            value(option.values().getFirst());
        } else if (!option.values().isEmpty()) {
            add(" (").join(option.values(), ", ", this::string).add(")");
        }
    }

    private void value(String value) {
        if (value.equals("*")) {
            add(value);
        } else {
            string(value);
        }
    }

    /// Adds options with signs of equality in parentheses.
    SqlText definitions(List<Option> options) {
        return add("(").join(options, ", ", this::definition).add(")");
    }

    private void definition(Option option) {
        add(settingName(option.name().text()));
        if (!option.values().isEmpty()) {
            add(" = ").string(option.values().getFirst());
        }
    }

    /// A name with points in it, each part in quotes where it needs them.
    static String settingName(String name) {
        SqlText text = new SqlText();
        text.join(List.of(name.split("\\.", -1)), ".", text::name);
        return text.toString();
    }

    private static boolean isBare(String name) {
        if (name.isEmpty() || Lexer.isDigit(name.charAt(0)) || name.charAt(0) == '$') {
            return false;
        }
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Lexer.isNamePart(c) || c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return false;
            }
            hash = Words.hash(hash, c);
        }
        @Nullable Word word = Words.find(name, 0, name.length(), hash);
        return word == null;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
