package dev.isochron.sql.engine;

import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Explain;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Upkeep;
import java.util.Locale;

/// What is said of a statement when it is done, in PostgreSQL's words.
final class Tags {

    private Tags() {}

    static String tag(Statement statement, long count) {
        if (count == 1) {
            // What nearly all statements of a busy gateway come to.
            switch (statement) {
                case Query _ -> {
                    return "SELECT 1";
                }
                case Change.Update _ -> {
                    return "UPDATE 1";
                }
                case Change.Insert _ -> {
                    return "INSERT 0 1";
                }
                default -> {}
            }
        }
        return switch (statement) {
            case Change.Insert _ -> "INSERT 0 " + count;
            case Change.Update _ -> "UPDATE " + count;
            case Change.Delete _ -> "DELETE " + count;
            case Query _ -> "SELECT " + count;
            case Copy _ -> "COPY " + count;
            case Definition.CreateTableAs from when from.withRows() -> "SELECT " + count;
            default -> command(statement);
        };
    }

    /// The first words of a statement.
    static String command(Statement statement) {
        return switch (statement) {
            case Query _ -> "SELECT";
            case Change.Insert _ -> "INSERT";
            case Change.Update _ -> "UPDATE";
            case Change.Delete _ -> "DELETE";
            case Explain _ -> "EXPLAIN";
            case Inspection _ -> "SHOW";
            case Copy _ -> "COPY";
            case Definition definition -> command(definition);
            case Upkeep.Analyze _ -> "ANALYZE";
            case Upkeep.Vacuum _ -> "VACUUM";
            case Upkeep.LockTable _ -> "LOCK TABLE";
            case Upkeep.SplitAt _ -> "ALTER TABLE";
            case Upkeep.Idle(String command, _) -> command.toUpperCase(Locale.ROOT);
            default -> statement.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        };
    }

    private static String command(Definition definition) {
        return switch (definition) {
            case Definition.CreateTable _ -> "CREATE TABLE";
            case Definition.CreateTableAs _ -> "CREATE TABLE AS";
            case Definition.AlterTable _ -> "ALTER TABLE";
            case Definition.Drop drop -> "DROP " + drop.kind().words().toUpperCase(Locale.ROOT);
            case Definition.CreateIndex _ -> "CREATE INDEX";
            case Definition.CreateSequence _ -> "CREATE SEQUENCE";
            case Definition.AlterSequence _ -> "ALTER SEQUENCE";
            case Definition.CreateSchema _ -> "CREATE SCHEMA";
            case Definition.CreateDatabase _ -> "CREATE DATABASE";
            case Definition.CreateRole _ -> "CREATE ROLE";
            case Definition.AlterRole _ -> "ALTER ROLE";
            case Definition.AlterDatabase _ -> "ALTER DATABASE";
            case Definition.AlterDefaults defaults ->
                    "ALTER " + defaults.kind().words().toUpperCase(Locale.ROOT);
            case Definition.Truncate _ -> "TRUNCATE TABLE";
            case Definition.Rename rename ->
                    "ALTER " + rename.kind().words().toUpperCase(Locale.ROOT);
            case Definition.RenamePart _ -> "ALTER TABLE";
            case Definition.ChangeOwner change ->
                    "ALTER " + change.kind().words().toUpperCase(Locale.ROOT);
            case Definition.ChangeSchema change ->
                    "ALTER " + change.kind().words().toUpperCase(Locale.ROOT);
            case Definition.Comment _ -> "COMMENT";
            case Definition.CreateExtension _ -> "CREATE EXTENSION";
        };
    }
}
