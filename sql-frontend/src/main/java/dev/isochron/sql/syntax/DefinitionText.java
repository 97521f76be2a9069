package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.QualifiedName;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Definitions other than those of tables as text.
final class DefinitionText {

    private final SqlText text;
    private final QueryText queries;
    private final TableText tables;
    private final Consumer<dev.isochron.sql.tree.Setting> settings;

    DefinitionText(
            SqlText text, QueryText queries, Consumer<dev.isochron.sql.tree.Setting> settings) {
        this.text = text;
        this.queries = queries;
        this.settings = settings;
        this.tables = new TableText(text, queries.expressions());
    }

    /// A definition.
    void definition(Definition definition) {
        switch (definition) {
            case Definition.CreateTable table -> tables.create(table);
            case Definition.CreateTableAs table -> createTableAs(table);
            case Definition.AlterTable table -> tables.alter(table);
            case Definition.Drop drop -> drop(drop);
            case Definition.CreateIndex index -> createIndex(index);
            case Definition.CreateSequence sequence -> {
                text.add("CREATE ").add(TableText.persistence(sequence.persistence()));
                text.add("SEQUENCE ").addIf(sequence.ifNotExists(), "IF NOT EXISTS ");
                text.name(sequence.name());
                tables.sequenceOptions(sequence.options());
            }
            case Definition.AlterSequence(var name, boolean ifExists, var options, _) -> {
                alter(ObjectKind.SEQUENCE, name, ifExists);
                tables.sequenceOptions(options);
            }
            case Definition.CreateSchema schema -> createSchema(schema);
            case Definition.CreateDatabase(var name, var options, _) -> {
                text.add("CREATE DATABASE ").name(name);
                options.forEach(this::databaseOption);
            }
            case Definition.CreateRole role -> {
                text.add(role.login() ? "CREATE USER " : "CREATE ROLE ");
                text.addIf(role.ifNotExists(), "IF NOT EXISTS ");
                role(role.name(), role.options());
            }
            case Definition.AlterRole(var name, var options, _) -> {
                text.add("ALTER ROLE ");
                role(name, options);
            }
            case Definition.AlterDefaults defaults -> defaults(defaults);
            case Definition.AlterDatabase database -> database(database);
            case Definition.Truncate truncate -> truncate(truncate);
            case Definition.Rename(var kind, var name, boolean ifExists, var to, _) -> {
                alter(kind, name, ifExists);
                text.add(" RENAME TO ").name(to);
            }
            case Definition.RenamePart part -> {
                alter(ObjectKind.TABLE, part.table(), part.ifExists());
                text.add(" RENAME " + part.kind().words() + " ");
                text.name(part.from()).add(" TO ").name(part.to());
            }
            case Definition.ChangeOwner(var kind, var name, boolean ifExists, var owner, _) -> {
                alter(kind, name, ifExists);
                text.add(" OWNER TO ").name(owner);
            }
            case Definition.ChangeSchema(var kind, var name, boolean ifExists, var schema, _) -> {
                alter(kind, name, ifExists);
                text.add(" SET SCHEMA ").name(schema);
            }
            case Definition.Comment comment -> comment(comment);
            case Definition.CreateExtension(var name, boolean ifNotExists, _) -> {
                text.add("CREATE EXTENSION ").addIf(ifNotExists, "IF NOT EXISTS ");
                text.name(name);
            }
        }
    }

    private void truncate(Definition.Truncate truncate) {
        text.add("TRUNCATE ");
        tables(truncate.tables());
        text.addIf(truncate.restartIdentity(), " RESTART IDENTITY");
        text.addIf(truncate.cascade(), " CASCADE");
    }

    private void alter(ObjectKind kind, QualifiedName name, boolean ifExists) {
        text.add("ALTER " + kind.words() + " ").addIf(ifExists, "IF EXISTS ").name(name);
    }

    private void createTableAs(Definition.CreateTableAs table) {
        text.add("CREATE ").add(TableText.persistence(table.persistence())).add("TABLE ");
        text.addIf(table.ifNotExists(), "IF NOT EXISTS ").name(table.name());
        text.columns(table.columns()).add(" AS ");
        queries.query(table.query());
        text.addIf(!table.withRows(), " WITH NO DATA");
    }

    private void drop(Definition.Drop drop) {
        text.add("DROP " + drop.kind().words() + " ");
        text.addIf(drop.concurrently(), "CONCURRENTLY ").addIf(drop.ifExists(), "IF EXISTS ");
        text.join(drop.names(), ", ", text::name).addIf(drop.cascade(), " CASCADE");
    }

    private void createIndex(Definition.CreateIndex index) {
        text.add("CREATE ").addIf(index.unique(), "UNIQUE ").add("INDEX ");
        text.addIf(index.concurrently(), "CONCURRENTLY ");
        text.addIf(index.ifNotExists(), "IF NOT EXISTS ");
        if (index.name() != null) {
            text.name(index.name()).add(" ");
        }
        text.add("ON ");
        queries.item(index.table());
        if (index.method() != null) {
            text.add(" USING ").name(index.method());
        }
        text.add(" (").join(index.elements(), ", ", queries.changes()::indexElement).add(")");
        if (!index.include().isEmpty()) {
            text.add(" INCLUDE (");
            text.join(index.include(), ", ", queries.changes()::indexElement).add(")");
        }
        text.addIf(index.nullsNotDistinct(), " NULLS NOT DISTINCT");
        if (!index.options().isEmpty()) {
            text.add(" WITH ").definitions(index.options());
        }
        queries.where(index.where());
    }

    private void createSchema(Definition.CreateSchema schema) {
        text.add("CREATE SCHEMA").addIf(schema.ifNotExists(), " IF NOT EXISTS");
        if (schema.name() != null) {
            text.add(" ").name(schema.name());
        }
        if (schema.owner() != null) {
            text.add(" AUTHORIZATION ").name(schema.owner());
        }
    }

    private void databaseOption(Option option) {
        text.add(" ").add(option.name().text()).add(" = ").string(option.values().getFirst());
    }

    private void role(Name name, List<Definition.RoleOption> options) {
        text.name(name);
        options.forEach(this::roleOption);
    }

    private void roleOption(Definition.RoleOption option) {
        text.add(option.on() ? " " : " no").add(option.name());
        switch (option.name()) {
            case "password" -> {
                text.add(" ");
                if (option.values().isEmpty()) {
                    text.add("NULL");
                } else {
                    text.string(option.values().getFirst());
                }
            }
            case "valid until" -> text.add(" ").string(option.values().getFirst());
            case "connection limit", "sysid" -> text.add(" ").add(option.values().getFirst());
            case "in role", "role", "user", "admin" ->
                    text.add(" ").join(option.values(), ", ", text::name);
            default -> {}
        }
    }

    private void database(Definition.AlterDatabase database) {
        text.add("ALTER DATABASE ").name(database.name());
        text.add(database.reset() ? " RESET " : " SET ").definitions(database.options());
    }

    private void defaults(Definition.AlterDefaults defaults) {
        text.add("ALTER " + defaults.kind().words() + " ");
        if (defaults.name() == null) {
            text.add("ALL");
        } else {
            text.name(defaults.name());
        }
        text.add(" ");
        settings.accept(defaults.setting());
    }

    private void comment(Definition.Comment comment) {
        text.add("COMMENT ON " + comment.kind().words() + " ").name(comment.name());
        @Nullable QualifiedName table = comment.table();
        if (table != null) {
            text.add(" ON ").name(table);
        }
        text.add(" IS ");
        if (comment.text() == null) {
            text.add("NULL");
        } else {
            text.string(comment.text());
        }
    }

    /// Tables between commas.
    void tables(List<FromItem.TableReference> all) {
        text.join(all, ", ", queries::item);
    }
}
