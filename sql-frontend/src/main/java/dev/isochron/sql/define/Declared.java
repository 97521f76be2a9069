package dev.isochron.sql.define;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.ColumnConstraint;
import dev.isochron.sql.tree.TableElement;
import org.jspecify.annotations.Nullable;

/// What is said of a column, of which no two things may be at odds.
final class Declared {

    private final TableElement.Column column;
    private final Columns.Place table;
    private @Nullable Boolean nullable;
    private boolean isKey;
    private boolean hasDefault;
    private boolean hasIdentity;

    Declared(TableElement.Column column, Columns.Place table) {
        this.column = column;
        this.table = table;
        if (Columns.serial(column.type()) != null) {
            nullable = false;
            hasDefault = true;
        }
        column.constraints().forEach(this::add);
    }

    /// Whether it holds no null.
    boolean isNotNull() {
        return isKey || (nullable != null && !nullable);
    }

    private void add(ColumnConstraint constraint) {
        int position = constraint.position();
        switch (constraint) {
            case ColumnConstraint.NotNull _ -> setNullable(false, position);
            case ColumnConstraint.Nulls _ -> setNullable(true, position);
            case ColumnConstraint.Default _ -> {
                refuse(hasDefault, "multiple default values specified", position);
                hasDefault = true;
            }
            case ColumnConstraint.Identity _ -> {
                refuse(hasIdentity, "multiple identity specifications", position);
                hasIdentity = true;
                setNullable(false, position);
            }
            case ColumnConstraint.Unique unique -> isKey |= unique.primary();
            case ColumnConstraint.Generated _,
                    ColumnConstraint.Check _,
                    ColumnConstraint.References _ -> {}
        }
        refuse(hasDefault && hasIdentity, "both default and identity specified", position);
    }

    private void setNullable(boolean wanted, int position) {
        boolean isOther = nullable != null && nullable != wanted;
        refuse(isOther, "conflicting NULL/NOT NULL declarations", position);
        nullable = wanted;
    }

    private void refuse(boolean isAtOdds, String what, int position) {
        if (isAtOdds) {
            throw SqlException.at(
                    position,
                    SqlCode.SYNTAX_ERROR,
                    "%s for column \"%s\" of table \"%s\""
                            .formatted(what, column.name().text(), table.name()));
        }
    }
}
