package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Change.Assignment;
import dev.isochron.sql.tree.Change.ColumnTarget;
import dev.isochron.sql.tree.IndexElement;
import dev.isochron.sql.tree.Target;
import java.util.List;

/// INSERT, UPDATE and DELETE as text.
final class ChangeText {

    private final SqlText text;
    private final ExpressionText expressions;
    private final QueryText queries;

    ChangeText(SqlText text, ExpressionText expressions, QueryText queries) {
        this.text = text;
        this.expressions = expressions;
        this.queries = queries;
    }

    /// A change.
    void change(Change change) {
        queries.with(change.with());
        switch (change) {
            case Change.Insert insert -> insert(insert);
            case Change.Update update -> update(update);
            case Change.Delete delete -> {
                text.add("DELETE FROM ");
                queries.item(delete.table());
                queries.from(" USING ", delete.using());
                queries.where(delete.where());
            }
        }
        returning(change.returning());
    }

    private void returning(List<Target> targets) {
        if (!targets.isEmpty()) {
            text.add(" RETURNING ");
            queries.targets(targets);
        }
    }

    private void insert(Change.Insert insert) {
        text.add("INSERT INTO ");
        queries.item(insert.table());
        if (!insert.columns().isEmpty()) {
            text.add(" (").join(insert.columns(), ", ", this::column).add(")");
        }
        text.add(
                switch (insert.overriding()) {
                    case NONE -> " ";
                    case USER_VALUE -> " OVERRIDING USER VALUE ";
                    case SYSTEM_VALUE -> " OVERRIDING SYSTEM VALUE ";
                });
        if (insert.source() == null) {
            text.add("DEFAULT VALUES");
        } else {
            queries.query(insert.source());
        }
        if (insert.onConflict() != null) {
            onConflict(insert.onConflict());
        }
    }

    private void onConflict(Change.OnConflict conflict) {
        text.add(" ON CONFLICT");
        switch (conflict.target()) {
            case null -> {}
            case Change.ConflictTarget.Columns(var elements, var where) -> {
                text.add(" (").join(elements, ", ", this::indexElement).add(")");
                queries.where(where);
            }
            case Change.ConflictTarget.Constraint(var name) ->
                    text.add(" ON CONSTRAINT ").name(name);
        }
        switch (conflict.action()) {
            case Change.ConflictAction.Nothing() -> text.add(" DO NOTHING");
            case Change.ConflictAction.Update(var assignments, var where) -> {
                text.add(" DO UPDATE SET ").join(assignments, ", ", this::assignment);
                queries.where(where);
            }
        }
    }

    /// What an index is on.
    void indexElement(IndexElement element) {
        if (element.column() != null) {
            text.name(element.column());
        } else {
            text.add("(");
            expressions.expression(element.value());
            text.add(")");
        }
        if (element.collation() != null) {
            text.add(" COLLATE ").name(element.collation());
        }
        if (element.operatorClass() != null) {
            text.add(" ").name(element.operatorClass());
        }
        queries.direction(element.direction(), element.nulls());
    }

    private void update(Change.Update update) {
        text.add("UPDATE ");
        queries.item(update.table());
        text.add(" SET ").join(update.assignments(), ", ", this::assignment);
        queries.from(" FROM ", update.from());
        queries.where(update.where());
    }

    private void assignment(Assignment assignment) {
        switch (assignment) {
            case Assignment.One(var column, var value) -> {
                column(column);
                text.add(" = ");
                expressions.expression(value);
            }
            case Assignment.Several(var columns, var source, _) -> {
                text.add("(").join(columns, ", ", this::column).add(") = ");
                expressions.expression(source);
            }
        }
    }

    private void column(ColumnTarget target) {
        text.name(target.column());
        target.fields().forEach(field -> text.add(".").name(field));
        expressions.brackets(target.brackets());
    }
}
