package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.Table;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.Notation.Group;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The definitions of tables and sequences as texts, and back.
final class Definitions {

    private Definitions() {}

    static Group write(CatalogTable table) {
        List<Object> items = new ArrayList<>();
        items.add(table.stored().id().value());
        for (CatalogColumn column : table.columns()) {
            items.add(write(column));
        }
        table.constraints().forEach(constraint -> items.add(write(constraint)));
        for (CatalogIndex index : table.indexes()) {
            List<Object> parts = new ArrayList<>();
            parts.add(index.oid());
            parts.add(index.id().value());
            parts.add(index.state().name());
            comment(index.comment(), parts);
            items.add(new Group("index", parts));
        }
        items.add(Group.of("last", table.lastColumn()));
        comment(table.comment(), items);
        return new Group("table", items);
    }

    private static void comment(@Nullable String comment, List<Object> to) {
        if (comment != null) {
            to.add(Group.of("comment", comment));
        }
    }

    private static @Nullable String comment(Group from) {
        return from.group("comment").map(group -> group.text(0)).orElse(null);
    }

    private static Group write(CatalogColumn column) {
        List<Object> items = new ArrayList<>();
        items.add(column.id().value());
        items.add(column.name());
        items.add(write(column.type()));
        items.add(Group.of("flags", column.notNull(), column.hidden()));
        switch (column.initial()) {
            case Initial.Nothing _ -> {}
            case Initial.Text(String text) -> items.add(Group.of("default", text));
            case Initial.Next(int sequence, Identity identity) ->
                    items.add(Group.of("next", sequence, identity.name()));
        }
        comment(column.comment(), items);
        return new Group("column", items);
    }

    private static Group write(SqlType type) {
        return Group.of("type", type.oid(), type.modifier());
    }

    private static Group columns(String word, List<ColumnId> columns) {
        return new Group(word, List.copyOf(columns.stream().map(ColumnId::value).toList()));
    }

    private static Group write(Constraint constraint) {
        int oid = constraint.oid();
        String name = constraint.name();
        Group columns = columns("columns", constraint.columns());
        return switch (constraint) {
            case Constraint.Primary primary ->
                    Group.of("primary", oid, name, primary.index(), columns);
            case Constraint.Unique unique ->
                    Group.of("unique", oid, name, unique.index().value(), columns);
            case Constraint.Check check -> Group.of("check", oid, name, check.text(), columns);
            case Constraint.Reference reference ->
                    Group.of(
                            "reference",
                            oid,
                            name,
                            reference.table(),
                            columns,
                            columns("referenced", reference.referenced()),
                            Group.of(
                                    "actions",
                                    reference.onDelete().name(),
                                    reference.onUpdate().name()),
                            Group.of("full", reference.full()));
        };
    }

    /// The number of the stored table.
    static int storedId(Group definition) {
        return definition.number(0);
    }

    static CatalogTable readTable(int oid, String schema, String name, Table stored, Group from) {
        List<CatalogColumn> columns =
                from.groups("column").stream().map(Definitions::readColumn).toList();
        List<Constraint> constraints = new ArrayList<>();
        for (Object item : from.items()) {
            if (item instanceof Group group) {
                readConstraint(group, constraints);
            }
        }
        List<CatalogIndex> indexes =
                from.groups("index").stream().map(Definitions::readIndex).toList();
        int last = from.group("last").map(group -> group.number(0)).orElse(columns.size());
        return new CatalogTable(
                oid, schema, name, stored, columns, constraints, indexes, last, comment(from));
    }

    private static CatalogIndex readIndex(Group from) {
        return new CatalogIndex(
                from.number(0),
                new IndexId(from.number(1)),
                CatalogIndex.State.valueOf(from.text(2)),
                comment(from));
    }

    private static CatalogColumn readColumn(Group from) {
        Group flags = from.group("flags").orElseThrow();
        Initial text =
                from.group("default")
                        .<Initial>map(group -> new Initial.Text(group.text(0)))
                        .orElse(new Initial.Nothing());
        Initial initial =
                from.group("next")
                        .<Initial>map(group ->
                                new Initial.Next(group.number(0), Identity.valueOf(group.text(1))))
                        .orElse(text);
        return new CatalogColumn(
                new ColumnId(from.number(0)),
                from.text(1),
                readType(from),
                flags.flag(0),
                flags.flag(1),
                initial,
                comment(from));
    }

    private static SqlType readType(Group from) {
        Group type = from.group("type").orElseThrow();
        return TypeNames.find(type.number(0)).orElseThrow().withModifier(type.number(1));
    }

    private static List<ColumnId> columns(Group from, String word) {
        return from.group(word).orElseThrow().numbers(0).stream().map(ColumnId::new).toList();
    }

    private static void readConstraint(Group from, List<Constraint> to) {
        switch (from.word()) {
            case "primary" ->
                    to.add(
                            new Constraint.Primary(
                                    from.number(0),
                                    from.text(1),
                                    from.number(2),
                                    columns(from, "columns")));
            case "unique" ->
                    to.add(
                            new Constraint.Unique(
                                    from.number(0),
                                    from.text(1),
                                    new IndexId(from.number(2)),
                                    columns(from, "columns")));
            case "check" ->
                    to.add(
                            new Constraint.Check(
                                    from.number(0),
                                    from.text(1),
                                    from.text(2),
                                    columns(from, "columns")));
            case "reference" -> to.add(readReference(from));
            default -> {}
        }
    }

    private static Constraint readReference(Group from) {
        Group actions = from.group("actions").orElseThrow();
        return new Constraint.Reference(
                from.number(0),
                from.text(1),
                columns(from, "columns"),
                from.number(2),
                columns(from, "referenced"),
                from.group("full").map(full -> full.flag(0)).orElse(false),
                Constraint.Action.valueOf(actions.text(0)),
                Constraint.Action.valueOf(actions.text(1)));
    }

    static Group write(CatalogSequence sequence) {
        CatalogSequence.Range range = sequence.range();
        List<Object> items = new ArrayList<>();
        items.add(write(range.type()));
        items.add(Group.of("start", range.start()));
        items.add(Group.of("increment", range.increment()));
        items.add(Group.of("min", range.min()));
        items.add(Group.of("max", range.max()));
        items.add(Group.of("cache", range.cache()));
        items.add(Group.of("cycle", range.cycle()));
        CatalogSequence.Owner owner = sequence.owner();
        if (owner != null) {
            items.add(Group.of("owner", owner.table(), owner.column().value()));
        }
        return new Group("sequence", items);
    }

    static CatalogSequence readSequence(int oid, String schema, String name, Group from) {
        CatalogSequence.Range range =
                new CatalogSequence.Range(
                        readType(from),
                        number(from, "start"),
                        number(from, "increment"),
                        number(from, "min"),
                        number(from, "max"),
                        number(from, "cache"),
                        from.group("cycle").orElseThrow().flag(0));
        CatalogSequence.Owner owner =
                from.group("owner")
                        .map(group ->
                                new CatalogSequence.Owner(
                                        group.number(0), new ColumnId(group.number(1))))
                        .orElse(null);
        return new CatalogSequence(oid, schema, name, range, owner);
    }

    private static long number(Group from, String word) {
        return from.group(word).orElseThrow().longNumber(0);
    }
}
