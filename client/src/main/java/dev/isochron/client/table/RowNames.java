package dev.isochron.client.table;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.layout.KeyText;
import dev.isochron.protocol.schema.Schema;

/// Failures that name rows as people know them: a shard knows keys, not tables.
public final class RowNames {

    private RowNames() {}

    /// The same failure; a row that the schema knows is called as it says.
    public static Failure in(Failure failure, Schema schema) {
        return switch (failure) {
            case Aborted.Wounded(var row, var mode, var other, var rule) ->
                    new Aborted.Wounded(named(row, schema), mode, other, rule);
            case Aborted.LockUnavailable(var row, var mode, var holder, var waited) ->
                    new Aborted.LockUnavailable(named(row, schema), mode, holder, waited);
            case Aborted.ReadChanged(var row, var readAt, var changedAt) ->
                    new Aborted.ReadChanged(named(row, schema), readAt, changedAt);
            case BadInput.DuplicateRow(var row, var constraint) ->
                    new BadInput.DuplicateRow(named(row, schema), constraint);
            case Unavailable.RowQueueFull(var row, var waiting) ->
                    new Unavailable.RowQueueFull(named(row, schema), waiting);
            case Unavailable.DamagedRow(var node, var row) ->
                    new Unavailable.DamagedRow(node, named(row, schema));
            default -> failure;
        };
    }

    private static RowName named(RowName row, Schema schema) {
        String text = KeyText.of(row.key(), schema);
        return text.startsWith("key ") ? row : new RowName(row.key(), text);
    }
}
