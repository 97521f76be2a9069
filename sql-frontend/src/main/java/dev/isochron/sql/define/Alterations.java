package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.bind.RulesOf;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.tree.AlterAction;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.TableConstraint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE.
final class Alterations {

    private final Work work;

    /// Whether a constraint is all that is added, so that it may become true later than the rest.
    private boolean isAlone;

    Alterations(Work work) {
        this.work = work;
    }

    void alter(Definition.AlterTable from) {
        if (from.ifExists() && Names.relation(from.name(), work).isEmpty()) {
            work.notice(Names.skipped("relation \"" + from.name() + "\" does not exist"));
            return;
        }
        isAlone =
                from.actions().size() == 1
                        && from.actions().getFirst() instanceof AlterAction.AddConstraint;
        for (AlterAction action : from.actions()) {
            alter(Names.table(from.name(), work), action);
        }
    }

    private void alter(CatalogTable table, AlterAction action) {
        switch (action) {
            case AlterAction.AddColumn add -> addColumn(table, add);
            case AlterAction.DropColumn drop -> new ColumnDrop(work).drop(table, drop);
            case AlterAction.SetDefault(Name name, var value, _) -> setDefault(table, name, value);
            case AlterAction.DropDefault(Name name, _) -> {
                Draft draft = Draft.of(table);
                draft.replace(draft.column(name).withInitial(new Initial.Nothing()));
                work.changes().put(draft.build(work));
            }
            case AlterAction.SetNotNull(Name name, _) -> setNotNull(table, name);
            case AlterAction.DropNotNull(Name name, int position) ->
                    dropNotNull(table, name, position);
            case AlterAction.SetType set -> new TypeChange(work).change(table, set);
            case AlterAction.AddConstraint(TableConstraint constraint, _) ->
                    addConstraint(table, constraint);
            case AlterAction.DropConstraint drop -> dropConstraint(table, drop);
            case AlterAction.ValidateConstraint validate -> validate(table, validate);
            case AlterAction.SetOptions(var options, boolean reset, _) ->
                    new Placing(work).alter(table, options, reset);
            case AlterAction.SetStatistics _,
                    AlterAction.SetStorage _,
                    AlterAction.SetProperty _,
                    AlterAction.OwnerTo _ -> {}
            case AlterAction.AddIdentity add -> new Identities(work).add(table, add);
            case AlterAction.SetIdentity set -> new Identities(work).set(table, set);
            case AlterAction.DropIdentity drop -> new Identities(work).drop(table, drop);
            case AlterAction.DropExpression _, AlterAction.AlterConstraint _ ->
                    throw SqlException.unsupported(action.position(), "this ALTER TABLE is");
        }
    }

    private void addColumn(CatalogTable table, AlterAction.AddColumn add) {
        String name = add.column().name().text();
        Draft draft = Draft.of(table);
        if (draft.find(name).isPresent()) {
            if (add.ifNotExists()) {
                work.notice(
                        SqlError.of(
                                SqlCode.DUPLICATE_COLUMN,
                                "column \"%s\" of relation \"%s\" already exists, skipping"
                                        .formatted(name, table.name())));
                return;
            }
            throw SqlException.of(
                    SqlCode.DUPLICATE_COLUMN,
                    "column \"%s\" of relation \"%s\" already exists"
                            .formatted(name, table.name()));
        }
        Columns.Place place = new Columns.Place(table.oid(), table.schema(), table.name());
        ColumnId id = draft.nextColumn();
        Columns.Made made = Columns.make(add.column(), id, place, work, draft.names);
        CatalogSequence sequence = made.sequence();
        CatalogColumn column = made.column();
        Value missing = Value.Null.NULL;
        boolean isEmpty = new Backfill(work).isEmpty(work.tables().access(table));
        Expression varying = isEmpty ? null : varying(add, column);
        if (sequence != null) {
            work.changes().put(sequence);
        } else if (varying == null) {
            missing = missing(add, column);
            if (column.notNull() && missing.isNull() && !isEmpty) {
                throw SqlException.of(
                        SqlCode.NOT_NULL_VIOLATION,
                        "column \"%s\" of relation \"%s\" contains null values"
                                .formatted(name, table.name()));
            }
        }
        if (sequence != null && !isEmpty) {
            Numbers numbers = new Numbers(sequence);
            new Rekeying(work).add(table, column, numbers::next);
            numbers.last().ifPresent(last -> work.goOn(sequence, last));
        } else if (varying != null) {
            new Rekeying(work).add(table, column, () -> valued(varying, column, table));
        } else {
            draft.add(column, missing);
            work.changes().put(draft.build(work));
        }
        for (TableConstraint constraint : TableMaker.ofColumn(add.column())) {
            addConstraint(work.image().table(table.oid()).orElseThrow(), constraint);
        }
    }

    private Value valued(Expression varying, CatalogColumn column, CatalogTable table) {
        Value value = varying.evaluate(new Value[0], work.env());
        if (value.isNull() && column.notNull()) {
            throw SqlException.of(
                    SqlCode.NOT_NULL_VIOLATION,
                    "column \"%s\" of relation \"%s\" contains null values"
                            .formatted(column.name(), table.name()));
        }
        return value;
    }

    /// The default, if it is another value for each row; null if not.
    private @Nullable Expression varying(AlterAction.AddColumn add, CatalogColumn column) {
        Expression value = given(add, column);
        return value != null && Expressions.volatilityOf(value) == Volatility.VOLATILE
                ? value
                : null;
    }

    /// What rows hold that are there already.
    private Value missing(AlterAction.AddColumn add, CatalogColumn column) {
        Expression value = given(add, column);
        return value == null || Expressions.volatilityOf(value) == Volatility.VOLATILE
                ? Value.Null.NULL
                : value.evaluate(new Value[0], work.env());
    }

    private @Nullable Expression given(AlterAction.AddColumn add, CatalogColumn column) {
        for (var constraint : add.column().constraints()) {
            if (constraint instanceof dev.isochron.sql.tree.ColumnConstraint.Default given) {
                return RulesOf.assigned(given.value(), column.type(), column.name(), work.ground());
            }
        }
        return null;
    }

    private void setDefault(CatalogTable table, Name name, dev.isochron.sql.tree.Expression value) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(name);
        draft.replace(
                column.withInitial(Columns.initial(value, column.type(), column.name(), work)));
        work.changes().put(draft.build(work));
    }

    private void setNotNull(CatalogTable table, Name name) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(name);
        int place = table.placeOf(column.id());
        requireNoNull(table, place);
        draft.replace(column.withNotNull(true));
        work.changes().put(draft.build(work));
    }

    private void requireNoNull(CatalogTable table, int place) {
        new Backfill(work)
                .forEach(
                        work.tables().access(table),
                        row -> {
                            if (row[place].isNull()) {
                                throw SqlException.of(
                                        SqlCode.NOT_NULL_VIOLATION,
                                        "column \"%s\" of relation \"%s\" contains null values"
                                                .formatted(
                                                        table.columns().get(place).name(),
                                                        table.name()));
                            }
                        });
    }

    private void dropNotNull(CatalogTable table, Name name, int position) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(name);
        if (draft.key.stream().anyMatch(key -> key.column().equals(column.id()))
                && table.primary().isPresent()) {
            throw SqlException.at(
                    position,
                    SqlCode.INVALID_TABLE_DEFINITION,
                    "column \"" + name.text() + "\" is in a primary key");
        }
        draft.replace(column.withNotNull(false));
        work.changes().put(draft.build(work));
    }

    private void addConstraint(CatalogTable table, TableConstraint constraint) {
        Draft draft = Draft.of(table);
        ConstraintMaker maker = new ConstraintMaker(draft, work);
        switch (constraint) {
            case TableConstraint.Unique unique when unique.usingIndex() != null ->
                    new IndexPromotion(work).promote(table, unique);
            case TableConstraint.Unique unique when unique.primary() ->
                    new Rekeying(work).key(table, unique);
            case TableConstraint.Unique unique -> {
                Index index = maker.unique(unique);
                CatalogTable changed = draft.build(work);
                if (isAlone) {
                    String what =
                            "ALTER TABLE %s ADD CONSTRAINT %s UNIQUE"
                                    .formatted(table.name(), index.name());
                    new IndexMaker(work).put(table, changed, index, what);
                } else {
                    work.changes().put(changed);
                    IndexMaker.fill(changed, index, work);
                }
            }
            case TableConstraint.Check check -> {
                maker.check(check);
                CatalogTable changed = draft.build(work);
                work.changes().put(changed);
                if (!check.notValid()) {
                    validate(changed, (Constraint.Check) draft.constraints.getLast());
                }
            }
            case TableConstraint.ForeignKey reference -> {
                Constraint.Reference made = maker.reference(reference);
                CatalogTable changed = draft.build(work);
                work.changes().put(changed);
                if (!reference.notValid()) {
                    new ReferenceCheck(work).check(changed, made);
                }
            }
        }
    }

    /// Looks at the rows that were there before the constraint.
    private void validate(CatalogTable table, AlterAction.ValidateConstraint validate) {
        String name = validate.constraint().text();
        Constraint found =
                table.constraint(name)
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.UNDEFINED_OBJECT,
                                        "constraint \"%s\" of relation \"%s\" does not exist"
                                                .formatted(name, table.name())));
        switch (found) {
            case Constraint.Check check -> validate(table, check);
            case Constraint.Reference reference -> new ReferenceCheck(work).check(table, reference);
            case Constraint.Primary _, Constraint.Unique _ ->
                    throw SqlException.of(
                            SqlCode.WRONG_OBJECT_TYPE,
                            ("constraint \"%s\" of relation \"%s\" is not a foreign key or check"
                                            + " constraint")
                                    .formatted(name, table.name()));
        }
    }

    private void validate(CatalogTable table, Constraint.Check check) {
        RowChecks rows = RowChecks.of(table, one -> one.oid() == check.oid(), work);
        new Backfill(work).forEach(work.tables().access(table), rows::require);
    }

    private void dropConstraint(CatalogTable table, AlterAction.DropConstraint drop) {
        String name = drop.constraint().text();
        Optional<Constraint> found = table.constraint(name);
        if (found.isEmpty()) {
            String message =
                    "constraint \"%s\" of relation \"%s\" does not exist"
                            .formatted(name, table.name());
            if (!drop.ifExists()) {
                throw SqlException.of(SqlCode.UNDEFINED_OBJECT, message);
            }
            work.notice(Names.skipped(message));
            return;
        }
        if (found.get() instanceof Constraint.Primary primary) {
            new KeyDrop(work).drop(table, primary, drop.cascade());
            return;
        }
        if (found.get() instanceof Constraint.Unique unique) {
            Dependents dependents = new Dependents(work);
            dependents.releaseKey(table, unique, drop.cascade());
            dependents.tell();
        }
        CatalogTable now = work.image().table(table.oid()).orElse(table);
        Draft draft = Draft.of(now);
        switch (found.get()) {
            case Constraint.Primary _ -> throw new IllegalStateException("it was handled above");
            case Constraint.Unique _ -> Drops.without(draft, name, now, work);
            case Constraint.Check _, Constraint.Reference _ -> {}
        }
        draft.constraints.removeIf(one -> one.name().equals(name));
        work.changes().put(draft.build(work));
    }
}
