package dev.isochron.bench.tpcc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.tpcc.model.LoadStep.Part;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rules' own numbers, clause by clause.
class ModelTest {

    @Test
    void lastNamesAreThreeSyllables() {
        assertEquals("BARBARBAR", TpccChance.lastName(0));
        assertEquals("PRICALLYOUGHT", TpccChance.lastName(371));
        assertEquals("EINGEINGEING", TpccChance.lastName(999));
    }

    @Test
    void theConstantOfARunKeepsItsDistanceFromThatOfTheLoad() {
        for (long seed = 0; seed < 500; seed++) {
            Constants load = Constants.ofLoad(seed);
            int delta = Math.abs(Constants.ofRun(seed, load).lastName() - load.lastName());
            assertTrue(delta >= 65 && delta <= 119 && delta != 96 && delta != 112);
        }
        assertFalse(Constants.mayFollow(0, 96));
        assertFalse(Constants.mayFollow(0, 64));
        assertTrue(Constants.mayFollow(0, 65));
    }

    @Test
    void nonUniformNumbersStayInTheirRange() {
        TpccChance chance = new TpccChance(3);
        for (int i = 0; i < 10_000; i++) {
            int customer = chance.nonUniform(1023, 259, 1, 3000);
            assertTrue(customer >= 1 && customer <= 3000);
        }
    }

    @Test
    void aDeckHoldsTheStandardMix() {
        Deck deck = new Deck(7);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (int i = 0; i < 300; i++) {
            counts.merge(deck.next(), 1, Integer::sum);
        }
        assertEquals(
                Map.of(
                        Kind.NEW_ORDER, 135,
                        Kind.PAYMENT, 129,
                        Kind.ORDER_STATUS, 12,
                        Kind.DELIVERY, 12,
                        Kind.STOCK_LEVEL, 12),
                counts);
    }

    @Test
    void inputsAreRemoteAndInvalidAsOftenAsTheRulesSay() {
        TpccScale scale = TpccScale.standard(5);
        Draw draw = new Draw(scale, Constants.ofLoad(1), 2, 3, 11);
        int count = 20_000;
        int invalid = 0;
        int lines = 0;
        int remoteLines = 0;
        int remotePayments = 0;
        int byName = 0;
        for (int i = 0; i < count; i++) {
            if (draw.of(Kind.NEW_ORDER) instanceof Input.NewOrder order) {
                lines += order.lines().size();
                remoteLines +=
                        (int) order.lines().stream().filter(line -> line.supplier() != 2).count();
                invalid += order.lines().getLast().item() > scale.items() ? 1 : 0;
            }
            if (draw.of(Kind.PAYMENT) instanceof Input.Payment payment) {
                remotePayments += payment.customerWarehouse() == 2 ? 0 : 1;
                byName += payment.who() instanceof Input.Who.LastName ? 1 : 0;
            }
        }
        assertEquals(10, lines / (double) count, 0.1);
        assertEquals(0.01, remoteLines / (double) lines, 0.002);
        assertEquals(0.01, invalid / (double) count, 0.003);
        assertEquals(0.15, remotePayments / (double) count, 0.01);
        assertEquals(0.60, byName / (double) count, 0.02);
    }

    @Test
    void aWarehouseHasTheRowsOfTheRules() {
        Population population = new Population(TpccScale.standard(1), 1);
        Map<TpccTable, Integer> counts = new EnumMap<>(TpccTable.class);
        Set<Integer> numbers = new HashSet<>();
        for (Part part : Part.values()) {
            for (LoadStep step : population.steps(part)) {
                assertTrue(numbers.add(step.number()), "a number was given twice");
                population.rows(step).forEach(row -> counts.merge(row.table(), 1, Integer::sum));
            }
        }
        assertEquals(1, counts.get(TpccTable.WAREHOUSE));
        assertEquals(10, counts.get(TpccTable.DISTRICT));
        assertEquals(100_000, counts.get(TpccTable.ITEM));
        assertEquals(100_000, counts.get(TpccTable.STOCK));
        assertEquals(30_000, counts.get(TpccTable.CUSTOMER));
        assertEquals(30_000, counts.get(TpccTable.HISTORY));
        assertEquals(30_000, counts.get(TpccTable.ORDERS));
        assertEquals(9_000, counts.get(TpccTable.NEW_ORDER));
        assertEquals(300_000, counts.getOrDefault(TpccTable.ORDER_LINE, 0), 3_000);
    }

    @Test
    void aStepHasTheSameRowsWheneverItIsAskedFor() {
        LoadStep step = new Population(TpccScale.tiny(1), 9).steps(Part.ORDERS).getFirst();
        assertEquals(
                new Population(TpccScale.tiny(1), 9).rows(step),
                new Population(TpccScale.tiny(1), 9).rows(step));
    }

    @Test
    void tablesAreDeclaredInStandardSql() {
        assertEquals(
                """
                CREATE TABLE new_order (
                    no_o_id integer NOT NULL,
                    no_d_id integer NOT NULL,
                    no_w_id integer NOT NULL,
                    PRIMARY KEY (no_w_id, no_d_id, no_o_id),
                    FOREIGN KEY (no_w_id, no_d_id, no_o_id) REFERENCES orders (o_w_id, o_d_id, o_id)
                )\
                """,
                TpccTable.NEW_ORDER.createTable());
        assertTrue(TpccTable.ORDERS.createTable().contains("o_carrier_id integer,"));
        assertTrue(TpccTable.WAREHOUSE.createTable().contains("w_tax numeric(4,4) NOT NULL"));
    }

    @Test
    void theKeySpaceIsCutBetweenWarehousesAndBeforeTheItems() {
        assertEquals(List.of("501402", "501403", "51"), Borders.ofWarehouses(3));
    }

    @Test
    void moreShardsAreCutBeyondTheWarehousesThereAre() {
        assertEquals(List.of("501402", "501403", "501404", "51"), Borders.ofWarehouses(2, 5));
        assertEquals(Borders.ofWarehouses(3), Borders.ofWarehouses(3, 0));
        assertEquals(999, Borders.ofWarehouses(2, 1_000).size());
    }
}
