package dev.isochron.sql.define;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Goes through the rows of a table that is being altered, for what is new about it.
///
/// What it writes nobody else knows of until the statement's transaction tells of it, so it is
/// written beside that transaction, and may be more than fits one.
final class Backfill {

    private static final int PAGE = 1024;

    private final Work work;
    private final Env env;

    Backfill(Work work) {
        this.work = work;
        this.env = work.env();
    }

    /// Shows every row.
    void forEach(TableAccess access, Consumer<Value[]> to) {
        Wanted all = Wanted.all(access.width());
        StoredReader source = work.source();
        Optional<Span> rest = Optional.of(access.withPrefix(List.of()));
        while (rest.isPresent()) {
            env.checkCancelled();
            StoredPage page = source.page(rest.get(), Direction.FORWARD, PAGE, Locks.SHARED);
            for (Stored stored : page.rows()) {
                if (access.owns(stored.key())) {
                    to.accept(access.decode(stored.key(), stored.row(), all));
                }
            }
            rest = page.rest();
        }
    }

    /// How many rows there are.
    int count(TableAccess access) {
        int[] rows = new int[1];
        forEach(access, _ -> rows[0]++);
        return rows[0];
    }

    /// Whether there is no row.
    boolean isEmpty(TableAccess access) {
        boolean[] found = new boolean[1];
        StoredReader source = work.source();
        Optional<Span> rest = Optional.of(access.withPrefix(List.of()));
        while (rest.isPresent() && !found[0]) {
            StoredPage page = source.page(rest.get(), Direction.FORWARD, PAGE, Locks.SHARED);
            found[0] = page.rows().stream().anyMatch(stored -> access.owns(stored.key()));
            rest = page.rest();
        }
        return !found[0];
    }

    /// Whether there are more rows than this, as far as one request shows.
    boolean isLonger(TableAccess access, int rows) {
        return work.source()
                .page(access.withPrefix(List.of()), Direction.FORWARD, rows, Locks.SHARED)
                .rest()
                .isPresent();
    }

    /// Writes the entries of an index that is new.
    ///
    /// @param access of the table with the index
    void fill(TableAccess access, IndexAccess index) {
        work.undo(index);
        forEach(access, row -> put(index.encode(row)));
        work.bulk().flush();
        if (index.isUnique()) {
            requireUnique(access.table(), index);
        }
    }

    private void requireUnique(CatalogTable table, IndexAccess index) {
        Value[] before = null;
        StoredReader source = work.source();
        Optional<Span> rest = Optional.of(index.withPrefix(List.of()));
        Wanted wanted = Wanted.all(table.columns().size());
        while (rest.isPresent()) {
            StoredPage page = source.page(rest.get(), Direction.FORWARD, PAGE, Locks.SHARED);
            for (Stored stored : page.rows()) {
                if (index.owns(stored.key())) {
                    Value[] row = index.decode(stored.key(), stored.row(), wanted);
                    if (before != null && agree(before, row, index.declaredPlaces())) {
                        throw notUnique(table, index, row, env.format());
                    }
                    before = row;
                }
            }
            rest = page.rest();
        }
    }

    private static boolean agree(Value[] a, Value[] b, List<Integer> places) {
        return places.stream().noneMatch(place -> a[place].isNull() || !a[place].equals(b[place]));
    }

    static SqlException notUnique(
            CatalogTable table, IndexAccess index, Value[] row, FormatSettings format) {
        String names =
                index.declaredPlaces().stream()
                        .map(place -> table.columns().get(place).name())
                        .collect(Collectors.joining(", "));
        String values =
                index.declaredPlaces().stream()
                        .map(place ->
                                TextFormat.write(
                                        row[place], table.columns().get(place).type(), format))
                        .collect(Collectors.joining(", "));
        return SqlError.of(
                        SqlCode.UNIQUE_VIOLATION,
                        "could not create unique index \"" + index.name() + "\"")
                .withDetail("Key (" + names + ")=(" + values + ") is duplicated.")
                .exception();
    }

    /// Writes something that nobody else knows of.
    void put(Stored stored) {
        Bytes bytes = Bytes.takeOver(stored.row().toBytes());
        work.write(new Write.Put(stored.key(), bytes, Expectation.ANYTHING));
    }
}
