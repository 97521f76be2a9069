package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that changes the catalog.
public sealed interface Definition extends Statement {

    /// CREATE TABLE.
    ///
    /// @param interleave INTERLEAVE IN PARENT, if it was written
    /// @param options what WITH (…) says
    record CreateTable(
            QualifiedName name,
            boolean ifNotExists,
            Persistence persistence,
            List<TableElement> elements,
            @Nullable Interleave interleave,
            List<Option> options,
            int position)
            implements Definition {}

    /// How long a table lives, and whether it is logged.
    enum Persistence {
        PERMANENT,
        TEMPORARY,
        UNLOGGED
    }

    /// INTERLEAVE IN PARENT parent (columns).
    ///
    /// @param columns of this table that begin its key and are the parent's; may be left out
    record Interleave(QualifiedName parent, List<Name> columns, int position) implements Node {}

    /// CREATE TABLE … AS query.
    record CreateTableAs(
            QualifiedName name,
            boolean ifNotExists,
            Persistence persistence,
            List<Name> columns,
            Query query,
            boolean withRows,
            int position)
            implements Definition {}

    /// ALTER TABLE.
    record AlterTable(
            QualifiedName name,
            boolean ifExists,
            boolean only,
            List<AlterAction> actions,
            int position)
            implements Definition {}

    /// DROP of things that are named alike.
    record Drop(
            ObjectKind kind,
            List<QualifiedName> names,
            boolean ifExists,
            boolean cascade,
            boolean concurrently,
            int position)
            implements Definition {}

    /// CREATE INDEX.
    ///
    /// @param name null if it is to be made up
    /// @param method what stands after USING
    /// @param include further columns to be stored
    /// @param where the condition of a partial index
    record CreateIndex(
            @Nullable Name name,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            FromItem.TableReference table,
            @Nullable Name method,
            List<IndexElement> elements,
            List<IndexElement> include,
            boolean nullsNotDistinct,
            List<Option> options,
            @Nullable Expression where,
            int position)
            implements Definition {}

    /// CREATE SEQUENCE.
    record CreateSequence(
            QualifiedName name,
            boolean ifNotExists,
            Persistence persistence,
            List<SequenceOption> options,
            int position)
            implements Definition {}

    /// ALTER SEQUENCE.
    record AlterSequence(
            QualifiedName name, boolean ifExists, List<SequenceOption> options, int position)
            implements Definition {}

    /// CREATE SCHEMA.
    ///
    /// @param name null if it is to be called as its owner
    record CreateSchema(
            @Nullable Name name, boolean ifNotExists, @Nullable Name owner, int position)
            implements Definition {}

    /// CREATE DATABASE.
    record CreateDatabase(Name name, List<Option> options, int position) implements Definition {}

    /// CREATE USER or CREATE ROLE.
    ///
    /// @param login what the word says: USER may log in
    /// @param ifNotExists our own
    record CreateRole(
            Name name, boolean login, boolean ifNotExists, List<RoleOption> options, int position)
            implements Definition {}

    /// ALTER USER or ALTER ROLE.
    record AlterRole(Name name, List<RoleOption> options, int position) implements Definition {}

    /// ALTER DATABASE … SET (…) or RESET (…): where its rows are kept; our own.
    ///
    /// @param options of RESET without values
    record AlterDatabase(Name name, List<Option> options, boolean reset, int position)
            implements Definition {}

    /// ALTER ROLE or ALTER DATABASE … SET or RESET: settings that sessions start with.
    ///
    /// @param kind ROLE or DATABASE
    /// @param name null for ALL
    /// @param setting [Setting.Assign] or [Setting.Reset]
    record AlterDefaults(ObjectKind kind, @Nullable Name name, Setting setting, int position)
            implements Definition {}

    /// An attribute of a role.
    ///
    /// @param name in lower case, without NO: `login`, `superuser`, `password`, `connection limit`,
    ///   `valid until`, `in role` …
    /// @param on false if NO stood before it
    /// @param values the password, limit, time or roles; PASSWORD NULL has none
    record RoleOption(String name, boolean on, List<String> values, int position) implements Node {}

    /// TRUNCATE.
    record Truncate(
            List<FromItem.TableReference> tables,
            boolean restartIdentity,
            boolean cascade,
            int position)
            implements Definition {}

    /// ALTER … RENAME TO.
    record Rename(ObjectKind kind, QualifiedName name, boolean ifExists, Name to, int position)
            implements Definition {}

    /// ALTER TABLE … RENAME of a column or a constraint.
    ///
    /// @param kind COLUMN or CONSTRAINT
    record RenamePart(
            ObjectKind kind,
            QualifiedName table,
            boolean ifExists,
            Name from,
            Name to,
            int position)
            implements Definition {}

    /// ALTER … OWNER TO.
    record ChangeOwner(
            ObjectKind kind, QualifiedName name, boolean ifExists, Name owner, int position)
            implements Definition {}

    /// ALTER … SET SCHEMA.
    record ChangeSchema(
            ObjectKind kind, QualifiedName name, boolean ifExists, Name schema, int position)
            implements Definition {}

    /// COMMENT ON.
    ///
    /// @param name of a column with its table's before it; of a constraint alone
    /// @param table of a constraint
    /// @param text null to remove it
    record Comment(
            ObjectKind kind,
            QualifiedName name,
            @Nullable QualifiedName table,
            @Nullable String text,
            int position)
            implements Definition {}

    /// CREATE EXTENSION.
    record CreateExtension(Name name, boolean ifNotExists, int position) implements Definition {}
}
