package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.bind.RulesOf;
import dev.isochron.sql.bind.WrittenTypes;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Convert;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.syntax.Deparser;
import dev.isochron.sql.tree.ColumnConstraint;
import dev.isochron.sql.tree.SequenceOption;
import dev.isochron.sql.tree.TableElement;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Columns as they are declared.
final class Columns {

    private Columns() {}

    /// A column, and the sequence that belongs to it.
    record Made(CatalogColumn column, @Nullable CatalogSequence sequence) {}

    /// Makes a column.
    ///
    /// @param table whose number the sequence is owned by
    /// @param names that are taken in the schema but not in the image yet
    static Made make(
            TableElement.Column from, ColumnId id, Place table, Work work, Set<String> names) {
        SqlType serial = serial(from.type());
        SqlType type = serial == null ? WrittenTypes.of(from.type()) : serial;
        var _ = type.stored();
        Initial initial = new Initial.Nothing();
        CatalogSequence sequence = null;
        if (serial != null) {
            sequence = owned(from, id, table, work, names, List.of(), serial);
            initial = new Initial.Next(sequence.oid(), Identity.NONE);
        }
        boolean notNull = new Declared(from, table).isNotNull();
        for (ColumnConstraint constraint : from.constraints()) {
            switch (constraint) {
                case ColumnConstraint.Default(_, var value, _) -> {
                    initial = initial(value, type, from.name().text(), work);
                }
                case ColumnConstraint.Identity identity -> {
                    requireInteger(type, identity.position());
                    sequence = owned(from, id, table, work, names, identity.options(), type);
                    initial =
                            new Initial.Next(
                                    sequence.oid(),
                                    identity.always() ? Identity.ALWAYS : Identity.BY_DEFAULT);
                }
                case ColumnConstraint.Generated generated ->
                        throw SqlException.unsupported(
                                generated.position(), "generated columns are");
                case ColumnConstraint.NotNull _,
                        ColumnConstraint.Nulls _,
                        ColumnConstraint.Unique _,
                        ColumnConstraint.Check _,
                        ColumnConstraint.References _ -> {}
            }
        }
        CatalogColumn column =
                new CatalogColumn(id, from.name().text(), type, notNull, false, initial, null);
        return new Made(column, sequence);
    }

    /// The table that a column is of.
    record Place(int oid, String schema, String name) {}

    /// What a column of a type holds if nothing is said of it.
    ///
    /// @throws SqlException if the value is none for it
    static Initial initial(
            dev.isochron.sql.tree.Expression value, SqlType type, String column, Work work) {
        Expression bound = RulesOf.assigned(value, type, column, work.ground());
        if (value instanceof dev.isochron.sql.tree.Expression.NullLiteral) {
            return new Initial.Nothing();
        }
        return next(bound, work).orElseGet(() -> new Initial.Text(Deparser.text(value)));
    }

    /// The next number of a sequence that is named: that one is meant, whatever it will be called.
    private static Optional<Initial> next(Expression bound, Work work) {
        Expression call = bound;
        while (call instanceof Convert convert) {
            call = convert.operand();
        }
        if (!(call instanceof Call(var routine, var arguments, _))
                || !routine.name().equals("nextval")
                || Expressions.volatilityOf(arguments.getFirst()) == Volatility.VOLATILE) {
            return Optional.empty();
        }
        return arguments.getFirst().evaluate(new Value[0], work.env())
                        instanceof Value.Int(long oid)
                ? work.image()
                        .sequence((int) oid)
                        .map(sequence -> new Initial.Next(sequence.oid(), Identity.NONE))
                : Optional.empty();
    }

    static void requireInteger(SqlType type, int position) {
        if (!type.equals(SqlType.INT2)
                && !type.equals(SqlType.INT4)
                && !type.equals(SqlType.INT8)) {
            throw SqlException.at(
                    position,
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "identity column type must be smallint, integer, or bigint");
        }
    }

    private static CatalogSequence owned(
            TableElement.Column from,
            ColumnId id,
            Place table,
            Work work,
            Set<String> names,
            List<SequenceOption> options,
            SqlType type) {
        String name =
                Names.made(
                        table.schema(),
                        table.name(),
                        List.of(from.name().text()),
                        "seq",
                        work,
                        names);
        return new CatalogSequence(
                work.changes().nextOid(),
                table.schema(),
                name,
                Sequences.made(options, type),
                new CatalogSequence.Owner(table.oid(), id));
    }

    /// The type behind `serial` and its kin, or null.
    static @Nullable SqlType serial(TypeName type) {
        if (type.name().parts().size() > 1 || type.dimensions() > 0) {
            return null;
        }
        return switch (type.name().text()) {
            case "serial", "serial4" -> SqlType.INT4;
            case "bigserial", "serial8" -> SqlType.INT8;
            case "smallserial", "serial2" -> SqlType.INT2;
            default -> null;
        };
    }

    /// A column as it is stored.
    static Column stored(CatalogColumn column) {
        return stored(column, Value.Null.NULL);
    }

    /// A column as it is stored.
    ///
    /// @param whenMissing what rows hold that were written before it was added
    static Column stored(CatalogColumn column, Value whenMissing) {
        return new Column(
                column.id(),
                column.name(),
                column.type().stored(),
                !column.notNull(),
                column.hidden(),
                whenMissing);
    }
}
