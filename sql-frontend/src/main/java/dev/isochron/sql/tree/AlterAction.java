package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that ALTER TABLE does.
public sealed interface AlterAction extends Node {

    /// ADD COLUMN.
    record AddColumn(TableElement.Column column, boolean ifNotExists, int position)
            implements AlterAction {}

    /// DROP COLUMN.
    record DropColumn(Name column, boolean ifExists, boolean cascade, int position)
            implements AlterAction {}

    /// SET DEFAULT.
    record SetDefault(Name column, Expression value, int position) implements AlterAction {}

    /// DROP DEFAULT.
    record DropDefault(Name column, int position) implements AlterAction {}

    /// SET NOT NULL.
    record SetNotNull(Name column, int position) implements AlterAction {}

    /// DROP NOT NULL.
    record DropNotNull(Name column, int position) implements AlterAction {}

    /// TYPE.
    ///
    /// @param using how a new value comes from the old one
    record SetType(
            Name column,
            TypeName type,
            @Nullable QualifiedName collation,
            @Nullable Expression using,
            int position)
            implements AlterAction {}

    /// ADD GENERATED … AS IDENTITY.
    record AddIdentity(Name column, ColumnConstraint.Identity identity, int position)
            implements AlterAction {}

    /// SET GENERATED, SET or RESTART of the options of an identity.
    ///
    /// @param always null if it stays
    record SetIdentity(
            Name column, @Nullable Boolean always, List<SequenceOption> options, int position)
            implements AlterAction {}

    /// DROP IDENTITY.
    record DropIdentity(Name column, boolean ifExists, int position) implements AlterAction {}

    /// DROP EXPRESSION.
    record DropExpression(Name column, boolean ifExists, int position) implements AlterAction {}

    /// SET STATISTICS.
    record SetStatistics(Name column, int target, int position) implements AlterAction {}

    /// SET STORAGE or SET COMPRESSION, which mean nothing here.
    ///
    /// @param what `storage` or `compression`
    record SetStorage(Name column, String what, String value, int position)
            implements AlterAction {}

    /// ADD constraint.
    record AddConstraint(TableConstraint constraint, int position) implements AlterAction {}

    /// DROP CONSTRAINT.
    record DropConstraint(Name constraint, boolean ifExists, boolean cascade, int position)
            implements AlterAction {}

    /// VALIDATE CONSTRAINT.
    record ValidateConstraint(Name constraint, int position) implements AlterAction {}

    /// ALTER CONSTRAINT.
    record AlterConstraint(Name constraint, TableConstraint.Deferral deferral, int position)
            implements AlterAction {}

    /// SET (options), or RESET (options) without values.
    record SetOptions(List<Option> options, boolean reset, int position) implements AlterAction {}

    /// SET LOGGED, SET UNLOGGED, CLUSTER ON and other properties that mean nothing here.
    ///
    /// @param what its words in lower case
    record SetProperty(String what, @Nullable Name name, int position) implements AlterAction {}

    /// OWNER TO.
    record OwnerTo(Name owner, int position) implements AlterAction {}
}
