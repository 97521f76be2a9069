package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.table.Tables;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.Reads;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.TableRecords;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableBuilder;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
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

    private TableId nextNumber() {
        Key counter = TableNumbers.counter();
        Row found = reads.points(List.of(counter), Locks.WHOLE).get(counter);
        int number = TableNumbers.next(found, reads);
        tx.run().buffer().write(TableNumbers.given(number + 1));
        return new TableId(number);
    }
}
