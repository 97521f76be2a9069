package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.client.Reader;
import dev.isochron.client.Scan;
import dev.isochron.client.table.Row;
import java.util.List;

/// Finds customers by their last names.
final class NativeCustomers {

    private NativeCustomers() {}

    /// The number of the customer that is meant: of those with one last name the middle one,
    /// rounded up, in the order of their first names (clause 2.5.2.2).
    static int number(Reader reader, int warehouse, int district, Input.Who who) {
        return switch (who) {
            case Input.Who.Numbered(int customer) -> customer;
            case Input.Who.LastName(String name) -> {
                Scan scan = Scan.of(NativeTables.CUSTOMER_NAME).prefix(warehouse, district, name);
                List<Row> namesakes = reader.scan(scan).toList();
                yield (int) namesakes.get((namesakes.size() - 1) / 2).number("c_id");
            }
        };
    }
}
