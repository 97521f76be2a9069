package dev.isochron.sql.resolve;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.oracle.Answer;
import dev.isochron.sql.oracle.Oracle;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.type.SqlType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Evaluates expressions here and there, and collects what differs.
final class Comparing {

    /// Which of these it is depends on operators of types that Isochron has not.
    private static final List<String> NOT_FOUND = List.of("42883", "42725", "42804");

    private static final Pattern BIG_FLOAT = Pattern.compile("-?\\d\\.?\\d*(e[+-]\\d+)?");

    private final Oracle oracle;
    private final Env env = new LoneSession(FormatSettings.DEFAULT);
    private final List<String> differences = new ArrayList<>();
    private int count;

    Comparing(Oracle oracle) {
        this.oracle = oracle;
    }

    void compare(String expression) throws SQLException {
        count++;
        Answer wanted = oracle.ask("select " + expression);
        Answer ours = ours(expression);
        if (!isSame(wanted, ours)) {
            differences.add(expression + "\n    is  " + wanted + "\n    not " + ours);
        }
    }

    /// Messages of errors are compared in `expressions.txt` only; codes always.
    private static boolean isSame(Answer wanted, Answer ours) {
        if (wanted instanceof Answer.Refused a && ours instanceof Answer.Refused b) {
            return a.state().equals(b.state())
                    || (NOT_FOUND.contains(a.state()) && NOT_FOUND.contains(b.state()));
        }
        return wanted.equals(ours) || isSameFloat(wanted, ours);
    }

    /// The last digit of a function of floats is the library's.
    private static boolean isSameFloat(Answer wanted, Answer ours) {
        if (!(wanted instanceof Answer.Shown(String type, String a))
                || !(ours instanceof Answer.Shown(String other, String b))
                || !type.equals("float8")
                || !type.equals(other)
                || !BIG_FLOAT.matcher(a).matches()
                || !BIG_FLOAT.matcher(b).matches()) {
            return false;
        }
        double x = Double.parseDouble(a);
        double y = Double.parseDouble(b);
        return Math.abs(x - y) <= 4 * Math.ulp(x);
    }

    private Answer ours(String text) {
        try {
            Resolver resolver =
                    new Resolver(
                            Builtins.ALL,
                            env,
                            (index, type) -> {
                                throw new IllegalStateException("no parameter " + index + type);
                            });
            Expression expression =
                    resolver.known(new LoneBinder(resolver).bind(Parser.expression(text)));
            return shown(evaluate(expression), expression.type());
        } catch (SqlException e) {
            return Answer.of(e);
        } catch (RuntimeException e) {
            return new Answer.Refused("XX000", String.valueOf(e));
        }
    }

    private Value evaluate(Expression expression) {
        if (expression instanceof SetCall set) {
            try (RowSource rows = set.rows(new Value[0], env)) {
                Value[] first = rows.next();
                return first == null ? Value.of("(no row)") : first[0];
            }
        }
        return expression.evaluate(new Value[0], env);
    }

    private Answer shown(Value value, SqlType type) {
        if (value.equals(Value.of("(no row)"))) {
            return new Answer.Shown("", "(no row)");
        }
        return new Answer.Shown(
                type.catalogName(),
                value.isNull() ? "NULL" : TextFormat.write(value, type, env.format()));
    }

    int count() {
        return count;
    }

    String differences() {
        return String.join("\n", differences);
    }

    int differing() {
        return differences.size();
    }
}
