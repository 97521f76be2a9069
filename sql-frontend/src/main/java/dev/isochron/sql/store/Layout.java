package dev.isochron.sql.store;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.value.Value;
import java.util.List;
import java.util.Optional;

/// A sorted way to the rows of a table: the table itself by its key, or an index.
public sealed interface Layout permits TableAccess, IndexAccess {

    /// What it is called.
    String name();

    /// What it is sorted by, in order.
    List<KeyColumn> keyColumns();

    /// The declarations of [#keyColumns].
    List<Column> keyDeclarations();

    /// Where the columns of [#keyColumns] are in a row of the table.
    List<Integer> keyPlaces();

    /// The keys that begin with these values.
    Span withPrefix(List<Value> first);

    /// Whether this is a key of the layout and not of one that lies in between.
    boolean owns(Key key);

    /// Whether all that is wanted of a row can be told from here.
    boolean holds(Wanted wanted);

    /// The row of the table, as far as it is wanted and held here.
    Value[] decode(Key key, Row stored, Wanted wanted);

    /// The key of the table's row.
    Key rowKey(Key key);

    /// How its keys are made.
    KeyShape shape();

    /// A column of the table as a program at the shard reads it here; nothing if it is not here.
    Optional<Input> input(int place);
}
