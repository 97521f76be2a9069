package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Arguments that say for which parameter they are: `make_interval(days => 10)`. The functions
/// whose parameters have names are listed here.
final class NamedArguments {

    private static final List<String> FUNCTIONS =
            List.of(
                    "make_interval years months weeks days hours mins secs",
                    "make_date year month day",
                    "make_time hour min sec",
                    "make_timestamp year month mday hour min sec",
                    "make_timestamptz year month mday hour min sec timezone",
                    "jsonb_set jsonb_in path replacement create_if_missing",
                    "jsonb_insert jsonb_in path replacement insert_after",
                    "jsonb_set_lax jsonb_in path replacement create_if_missing"
                            + " null_value_treatment");

    private static final Map<String, List<String>> NAMES = names();

    private NamedArguments() {}

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new TreeMap<>();
        for (String function : FUNCTIONS) {
            List<String> words = List.of(function.split(" ", -1));
            names.put(words.getFirst(), words.subList(1, words.size()));
        }
        return names;
    }

    /// The arguments in the order of the parameters; as they are if none has a name.
    ///
    /// @throws SqlException if there is no such parameter, or it is given twice
    static List<Expression> inOrder(String function, List<Expression> arguments, int position) {
        if (arguments.stream().noneMatch(Expression.NamedArgument.class::isInstance)) {
            return arguments;
        }
        List<String> names = NAMES.getOrDefault(function, List.of());
        List<Optional<Expression>> places = new ArrayList<>();
        boolean named = false;
        for (Expression argument : arguments) {
            if (!(argument instanceof Expression.NamedArgument(Name name, Expression value))) {
                if (named) {
                    throw SqlException.at(
                            argument.start(),
                            SqlCode.SYNTAX_ERROR,
                            "positional argument cannot follow named argument");
                }
                places.add(Optional.of(argument));
                continue;
            }
            named = true;
            int at = names.indexOf(name.text());
            if (at < 0) {
                throw none(function, name, position);
            }
            while (places.size() <= at) {
                places.add(Optional.empty());
            }
            if (places.get(at).isPresent()) {
                throw SqlException.at(
                        name.position(),
                        SqlCode.SYNTAX_ERROR,
                        "argument name \"" + name.text() + "\" used more than once");
            }
            places.set(at, Optional.of(value));
        }
        return filled(function, places, names, position);
    }

    /// Numbers that are left out are zero where an interval is made of them.
    private static List<Expression> filled(
            String function, List<Optional<Expression>> places, List<String> names, int position) {
        List<Expression> all = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Optional<Expression> given = places.get(i);
            if (given.isEmpty() && !function.equals("make_interval")) {
                throw none(function, new Name(names.get(i), position), position);
            }
            all.add(given.orElse(new Expression.NumberLiteral("0", position)));
        }
        return all;
    }

    private static SqlException none(String function, Name name, int position) {
        return SqlError.of(
                        SqlCode.UNDEFINED_FUNCTION,
                        "function %s(%s => …) does not exist".formatted(function, name.text()))
                .withPosition(position)
                .withHint(
                        "No function matches the given name and argument types. You might need to"
                                + " add explicit type casts.")
                .exception();
    }
}
