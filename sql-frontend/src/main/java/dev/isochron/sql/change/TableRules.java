package dev.isochron.sql.change;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What must be true of the rows of a table, ready to be evaluated.
///
/// @param checks over a row of the table
/// @param initial for each column what SET DEFAULT puts there
/// @param outgoing what the table refers to
/// @param incoming what refers to it
public record TableRules(
        TableAccess access,
        List<Check> checks,
        List<Expression> initial,
        List<Outgoing> outgoing,
        List<Incoming> incoming) {

    public TableRules {
        checks = List.copyOf(checks);
        initial = List.copyOf(initial);
        outgoing = List.copyOf(outgoing);
        incoming = List.copyOf(incoming);
    }

    /// A condition on each row.
    public record Check(String name, Expression condition) {}

    /// A foreign key of the table.
    ///
    /// @param places of its columns, in the order in which `layout` is sorted
    /// @param parent the table it refers to
    /// @param layout of the parent whose first columns are the ones referred to
    public record Outgoing(
            Constraint.Reference reference,
            List<Integer> places,
            TableAccess parent,
            Layout layout) {
        public Outgoing {
            places = List.copyOf(places);
        }

        /// The values by which a row refers to another; nothing if it refers to none.
        ///
        /// @throws SqlException if some values are null and others are not, where that may not be
        public Optional<List<Value>> values(CatalogTable child, Value[] row) {
            List<Value> values = new ArrayList<>();
            for (int place : places) {
                if (!row[place].isNull()) {
                    values.add(row[place]);
                }
            }
            if (values.size() == places.size()) {
                return Optional.of(values);
            }
            if (reference.full() && !values.isEmpty()) {
                throw Violations.mixed(child, reference);
            }
            return Optional.empty();
        }
    }

    /// The refusal of a row that refers to none that is there.
    public static SqlException noParent(
            CatalogTable child, Outgoing outgoing, Value[] row, FormatSettings format) {
        return Violations.noParent(child, outgoing.parent.table(), outgoing.reference, row, format);
    }

    /// A foreign key that refers to the table.
    ///
    /// @param child whose it is
    /// @param layout of the child by which its rows are found
    /// @param known how many of the layout's first columns are the foreign key's; 0: all rows are
    ///   looked through
    /// @param places of the referenced columns, in the order of the reference
    /// @param childPlaces of the referring columns, in the same order
    public record Incoming(
            Constraint.Reference reference,
            TableAccess child,
            Layout layout,
            int known,
            List<Integer> places,
            List<Integer> childPlaces) {
        public Incoming {
            places = List.copyOf(places);
            childPlaces = List.copyOf(childPlaces);
        }
    }

    public CatalogTable table() {
        return access.table();
    }

    /// Columns that must be read to write some others: of checks, foreign keys and indexes.
    public BitSet readFor(BitSet written) {
        BitSet read = new BitSet();
        access.keyPlaces().forEach(read::set);
        for (var index : access.indexes()) {
            BitSet held = index.held();
            if (held.intersects(written)) {
                read.or(held);
            }
        }
        for (Check check : checks) {
            BitSet columns = dev.isochron.sql.expression.Expressions.columnsOf(check.condition());
            if (columns.intersects(written)) {
                read.or(columns);
            }
        }
        for (Outgoing one : outgoing) {
            if (one.places().stream().anyMatch(written::get)) {
                one.places().forEach(read::set);
            }
        }
        for (Incoming one : incoming) {
            if (one.places().stream().anyMatch(written::get)) {
                one.places().forEach(read::set);
            }
        }
        return read;
    }
}
