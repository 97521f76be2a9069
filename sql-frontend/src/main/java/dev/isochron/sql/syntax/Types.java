package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.tree.TypeName.IntervalFields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Types, in SQL's own words or by name.
final class Types {

    private static final List<Integer> NO_MODIFIERS = List.of();

    private final Tokens tokens;
    private final Names names;

    Types(Grammar grammar) {
        tokens = grammar.tokens;
        names = grammar.names;
    }

    /// A type with its modifiers and brackets.
    TypeName type() {
        boolean setOf = tokens.accept("setof");
        TypeName simple = simple();
        int dimensions = 0;
        if (tokens.accept("array")) {
            dimensions = 1;
            if (tokens.accept("[")) {
                tokens.integer();
                tokens.expect("]");
            }
        } else {
            while (tokens.accept("[")) {
                dimensions++;
                if (!tokens.at("]")) {
                    tokens.integer();
                }
                tokens.expect("]");
            }
        }
        return dimensions == 0 && !setOf
                ? simple
                : new TypeName(
                        simple.name(), simple.modifiers(), simple.fields(), dimensions, setOf);
    }

    private TypeName simple() {
        TypeName built = tokens.peek().kind() == Kind.WORD ? builtIn(true) : null;
        if (built != null) {
            return built;
        }
        QualifiedName name = names.rest(names.typeOrFunction());
        if (tokens.accept("%", "type")) {
            throw SqlException.unsupported(name.position(), "%TYPE is");
        }
        return new TypeName(name, modifiers(), null, 0, false);
    }

    /// A type spelled in SQL's own words, if one comes next.
    ///
    /// @param whole whether it is a type of its own, not one before a string: `char` alone is one
    ///   character then
    @Nullable TypeName builtIn(boolean whole) {
        Token word = tokens.peek();
        return switch (word.text()) {
            case "int", "integer" -> plain("int4");
            case "smallint" -> plain("int2");
            case "bigint" -> plain("int8");
            case "real" -> plain("float4");
            case "boolean" -> plain("bool");
            case "float" -> floating();
            case "double" -> tokens.peek(1).is("precision") ? doublePrecision() : null;
            case "decimal", "dec", "numeric" -> {
                int at = tokens.take().position();
                yield system("numeric", at, modifiers());
            }
            case "char", "character", "nchar", "varchar", "national" -> character(whole);
            case "bit" -> bits();
            case "time", "timestamp" -> time();
            case "interval" -> interval();
            default -> null;
        };
    }

    private TypeName plain(String name) {
        return system(name, tokens.take().position(), NO_MODIFIERS);
    }

    private static TypeName system(String name, int at, List<Integer> modifiers) {
        return new TypeName(QualifiedName.system(name, at), modifiers, null, 0, false);
    }

    private TypeName floating() {
        int at = tokens.take().position();
        if (!tokens.accept("(")) {
            return system("float8", at, NO_MODIFIERS);
        }
        int where = tokens.position();
        int bits = tokens.integer();
        tokens.expect(")");
        if (bits < 1 || bits > 53) {
            throw SqlException.at(
                    where,
                    dev.isochron.sql.error.SqlCode.INVALID_PARAMETER_VALUE,
                    bits < 1
                            ? "precision for type float must be at least 1 bit"
                            : "precision for type float must be less than 54 bits");
        }
        return system(bits <= 24 ? "float4" : "float8", at, NO_MODIFIERS);
    }

    private TypeName doublePrecision() {
        int at = tokens.take().position();
        tokens.expect("precision");
        return system("float8", at, NO_MODIFIERS);
    }

    private TypeName character(boolean whole) {
        int at = tokens.position();
        boolean varying;
        if (tokens.accept("varchar")) {
            varying = true;
        } else {
            if (tokens.accept("national")) {
                tokens.expectAny("character", "char");
            } else {
                tokens.take();
            }
            varying = tokens.accept("varying");
        }
        List<Integer> modifiers = NO_MODIFIERS;
        if (tokens.accept("(")) {
            modifiers = List.of(tokens.integer());
            tokens.expect(")");
        } else if (!varying && whole) {
            modifiers = List.of(1);
        }
        return system(varying ? "varchar" : "bpchar", at, modifiers);
    }

    private TypeName bits() {
        int at = tokens.take().position();
        boolean varying = tokens.accept("varying");
        List<Integer> modifiers = modifiers();
        return system(varying ? "varbit" : "bit", at, modifiers);
    }

    private TypeName time() {
        Token word = tokens.take();
        List<Integer> modifiers = precision();
        boolean zone = false;
        if (tokens.at("with", "time")) {
            tokens.expectAll("with", "time", "zone");
            zone = true;
        } else if (tokens.at("without", "time")) {
            tokens.expectAll("without", "time", "zone");
        }
        return system(word.text() + (zone ? "tz" : ""), word.position(), modifiers);
    }

    /// Digits of a second in parentheses, if there are any.
    private List<Integer> precision() {
        if (!tokens.accept("(")) {
            return NO_MODIFIERS;
        }
        int digits = tokens.integer();
        tokens.expect(")");
        return List.of(digits);
    }

    private TypeName interval() {
        int at = tokens.take().position();
        List<Integer> modifiers = precision();
        IntervalFields fields = null;
        if (modifiers.isEmpty()) {
            fields = intervalFields();
            if (endsInSeconds(fields)) {
                modifiers = precision();
            }
        }
        return new TypeName(QualifiedName.system("interval", at), modifiers, fields, 0, false);
    }

    /// An interval before a string takes its fields after it.
    TypeName intervalAfter(TypeName before) {
        IntervalFields fields = intervalFields();
        List<Integer> modifiers = endsInSeconds(fields) ? precision() : before.modifiers();
        return new TypeName(before.name(), modifiers, fields, 0, false);
    }

    private static boolean endsInSeconds(@Nullable IntervalFields fields) {
        return fields != null && fields.words().endsWith("second");
    }

    private @Nullable IntervalFields intervalFields() {
        if (!tokens.atAny("year", "month", "day", "hour", "minute", "second")) {
            return null;
        }
        String from = tokens.take().text();
        if (!tokens.at("to")) {
            return IntervalFields.valueOf(from.toUpperCase(Locale.ROOT));
        }
        Token to = tokens.peek(1);
        String words = from + " to " + to.text();
        for (IntervalFields fields : IntervalFields.values()) {
            if (fields.words().equals(words)) {
                tokens.take();
                tokens.take();
                return fields;
            }
        }
        tokens.take();
        throw tokens.unexpected();
    }

    /// The modifiers of a type that is called by name.
    List<Integer> modifiers() {
        if (!tokens.at("(")) {
            return NO_MODIFIERS;
        }
        return tokens.parenthesized(this::modifier);
    }

    private int modifier() {
        if (tokens.accept("-")) {
            return -tokens.integer();
        }
        if (tokens.peek().kind() == Kind.WHOLE) {
            return tokens.integer();
        }
        if (tokens.peek().isName() || tokens.peek().kind() == Kind.STRING) {
            throw SqlException.unsupported(tokens.position(), "type modifiers that are words are");
        }
        throw tokens.unexpected();
    }

    /// A name with these parts as a type.
    static TypeName named(List<Name> parts, List<Integer> modifiers) {
        return new TypeName(new QualifiedName(parts), modifiers, null, 0, false);
    }
}
