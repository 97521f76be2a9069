package dev.isochron.bench.tpcc.model;

import dev.isochron.bench.tpcc.model.LoadStep.Part;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The initial rows, step by step (clause 4.3.3). The rows of a step are the same whenever they are
/// asked for, so a load can be taken up where it was cut off.
public final class Population {

    /// Rows of a step, about: what one transaction holds comfortably.
    private static final int ROWS = 500;

    /// An order has ten lines on average, and itself.
    private static final int ORDERS = ROWS / 11;

    /// Numbers of the steps of a district begin at its number times this.
    private static final int STEPS_OF_DISTRICT = 10_000;

    /// The rules say the time of the load; a fixed one makes rows the same at each asking.
    private static final LocalDateTime LOADED = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final TpccScale scale;
    private final long seed;
    private final Constants constants;

    public Population(TpccScale scale, long seed) {
        this.scale = scale;
        this.seed = seed;
        this.constants = Constants.ofLoad(seed);
    }

    public Constants constants() {
        return constants;
    }

    public TpccScale scale() {
        return scale;
    }

    /// The steps of a part, of all warehouses.
    public List<LoadStep> steps(Part part) {
        List<LoadStep> steps = new ArrayList<>();
        int warehouses = part == Part.ITEM ? 1 : scale.warehouses();
        for (int warehouse = 1; warehouse <= warehouses; warehouse++) {
            switch (part) {
                case WAREHOUSE -> add(steps, part, warehouse, 0, 1, 1);
                case ITEM, STOCK -> add(steps, part, warehouse, 0, scale.items(), ROWS);
                case CUSTOMER, HISTORY ->
                        addDistricts(steps, part, warehouse, scale.customers(), ROWS);
                case ORDERS -> addDistricts(steps, part, warehouse, scale.customers(), ORDERS);
            }
        }
        return steps;
    }

    private void addDistricts(List<LoadStep> to, Part part, int warehouse, int count, int size) {
        for (int district = 1; district <= scale.districts(); district++) {
            add(to, part, warehouse, district, count, size);
        }
    }

    private static void add(
            List<LoadStep> to, Part part, int warehouse, int district, int count, int size) {
        int number = part.firstStep() + district * STEPS_OF_DISTRICT;
        for (int from = 1; from <= count; from += size) {
            int until = Math.min(count + 1, from + size);
            to.add(new LoadStep(part, warehouse, district, from, until, number++));
        }
    }

    /// The rows of a step, in the order in which they refer to each other.
    public List<TpccRow> rows(LoadStep step) {
        TpccChance chance = TpccChance.of(seed, step.warehouse(), step.number());
        List<TpccRow> rows = new ArrayList<>();
        if (step.part() == Part.ORDERS) {
            orders(step, chance, rows);
            return rows;
        }
        for (int number = step.from(); number < step.until(); number++) {
            switch (step.part()) {
                case WAREHOUSE -> warehouse(step.warehouse(), chance, rows);
                case ITEM -> rows.add(item(number, chance));
                case STOCK -> rows.add(stock(step.warehouse(), number, chance));
                case CUSTOMER -> rows.add(customer(step, number, chance));
                case HISTORY -> rows.add(history(step, number, chance));
                case ORDERS -> throw new IllegalStateException("orders come together");
            }
        }
        return rows;
    }

    private void warehouse(int warehouse, TpccChance chance, List<TpccRow> rows) {
        rows.add(
                row(
                        TpccTable.WAREHOUSE,
                        warehouse,
                        chance.text(6, 10),
                        chance.text(10, 20),
                        chance.text(10, 20),
                        chance.text(10, 20),
                        chance.text(2, 2),
                        chance.zip(),
                        chance.decimal(0, 2_000, 4),
                        ytd(scale.districts())));
        for (int district = 1; district <= scale.districts(); district++) {
            rows.add(
                    row(
                            TpccTable.DISTRICT,
                            district,
                            warehouse,
                            chance.text(6, 10),
                            chance.text(10, 20),
                            chance.text(10, 20),
                            chance.text(10, 20),
                            chance.text(2, 2),
                            chance.zip(),
                            chance.decimal(0, 2_000, 4),
                            ytd(1),
                            scale.customers() + 1));
        }
    }

    /// Ten dollars of each customer: 30,000.00 for a district by the rules.
    private BigDecimal ytd(int districts) {
        return BigDecimal.valueOf(10_00L * scale.customers() * districts, 2);
    }

    private static TpccRow item(int item, TpccChance chance) {
        return row(
                TpccTable.ITEM,
                item,
                chance.uniform(1, 10_000),
                chance.text(14, 24),
                chance.decimal(1_00, 100_00, 2),
                chance.maybeOriginal(26, 50));
    }

    private static TpccRow stock(int warehouse, int item, TpccChance chance) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(item);
        values.add(warehouse);
        values.add(chance.uniform(10, 100));
        for (int district = 1; district <= 10; district++) {
            values.add(chance.text(24, 24));
        }
        values.addAll(List.of(0, 0, 0));
        values.add(chance.maybeOriginal(26, 50));
        return new TpccRow(TpccTable.STOCK, values);
    }

    private TpccRow customer(LoadStep step, int customer, TpccChance chance) {
        int name =
                customer <= scale.lastNames()
                        ? customer - 1
                        : chance.nonUniform(255, constants.lastName(), 0, scale.lastNames() - 1);
        return row(
                TpccTable.CUSTOMER,
                customer,
                step.district(),
                step.warehouse(),
                chance.text(8, 16),
                "OE",
                TpccChance.lastName(name),
                chance.text(10, 20),
                chance.text(10, 20),
                chance.text(10, 20),
                chance.text(2, 2),
                chance.zip(),
                chance.digits(16),
                LOADED,
                chance.happens(10) ? "BC" : "GC",
                new BigDecimal("50000.00"),
                chance.decimal(0, 5_000, 4),
                new BigDecimal("-10.00"),
                new BigDecimal("10.00"),
                1,
                0,
                chance.text(300, 500));
    }

    private static TpccRow history(LoadStep step, int customer, TpccChance chance) {
        return row(
                TpccTable.HISTORY,
                customer,
                step.district(),
                step.warehouse(),
                step.district(),
                step.warehouse(),
                LOADED,
                new BigDecimal("10.00"),
                chance.text(12, 24));
    }

    private void orders(LoadStep step, TpccChance chance, List<TpccRow> rows) {
        int[] customers =
                TpccChance.of(~seed, step.warehouse(), step.district())
                        .permutation(scale.customers());
        for (int order = step.from(); order < step.until(); order++) {
            boolean delivered = order <= scale.delivered();
            int lines = chance.uniform(5, 15);
            rows.add(
                    row(
                            TpccTable.ORDERS,
                            order,
                            step.district(),
                            step.warehouse(),
                            customers[order - 1],
                            LOADED,
                            delivered ? chance.uniform(1, 10) : null,
                            lines,
                            1));
            if (!delivered) {
                rows.add(row(TpccTable.NEW_ORDER, order, step.district(), step.warehouse()));
            }
            for (int line = 1; line <= lines; line++) {
                rows.add(line(step, order, line, delivered, chance));
            }
        }
    }

    private TpccRow line(LoadStep step, int order, int line, boolean delivered, TpccChance chance) {
        return row(
                TpccTable.ORDER_LINE,
                order,
                step.district(),
                step.warehouse(),
                line,
                chance.uniform(1, scale.items()),
                step.warehouse(),
                delivered ? LOADED : null,
                5,
                delivered ? new BigDecimal("0.00") : chance.decimal(1, 9_999_99, 2),
                chance.text(24, 24));
    }

    private static TpccRow row(TpccTable table, @Nullable Object... values) {
        return new TpccRow(table, Arrays.asList(values));
    }
}
