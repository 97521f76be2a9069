package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A constraint or a property that stands behind a column.
public sealed interface ColumnConstraint extends Node {

    /// The name given to it with CONSTRAINT.
    @Nullable Name name();

    /// NOT NULL.
    record NotNull(@Nullable Name name, int position) implements ColumnConstraint {}

    /// NULL.
    record Nulls(@Nullable Name name, int position) implements ColumnConstraint {}

    /// DEFAULT.
    record Default(@Nullable Name name, Expression value, int position)
            implements ColumnConstraint {}

    /// GENERATED … AS IDENTITY.
    ///
    /// @param always false for BY DEFAULT
    record Identity(@Nullable Name name, boolean always, List<SequenceOption> options, int position)
            implements ColumnConstraint {}

    /// GENERATED ALWAYS AS (…) STORED.
    record Generated(@Nullable Name name, Expression value, int position)
            implements ColumnConstraint {}

    /// CHECK.
    record Check(@Nullable Name name, Expression condition, boolean noInherit, int position)
            implements ColumnConstraint {}

    /// UNIQUE or PRIMARY KEY.
    record Unique(
            @Nullable Name name,
            boolean primary,
            boolean nullsNotDistinct,
            TableConstraint.Deferral deferral,
            int position)
            implements ColumnConstraint {}

    /// REFERENCES.
    record References(
            @Nullable Name name,
            TableConstraint.ForeignKey.Target target,
            TableConstraint.Deferral deferral,
            int position)
            implements ColumnConstraint {}
}
