package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Parameter;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;

/// What all binders of a statement share.
final class Context {

    /// PostgreSQL's limit.
    private static final int MAX_PARAMETERS = 65535;

    private final Tables tables;
    private final Resolver resolver;
    private final List<SqlType> parameters = new ArrayList<>();
    private final List<Logical> subplans = new ArrayList<>();
    private final List<Integer> changing = new ArrayList<>();
    private final Env env;

    /// @param declared types of the first parameters; `unknown` for those to be found out
    Context(Tables tables, Routines routines, Env env, List<SqlType> declared) {
        this.tables = tables;
        this.env = env;
        this.parameters.addAll(declared);
        this.resolver = new Resolver(routines, env, this::determine);
    }

    Tables tables() {
        return tables;
    }

    Resolver resolver() {
        return resolver;
    }

    Env env() {
        return env;
    }

    private void determine(int index, SqlType type) {
        SqlType known = parameters.get(index);
        if (known.is(TypeId.UNKNOWN)) {
            parameters.set(index, type);
        } else if (!known.isSameAs(type)) {
            throw SqlError.of(
                            SqlCode.AMBIGUOUS_PARAMETER,
                            "inconsistent types deduced for parameter $" + (index + 1))
                    .withDetail(type.displayName() + " versus " + known.displayName())
                    .exception();
        }
    }

    /// A parameter, whose type may not be known yet.
    Expression parameter(int number, int position) {
        if (number < 1 || number > MAX_PARAMETERS) {
            throw SqlException.at(
                    position, SqlCode.UNDEFINED_PARAMETER, "there is no parameter $" + number);
        }
        while (parameters.size() < number) {
            parameters.add(SqlType.UNKNOWN);
        }
        return new Parameter(number - 1, parameters.get(number - 1));
    }

    /// The types of all parameters.
    ///
    /// @throws SqlException if one was never used where a type is wanted
    List<SqlType> parameters() {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).is(TypeId.UNKNOWN)) {
                throw SqlException.of(
                        SqlCode.INDETERMINATE_DATATYPE,
                        "could not determine data type of parameter $" + (i + 1));
            }
        }
        return List.copyOf(parameters);
    }

    /// Gives a subquery its number.
    int subplan(Logical plan) {
        subplans.add(plan);
        return subplans.size() - 1;
    }

    /// Notes that a subplan changes something, so that it is run whoever reads it.
    void changes(int subplan) {
        changing.add(subplan);
    }

    List<Logical> subplans() {
        return subplans;
    }

    List<Integer> changing() {
        return changing;
    }
}
