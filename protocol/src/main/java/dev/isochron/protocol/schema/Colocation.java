package dev.isochron.protocol.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What belongs together, read off the foreign keys, so that nobody has to say it.
///
/// A table whose key begins with a foreign key to another's whole key is interleaved under it. A
/// foreign key reaches further than the table it names: the key that it refers to begins with the
/// keys of the tables above, so its first columns refer to those. In TPC-C:
///
/// ```
/// warehouse (w)                     root
/// ├── district (w, d)               → warehouse
/// │   ├── customer (w, d, c)        → district
/// │   │   └── history (no key)      → district and customer, of which customer is the deeper
/// │   └── orders (w, d, o)          → customer (w, d, c), not in the key, so district (w, d)
/// │       ├── new_order (w, d, o)   → orders
/// │       └── order_line (w, d, o, n) → orders
/// └── stock (w, i)                  → warehouse; item, too, but the key does not begin with i
/// item (i)                          root
/// ```
///
/// A table whose key is the whole key of another, as of `new_order`, stands beside that and not
/// under it: it stays in the directory, and its rows follow each other, so that the first of them
/// is found without a walk over all that is interleaved with the other's. Only if the other is a
/// root it goes under it, since beside a root is another directory.
///
/// Pure functions of declarations: the same everywhere, for ever. What they say once is written
/// into the table's declaration.
public final class Colocation {

    private Colocation() {}

    /// Where a table without a key goes.
    ///
    /// @param parent the table it is interleaved under
    /// @param leading its columns that refer to the parent's key, in that order; its key is these
    ///   and a row number
    public record Home(Table parent, List<ColumnId> leading) {
        public Home {
            leading = List.copyOf(leading);
        }
    }

    /// The table to interleave under: of all whose whole key `primaryKey` begins with by a foreign
    /// key, the deepest; among equals, that of the foreign key named first. Where its key is all of
    /// `primaryKey`, the table above it, if there is one.
    ///
    /// @param columns of the table that is being declared
    public static Optional<Table> parentOf(
            List<Column> columns,
            List<KeyColumn> primaryKey,
            List<ForeignKey> foreignKeys,
            Schema schema) {
        Optional<Home> deepest =
                deepest(
                        homes(foreignKeys, schema).stream()
                                .filter(home -> beginsWith(primaryKey, columns, home))
                                .toList());
        return deepest.map(home ->
                home.leading().size() == primaryKey.size()
                        ? home.parent().parent().flatMap(schema::table).orElse(home.parent())
                        : home.parent());
    }

    /// The table to interleave a table without a key under: of all that its foreign keys reach, the
    /// deepest; among equals, that of the foreign key named first.
    public static Optional<Home> homeOf(
            List<Column> columns, List<ForeignKey> foreignKeys, Schema schema) {
        return deepest(
                homes(foreignKeys, schema).stream()
                        .filter(home -> beginsWith(asKeyOf(home), columns, home))
                        .toList());
    }

    /// How many of the tables on the path to `table`, itself included, an index on these columns is
    /// interleaved under: as many as have their whole key at the beginning of the index.
    public static int levelOf(List<KeyColumn> indexed, Table table) {
        int level = 0;
        for (Ancestor step : table.path()) {
            int depth = step.keyColumns();
            if (indexed.size() < depth
                    || !indexed.subList(0, depth).equals(table.primaryKey().subList(0, depth))) {
                return level;
            }
            level++;
        }
        return level;
    }

    /// Every table that a foreign key to a whole key reaches, and by which columns.
    private static List<Home> homes(List<ForeignKey> foreignKeys, Schema schema) {
        List<Home> homes = new ArrayList<>();
        for (ForeignKey foreignKey : foreignKeys) {
            Optional<Table> named = schema.table(foreignKey.table());
            if (named.isPresent()) {
                List<ColumnId> own = columnsForKey(foreignKey, named.get());
                if (!own.isEmpty()) {
                    addPath(named.get(), own, schema, homes);
                }
            }
        }
        return homes;
    }

    private static void addPath(Table named, List<ColumnId> own, Schema schema, List<Home> homes) {
        for (Ancestor step : named.path()) {
            schema.table(step.table())
                    .ifPresent(
                            above -> homes.add(new Home(above, own.subList(0, step.keyColumns()))));
        }
    }

    /// The referring columns in the order of the other's key; empty unless they refer to all of it
    /// and to nothing else.
    private static List<ColumnId> columnsForKey(ForeignKey foreignKey, Table named) {
        List<ColumnId> own =
                named.primaryKey().stream()
                        .flatMap(key -> foreignKey.columnFor(key.column()).stream())
                        .toList();
        boolean whole =
                own.size() == named.primaryKey().size()
                        && own.size() == foreignKey.columns().size();
        return whole ? own : List.of();
    }

    private static List<KeyColumn> asKeyOf(Home home) {
        List<KeyColumn> key = new ArrayList<>();
        for (int i = 0; i < home.leading().size(); i++) {
            SortOrder order = home.parent().primaryKey().get(i).order();
            key.add(new KeyColumn(home.leading().get(i), order));
        }
        return key;
    }

    private static boolean beginsWith(List<KeyColumn> key, List<Column> columns, Home home) {
        List<KeyColumn> wanted = asKeyOf(home);
        if (key.size() < wanted.size() || !key.subList(0, wanted.size()).equals(wanted)) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            ColumnType above = home.parent().columnOf(home.parent().primaryKey().get(i)).type();
            ColumnId own = wanted.get(i).column();
            boolean shared =
                    columns.stream()
                            .filter(column -> column.id().equals(own))
                            .anyMatch(column -> column.type().sharesKeysWith(above));
            if (!shared) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Home> deepest(List<Home> homes) {
        Optional<Home> best = Optional.empty();
        for (Home home : homes) {
            if (best.isEmpty()
                    || home.parent().ancestors().size() > best.get().parent().ancestors().size()) {
                best = Optional.of(home);
            }
        }
        return best;
    }
}
