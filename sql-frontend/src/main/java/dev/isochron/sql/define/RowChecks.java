package dev.isochron.sql.define;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.bind.RulesOf;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Conditions on the rows of a table, looked at in rows that were there before, or become others.
final class RowChecks {

    private final Work work;
    private final CatalogTable table;
    private final List<One> all = new ArrayList<>();

    private record One(String name, Expression condition) {}

    private RowChecks(Work work, CatalogTable table) {
        this.work = work;
        this.table = table;
    }

    /// @param table as it is to be
    /// @param such which of its checks
    /// @throws SqlException if one of them has no meaning for the columns as they are to be
    static RowChecks of(CatalogTable table, Predicate<Constraint.Check> such, Work work) {
        RowChecks checks = new RowChecks(work, table);
        for (Constraint.Check check : table.checks()) {
            if (such.test(check)) {
                checks.all.add(new One(check.name(), checks.bound(check)));
            }
        }
        return checks;
    }

    private Expression bound(Constraint.Check check) {
        try {
            return RulesOf.check(table, check.text(), work.ground());
        } catch (SqlException e) {
            // Its position is one in the text that is kept, not in the statement.
            throw new SqlException(e.error().withPosition(0));
        }
    }

    /// @throws SqlException if the row breaks one
    void require(Value[] row) {
        for (One one : all) {
            if (one.condition.evaluate(row, work.env()) instanceof Value.Bool(boolean met)
                    && !met) {
                throw SqlException.of(
                        SqlCode.CHECK_VIOLATION,
                        "check constraint \"%s\" of relation \"%s\" is violated by some row"
                                .formatted(one.name, table.name()));
            }
        }
    }
}
