package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All tables there are, and what must be true between them; never changes, each change makes
/// another.
public final class Schema {

    /// No tables yet.
    public static final Schema EMPTY = new Schema(new TreeMap<>());

    private final SortedMap<TableId, Table> byId;
    private final TreeMap<TableName, Table> byName = new TreeMap<>();

    private Schema(SortedMap<TableId, Table> byId) {
        this.byId = byId;
        byId.values().forEach(table -> byName.put(table.name(), table));
    }

    /// The tables in the order of their ids.
    public Collection<Table> tables() {
        return Collections.unmodifiableCollection(byId.values());
    }

    public Optional<Table> table(TableId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The tables that are interleaved under this one directly.
    public List<Table> childrenOf(TableId id) {
        return byId.values().stream()
                .filter(table -> table.parent().equals(Optional.of(id)))
                .toList();
    }

    /// This schema with one table added, or put in the place of its earlier state.
    ///
    /// @throws InvalidDeclaration if it does not fit the others
    public Schema with(Table table) {
        Table namesake = byName.get(table.name());
        require(
                namesake == null || namesake.id().equals(table.id()),
                "there is a " + table + " already");
        requireNumbersOfItsOwn(table);
        table.parent().ifPresent(parent -> requireParent(table, parent));
        Table before = byId.get(table.id());
        if (before != null) {
            requireSameKey(before, table);
        }
        TreeMap<TableId, Table> tables = new TreeMap<>(byId);
        tables.put(table.id(), table);
        return new Schema(tables);
    }

    /// This schema without one table.
    ///
    /// @throws InvalidDeclaration if another is interleaved under it
    public Schema without(TableId id) {
        List<Table> children = childrenOf(id);
        if (!children.isEmpty()) {
            throw new InvalidDeclaration(
                    "%s cannot be dropped while %s is interleaved under it; drop that first"
                            .formatted(nameOf(id), children.getFirst()));
        }
        TreeMap<TableId, Table> tables = new TreeMap<>(byId);
        tables.remove(id);
        return new Schema(tables);
    }

    /// Keys begin with the numbers of tables and indexes alike, so they share one sequence.
    private void requireNumbersOfItsOwn(Table table) {
        for (Table other : byId.values()) {
            if (!other.id().equals(table.id())) {
                other.indexes()
                        .forEach(index -> requireNotNumbered(table, index.id().value(), other));
                requireNotNumbered(table, other.id().value(), other);
            }
        }
        requireOnce(table);
    }

    private static void requireNotNumbered(Table table, int number, Table other) {
        require(
                table.id().value() != number
                        && table.indexes().stream().noneMatch(own -> own.id().value() == number),
                "%s uses the number %d, which belongs to %s".formatted(table, number, other));
    }

    private static void requireOnce(Table table) {
        require(
                table.indexes().stream().noneMatch(own -> own.id().value() == table.id().value()),
                table + " and an index of its have the same number, " + table.id().value());
    }

    private void requireParent(Table table, TableId id) {
        Table parent = byId.get(id);
        if (parent == null) {
            throw new InvalidDeclaration(
                    table + " is interleaved under " + id + ", which is not there");
        }
        require(
                table.ancestors().equals(parent.path()),
                "%s names other tables above %s than %s does".formatted(table, parent, parent));
        for (int i = 0; i < parent.primaryKey().size(); i++) {
            KeyColumn above = parent.primaryKey().get(i);
            KeyColumn own = table.primaryKey().get(i);
            Column ownColumn = table.columnOf(own);
            require(
                    own.order() == above.order()
                            && ownColumn.type().sharesKeysWith(parent.columnOf(above).type()),
                    "%s cannot be interleaved under %s: its key column %s is %s %s, there %s %s"
                            .formatted(
                                    table,
                                    parent,
                                    ownColumn.name(),
                                    ownColumn.type(),
                                    own.order(),
                                    parent.columnOf(above).type(),
                                    above.order()));
        }
    }

    private static void requireSameKey(Table before, Table after) {
        require(
                before.primaryKey().equals(after.primaryKey())
                        && before.ancestors().equals(after.ancestors()),
                "the key of " + before + " cannot change while it holds rows; make a new table");
        for (KeyColumn key : before.primaryKey()) {
            require(
                    before.columnOf(key).type().sharesKeysWith(after.columnOf(key).type()),
                    "the type of %s in the key of %s cannot change to %s"
                            .formatted(
                                    before.columnOf(key).name(),
                                    before,
                                    after.columnOf(key).type()));
        }
    }

    private String nameOf(TableId id) {
        Table table = byId.get(id);
        return table == null ? id.toString() : table.toString();
    }
}
