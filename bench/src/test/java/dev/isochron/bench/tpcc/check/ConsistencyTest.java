package dev.isochron.bench.tpcc.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.tpcc.model.LoadStep.Part;
import dev.isochron.bench.tpcc.model.Population;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccView;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each condition, broken once: the check must name it.
class ConsistencyTest {

    private static final TpccScale SCALE = TpccScale.tiny(1);

    @Test
    void theInitialRowsAreConsistent() {
        assertEquals(List.of(), Consistency.check(SCALE, new Rows()));
    }

    @ParameterizedTest
    @CsvSource({
        "WAREHOUSE, w_ytd, 1.00, 1 8",
        "DISTRICT, d_ytd, 1.00, 1 9",
        "DISTRICT, d_next_o_id, 5, 2",
        "NEW_ORDER, no_o_id, 1, 3 5",
        "ORDERS, o_ol_cnt, 1, 4 6",
        "ORDERS, o_carrier_id, -, 5 7",
        "ORDER_LINE, ol_delivery_d, -, 7",
        "ORDER_LINE, ol_amount, 5.00, 10 12",
        "CUSTOMER, c_balance, 7.00, 10 12",
        "CUSTOMER, c_ytd_payment, 7.00, 12",
        "CUSTOMER, c_delivery_cnt, 3, 11",
        "HISTORY, h_amount, 3.00, 8 9 10",
    })
    void aChangedValueBreaksItsConditions(
            TpccTable table, String column, String value, String conditions) {
        Rows rows = new Rows();
        rows.change(table, column, value);
        Set<Integer> broken = new TreeSet<>();
        Consistency.check(SCALE, rows).forEach(finding -> broken.add(finding.condition()));
        for (String condition : conditions.split(" ", -1)) {
            assertTrue(broken.contains(Integer.valueOf(condition)), () -> broken.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"ORDERS, 5", "ORDER_LINE, 4 6", "NEW_ORDER, 5 11", "HISTORY, 8 9 10"})
    void aLostRowBreaksItsConditions(TpccTable table, String conditions) {
        Rows rows = new Rows();
        rows.loseFirst(table);
        Set<Integer> broken = new TreeSet<>();
        Consistency.check(SCALE, rows).forEach(finding -> broken.add(finding.condition()));
        for (String condition : conditions.split(" ", -1)) {
            assertTrue(broken.contains(Integer.valueOf(condition)), () -> broken.toString());
        }
    }

    /// The initial rows, to be spoilt.
    private static final class Rows implements TpccView {
        private final List<TpccRow> rows = new ArrayList<>();

        Rows() {
            Population population = new Population(SCALE, 1);
            for (Part part : Part.values()) {
                if (part != Part.ITEM && part != Part.STOCK) {
                    population.steps(part).forEach(step -> rows.addAll(population.rows(step)));
                }
            }
        }

        /// Of the first row of the table.
        void change(TpccTable table, String column, String value) {
            int at = first(table);
            List<@Nullable Object> values = new ArrayList<>(rows.get(at).values());
            values.set(table.place(column), parse(values.get(table.place(column)), value));
            rows.set(at, new TpccRow(table, values));
        }

        private static @Nullable Object parse(@Nullable Object before, String value) {
            if (value.equals("-")) {
                return before == null ? LocalDateTime.of(2026, 2, 2, 2, 2) : null;
            }
            return before instanceof BigDecimal ? new BigDecimal(value) : Integer.valueOf(value);
        }

        void loseFirst(TpccTable table) {
            rows.remove(first(table));
        }

        private int first(TpccTable table) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).table() == table) {
                    return i;
                }
            }
            throw new IllegalArgumentException("no row of " + table);
        }

        @Override
        public void ofDistrict(
                TpccTable table, int warehouse, int district, Consumer<TpccRow> each) {
            String first = table == TpccTable.HISTORY ? "h_c_d_id" : districtColumn(table);
            rows.stream()
                    .filter(row -> row.table() == table)
                    .filter(row -> Integer.valueOf(district).equals(row.value(first)))
                    .forEach(each);
        }

        private static String districtColumn(TpccTable table) {
            return table.key().get(1);
        }

        @Override
        public TpccRow warehouse(int warehouse) {
            return rows.get(first(TpccTable.WAREHOUSE));
        }

        @Override
        public TpccRow district(int warehouse, int district) {
            return rows.stream()
                    .filter(row -> row.table() == TpccTable.DISTRICT)
                    .filter(row -> Integer.valueOf(district).equals(row.value("d_id")))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
