package dev.isochron.sql.change;

import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What ON CONFLICT does about rows that are there already.
///
/// @param byKey whether a row with the same key is a conflict
/// @param indexes whose entries are conflicts
/// @param update what is done to the row that is there, or null: nothing
public record Conflict(boolean byKey, List<IndexAccess> indexes, @Nullable Update update) {

    public Conflict {
        indexes = List.copyOf(indexes);
    }

    /// DO UPDATE.
    ///
    /// @param places of the columns that are written
    /// @param values of these columns, over the row that is there and the one that was to be
    ///   inserted, side by side
    /// @param condition which rows are updated, or null
    public record Update(
            List<Integer> places, List<Expression> values, @Nullable Expression condition) {
        public Update {
            places = List.copyOf(places);
            values = List.copyOf(values);
        }
    }

    /// Inserts rows, or does what is to be done instead.
    ///
    /// @return the rows that were inserted or updated
    List<Value[]> insert(
            TableRules rules, List<Value[]> rows, Changes changes, Execution execution) {
        TableAccess access = rules.access();
        if (byKey) {
            // One request locks what most rows need; the reads below find it decided or quick.
            TreeSet<Key> keys = new TreeSet<>();
            rows.forEach(row -> keys.add(access.keyOf(row)));
            var _ = changes.tx().points(keys, Locks.WHOLE);
        }
        List<Value[]> done = new ArrayList<>();
        TreeSet<Key> touched = new TreeSet<>();
        for (Value[] row : rows) {
            changes.writer().check(rules, row);
            Optional<Key> there = there(rules, row, changes);
            if (there.isEmpty()) {
                changes.insert(rules, List.<Value[]>of(row));
                touched.add(access.keyOf(row));
                done.add(row);
            } else if (update != null) {
                requireUntouched(touched, there.get());
                update(update, rules, there.get(), row, changes, execution).ifPresent(done::add);
            }
        }
        return done;
    }

    private static void requireUntouched(TreeSet<Key> touched, Key key) {
        if (!touched.add(key)) {
            throw SqlError.of(
                            SqlCode.CARDINALITY_VIOLATION,
                            "ON CONFLICT DO UPDATE command cannot affect row a second time")
                    .withHint(
                            "Ensure that no rows proposed for insertion within the same command"
                                    + " have duplicate constrained values.")
                    .exception();
        }
    }

    private Optional<Key> there(TableRules rules, Value[] row, Changes changes) {
        if (byKey) {
            Key key = rules.access().keyOf(row);
            if (!changes.tx().points(List.of(key), Locks.WHOLE).isEmpty()) {
                return Optional.of(key);
            }
        }
        for (IndexAccess index : indexes) {
            Optional<Key> found = changes.writer().found(rules, index, row);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Value[]> update(
            Update update,
            TableRules rules,
            Key key,
            Value[] excluded,
            Changes changes,
            Execution execution) {
        TableAccess access = rules.access();
        Row there = changes.tx().points(List.of(key), Locks.WHOLE).get(key);
        if (there == null) {
            throw SqlError.of(SqlCode.INDEX_CORRUPTED, "an index leads to a row that is not there")
                    .exception();
        }
        Value[] before = access.decode(key, there, Wanted.all(access.width()));
        Value[] both = new Value[2 * before.length];
        System.arraycopy(before, 0, both, 0, before.length);
        System.arraycopy(excluded, 0, both, before.length, before.length);
        if (update.condition != null && !update.condition.holds(both, execution)) {
            return Optional.empty();
        }
        Value[] after = before.clone();
        BitSet written = new BitSet();
        for (int i = 0; i < update.places.size(); i++) {
            after[update.places.get(i)] = update.values.get(i).evaluate(both, execution);
            written.set(update.places.get(i));
        }
        changes.update(rules, List.of(new Changes.Update(before, after)), written);
        return Optional.of(after);
    }
}
