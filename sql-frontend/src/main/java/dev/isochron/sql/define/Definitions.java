package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SequenceOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Carries out statements that change the catalog of a database.
public final class Definitions {

    private final Work work;

    private Definitions(Work work) {
        this.work = work;
    }

    /// Carries one out, in the transaction of its work.
    ///
    /// @throws SqlException if it cannot be; the transaction cannot go on then
    public static void execute(Definition definition, Work work) {
        new Definitions(work).execute(definition);
    }

    private void execute(Definition definition) {
        switch (definition) {
            case Definition.CreateTable create -> new TableMaker(work).make(create);
            case Definition.AlterTable alter -> new Alterations(work).alter(alter);
            case Definition.CreateIndex create -> new IndexMaker(work).make(create);
            case Definition.Drop drop -> new Drops(work).drop(drop);
            case Definition.Truncate truncate -> truncate(truncate);
            case Definition.CreateSchema create -> createSchema(create);
            case Definition.CreateSequence create -> createSequence(create);
            case Definition.AlterSequence alter -> alterSequence(alter);
            case Definition.Comment comment -> new Comments(work).comment(comment);
            case Definition.Rename rename -> new Renames(work).rename(rename);
            case Definition.RenamePart rename -> new Renames(work).rename(rename);
            case Definition.ChangeOwner _ -> {}
            case Definition.CreateExtension create ->
                    throw SqlException.unsupported(create.position(), "extensions are");
            case Definition.ChangeSchema change -> new SchemaChange(work).change(change);
            case Definition.CreateTableAs create ->
                    throw SqlException.unsupported(create.position(), "CREATE TABLE AS is");
            case Definition.AlterDatabase alter -> new Placing(work).alter(alter);
            case Definition.AlterDefaults alter ->
                    throw SqlException.unsupported(alter.position(), "ALTER … SET is");
            case Definition.CreateDatabase _, Definition.CreateRole _, Definition.AlterRole _ ->
                    throw new IllegalArgumentException("it is not about one database");
        }
    }

    private void truncate(Definition.Truncate from) {
        List<CatalogTable> tables = new ArrayList<>();
        TreeSet<Integer> known = new TreeSet<>();
        for (FromItem.TableReference each : from.tables()) {
            CatalogTable table = Names.table(each.name(), work);
            if (known.add(table.oid())) {
                tables.add(table);
            }
        }
        for (int i = 0; i < tables.size(); i++) {
            CatalogTable table = tables.get(i);
            for (CatalogImage.Referring referring : work.image().referringTo(table.oid())) {
                CatalogTable other = referring.table();
                if (known.contains(other.oid())) {
                    continue;
                }
                if (!from.cascade()) {
                    throw SqlError.of(
                                    SqlCode.FEATURE_NOT_SUPPORTED,
                                    ("cannot truncate a table referenced in a foreign key"
                                            + " constraint"))
                            .withDetail(
                                    "Table \"%s\" references \"%s\"."
                                            .formatted(other.name(), table.name()))
                            .withHint(
                                    ("Truncate table \"%s\" at the same time, or use TRUNCATE ..."
                                                    + " CASCADE.")
                                            .formatted(other.name()))
                            .exception();
                }
                work.notice(
                        SqlError.of(
                                SqlCode.SUCCESSFUL_COMPLETION,
                                "truncate cascades to table \"" + other.name() + "\""));
                known.add(other.oid());
                tables.add(other);
            }
        }
        new Rekeying(work).truncate(tables);
        if (from.restartIdentity()) {
            for (CatalogObject object : work.image().objects()) {
                if (object instanceof CatalogSequence sequence
                        && sequence.owner() != null
                        && known.contains(sequence.owner().table())) {
                    work.restart(sequence, sequence.range().start());
                }
            }
        }
    }

    private void createSchema(Definition.CreateSchema from) {
        // It is called as its owner if nothing else is said.
        Name name = from.name() == null ? from.owner() : from.name();
        if (name == null) {
            throw new IllegalArgumentException("a schema has a name or an owner");
        }
        Names.requireFree(name);
        if (work.image().schema(name.text()).isPresent()) {
            String message = "schema \"" + name.text() + "\" already exists";
            if (!from.ifNotExists()) {
                throw SqlException.of(SqlCode.DUPLICATE_SCHEMA, message);
            }
            work.notice(SqlError.of(SqlCode.DUPLICATE_SCHEMA, message + ", skipping"));
            return;
        }
        work.changes().put(new CatalogSchema(work.changes().nextOid(), name.text()));
    }

    private void createSequence(Definition.CreateSequence from) {
        String schema = Names.schema(from.name(), work);
        String name = from.name().text();
        if (work.image().relation(schema, name).isPresent()) {
            if (from.ifNotExists()) {
                Names.there(name, work);
                return;
            }
            throw Names.taken(name);
        }
        CatalogSequence sequence =
                new CatalogSequence(
                        work.changes().nextOid(),
                        schema,
                        name,
                        Sequences.made(from.options(), dev.isochron.sql.type.SqlType.INT8),
                        null);
        work.changes().put(owned(sequence, from.options()));
    }

    private CatalogSequence owned(CatalogSequence sequence, List<SequenceOption> options) {
        CatalogSequence owned = sequence;
        for (SequenceOption option : options) {
            if (option instanceof SequenceOption.OwnedBy(QualifiedName column, _)) {
                if (column == null) {
                    owned = owned.withOwner(null);
                } else {
                    QualifiedName table =
                            new QualifiedName(column.parts().subList(0, column.parts().size() - 1));
                    CatalogTable found = Names.table(table, work);
                    CatalogColumn own =
                            found.column(column.text())
                                    .orElseThrow(() ->
                                            SqlException.of(
                                                    SqlCode.UNDEFINED_COLUMN,
                                                    ("column \"%s\" of relation \"%s\" does not"
                                                                    + " exist")
                                                            .formatted(
                                                                    column.text(), found.name())));
                    owned = owned.withOwner(new CatalogSequence.Owner(found.oid(), own.id()));
                }
            }
        }
        return owned;
    }

    private void alterSequence(Definition.AlterSequence from) {
        if (!(Names.relation(from.name(), work).orElse(null)
                instanceof CatalogImage.Relation.OfSequence(CatalogSequence sequence))) {
            if (from.ifExists()) {
                work.notice(Names.skipped("relation \"" + from.name() + "\" does not exist"));
                return;
            }
            throw Names.missing(from.name());
        }
        CatalogSequence changed =
                owned(
                        sequence.withRange(Sequences.range(from.options(), sequence.range())),
                        from.options());
        work.changes().put(changed);
        for (SequenceOption option : from.options()) {
            if (option instanceof SequenceOption.Restart(Long value, _)) {
                work.restart(changed, value == null ? changed.range().start() : value);
            }
        }
    }
}
