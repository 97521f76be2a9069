package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.table.Tables;
import dev.isochron.client.txn.Reads;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRecords;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableBuilder;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/// The declaration of a new table, in a transaction: its rows, and the entry that finds it.
final class Declaring {

    private final Reads reads;
    private final Transaction tx;

    Declaring(Transaction tx) {
        this.tx = tx;
        this.reads = new Reads(tx.run());
    }

    /// Declares a table under the next free number.
    ///
    /// @throws BadInputException if there is one of that name
    Table declare(String name, UnaryOperator<TableBuilder> declaration) {
        TableName named = Tables.name(name);
        List<Reply.Pair> namesakes = reads.stored(TableRecords.spanOf(named));
        if (!namesakes.isEmpty()) {
            Key entry = namesakes.getFirst().key();
            throw new BadInputException(
                    new BadInput.DuplicateRow(
                            new RowName(entry, "table " + named), "the names of tables"));
        }
        Table table = declaration.apply(Table.declare(nextNumber(), named)).build();
        if (!table.indexes().isEmpty()) {
            throw new BadInputException(new BadInput.IndexedTable(table.name().toString()));
        }
        for (Stored record : TableRecords.write(table)) {
            tx.run().buffer().put(record, Expectation.ABSENT);
        }
        tx.run().buffer().put(TableRecords.nameEntry(table), Expectation.ABSENT);
        return table;
    }

    /// Above those of all tables and indexes, which share one sequence. Reading them all locks
    /// them, so no two tables get one number.
    private TableId nextNumber() {
        RowKeys tables = new RowKeys(SystemTables.TABLES);
        RowKeys indexes = new RowKeys(SystemTables.INDEXES);
        int highest = TableId.FIRST_OF_USERS - 1;
        for (Reply.Pair pair : reads.stored(tables.all())) {
            if (tables.owns(pair.key())) {
                highest = Math.max(highest, number(tables.values(pair.key()).getFirst()));
            } else if (indexes.owns(pair.key())) {
                highest = Math.max(highest, number(indexes.values(pair.key()).getLast()));
            }
        }
        return new TableId(highest + 1);
    }

    private static int number(Value value) {
        return value instanceof Value.Int(long number) ? Math.toIntExact(number) : 0;
    }
}
