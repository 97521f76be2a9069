package dev.isochron.bench.tpcc.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Inputs of one terminal, by chance.
public final class Draw {

    private final TpccScale scale;
    private final Constants constants;
    private final int warehouse;
    private final int district;
    private final TpccChance chance;

    /// Those of one terminal.
    ///
    /// @param warehouse of the terminal
    /// @param district of the terminal
    /// @param seed of this terminal alone
    public Draw(TpccScale scale, Constants constants, int warehouse, int district, long seed) {
        this.scale = scale;
        this.constants = constants;
        this.warehouse = warehouse;
        this.district = district;
        this.chance = new TpccChance(seed);
    }

    public Input of(Kind kind) {
        return switch (kind) {
            case NEW_ORDER -> newOrder();
            case PAYMENT -> payment();
            case ORDER_STATUS -> new Input.OrderStatus(warehouse, anyDistrict(), who());
            case DELIVERY -> new Input.Delivery(warehouse, chance.uniform(1, 10));
            case STOCK_LEVEL -> new Input.StockLevel(warehouse, district, chance.uniform(10, 20));
        };
    }

    /// How long a person thinks: negative exponential, cut at ten times the mean (clause 5.2.5.4).
    public double thinking(Kind kind) {
        double mean = kind.thinking().toMillis() / 1e3;
        return Math.min(-Math.log(1 - chance.fraction()) * mean, 10 * mean);
    }

    private Input.NewOrder newOrder() {
        int count = chance.uniform(5, 15);
        boolean rollsBack = chance.happens(1);
        List<Input.Line> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            boolean unused = rollsBack && number == count;
            int item = unused ? scale.items() + 1 : item();
            int supplier = chance.happens(1) ? otherWarehouse() : warehouse;
            lines.add(new Input.Line(item, supplier, chance.uniform(1, 10)));
        }
        return new Input.NewOrder(warehouse, anyDistrict(), customer(), lines);
    }

    private Input.Payment payment() {
        int own = anyDistrict();
        boolean isRemote = chance.happens(15);
        BigDecimal amount = chance.decimal(1_00, 5_000_00, 2);
        return new Input.Payment(
                warehouse,
                own,
                isRemote ? otherWarehouse() : warehouse,
                isRemote ? anyDistrict() : own,
                who(),
                amount);
    }

    private int anyDistrict() {
        return chance.uniform(1, scale.districts());
    }

    /// With a single warehouse there is no other.
    private int otherWarehouse() {
        if (scale.warehouses() == 1) {
            return warehouse;
        }
        int other = chance.uniform(1, scale.warehouses() - 1);
        return other < warehouse ? other : other + 1;
    }

    private Input.Who who() {
        if (chance.happens(60)) {
            int number = chance.nonUniform(255, constants.lastName(), 0, scale.lastNames() - 1);
            return new Input.Who.LastName(TpccChance.lastName(number));
        }
        return new Input.Who.Numbered(customer());
    }

    private int customer() {
        return chance.nonUniform(Constants.CUSTOMER_A, constants.customer(), 1, scale.customers());
    }

    private int item() {
        return chance.nonUniform(Constants.ITEM_A, constants.item(), 1, scale.items());
    }
}
