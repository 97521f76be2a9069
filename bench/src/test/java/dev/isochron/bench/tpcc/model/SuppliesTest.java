package dev.isochron.bench.tpcc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppliesTest {

    private static final Supplies.Place OWN = new Supplies.Place(1, 7);
    private static final Supplies.Place FAR = new Supplies.Place(2, 7);

    private final List<Input.Line> lines =
            List.of(new Input.Line(7, 2, 5), new Input.Line(7, 1, 3), new Input.Line(7, 1, 4));
    private final Supplies supplies = new Supplies(new Input.NewOrder(1, 3, 9, lines));

    @Test
    void eachStockIsNeededOnceAndInOrder() {
        assertEquals(List.of(OWN, FAR), List.copyOf(supplies.places()));
        assertFalse(supplies.isComplete());
    }

    @Test
    void aStockIsFilledUpWhenLessThanTenWouldBeLeft() {
        supplies.found(OWN, stock(17));
        supplies.found(FAR, stock(14));
        assertTrue(supplies.isComplete());
        assertEquals(new BigDecimal("12.50"), supplies.take(lines.get(0)).amount());
        assertEquals(new BigDecimal("7.50"), supplies.take(lines.get(1)).amount());
        assertEquals(new BigDecimal("10.00"), supplies.take(lines.get(2)).amount());
        assertEquals(new Supplies.Stock(price(), 14 - 5 + 91, 5, 1, 1, "info"), supplies.at(FAR));
        assertEquals(new Supplies.Stock(price(), 17 - 7, 7, 2, 0, "info"), supplies.at(OWN));
    }

    @Test
    void taxesAndDiscountMakeCents() {
        BigDecimal tenth = new BigDecimal("0.1");
        assertEquals(10_800, Supplies.cents(new BigDecimal(100), tenth, tenth, tenth));
    }

    private static BigDecimal price() {
        return new BigDecimal("2.50");
    }

    private static Supplies.Stock stock(int quantity) {
        return new Supplies.Stock(price(), quantity, 0, 0, 0, "info");
    }
}
