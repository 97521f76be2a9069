package dev.isochron.bench.tpcc.ignite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class IgniteStoreTest {

    private final List<String> ddl = IgniteStore.ddl();

    private String table(String name) {
        return ddl.stream()
                .filter(one -> one.startsWith("CREATE TABLE " + name + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rowsLieWithTheirWarehouseInOrderOfTheirKeys() {
        String end =
                "PRIMARY KEY USING SORTED (no_w_id, no_d_id, no_o_id)) COLOCATE BY (no_w_id)"
                        + " ZONE tpcc";
        assertTrue(table("new_order").endsWith(end), table("new_order"));
    }

    @Test
    void historyHasAKeyAsItMustThere() {
        String history = table("history");
        assertTrue(
                history.contains("PRIMARY KEY USING SORTED (h_w_id, h_row)) COLOCATE BY (h_w_id)"),
                history);
        assertTrue(history.contains("h_row UUID NOT NULL"), history);
    }

    @Test
    void typesAreThoseThatItHas() {
        assertFalse(ddl.stream().anyMatch(one -> one.contains(" char(")));
        assertFalse(ddl.stream().anyMatch(one -> one.contains("numeric(")));
        assertTrue(table("warehouse").contains("w_zip varchar(9) NOT NULL, w_tax decimal(4,4)"));
        assertTrue(table("orders").contains("o_carrier_id integer, o_ol_cnt integer NOT NULL"));
    }

    @Test
    void nineTablesAndWhatIsLoadedAreMadeOnceTheZoneIsThere() {
        assertTrue(ddl.getFirst().startsWith("CREATE ZONE"), ddl.getFirst());
        assertEquals(10, ddl.stream().filter(one -> one.startsWith("CREATE TABLE")).count());
        assertEquals(2, ddl.stream().filter(one -> one.startsWith("CREATE INDEX")).count());
    }
}
