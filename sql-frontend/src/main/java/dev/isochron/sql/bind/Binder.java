package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Folding;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.logical.Logicals;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Finds out what statements mean that give or change rows.
public final class Binder {

    private Binder() {}

    /// Binds a query or a change.
    ///
    /// @param declared types of the first parameters; `unknown` for those to be found out
    /// @throws SqlException if it means nothing
    public static Bound bind(Statement statement, Ground ground, List<SqlType> declared) {
        Context context = new Context(ground.tables(), ground.routines(), ground.env(), declared);
        Frame frame = new Frame(null);
        QueryBinder.Result result =
                switch (statement) {
                    case Query query ->
                            new QueryBinder(context, frame, Ctes.NONE).bind(query, false);
                    case Change change -> new ChangeBinder(context, frame, Ctes.NONE).bind(change);
                    default ->
                            throw SqlException.unsupported(
                                    statement.position(), "binding such a statement is");
                };
        result.columns().forEach(FieldBinder::requirePlain);
        List<SqlType> parameters = context.parameters();
        List<Logical> subplans = new ArrayList<>();
        context.subplans().forEach(plan -> subplans.add(folded(plan, ground.env())));
        return new Bound(
                folded(result.plan(), ground.env()),
                result.columns(),
                parameters,
                subplans,
                context.changing());
    }

    private static Logical folded(Logical plan, Env env) {
        return Logicals.map(plan, expression -> Folding.fold(expression, env));
    }

    /// Binds an expression that names no columns, such as the time of AS OF.
    ///
    /// @throws SqlException if it means nothing
    public static Expression bindAlone(dev.isochron.sql.tree.Expression expression, Ground ground) {
        Context context = new Context(ground.tables(), ground.routines(), ground.env(), List.of());
        Scope nothing = Scope.empty(new Frame(null));
        ExpressionBinder binder = new ExpressionBinder(context, nothing, Ctes.NONE, Clause.DEFAULT);
        return context.resolver().known(binder.bind(expression));
    }
}
