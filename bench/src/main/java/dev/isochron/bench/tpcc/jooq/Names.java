package dev.isochron.bench.tpcc.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.LOCALDATETIME;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// The columns that transactions name, with their types: what jOOQ's generator would write.
final class Names {

    private Names() {}

    static final Table<Record> WAREHOUSE = DSL.table(name("warehouse"));
    static final Field<Integer> W_ID = field(name("w_id"), INTEGER);
    static final Field<String> W_NAME = field(name("w_name"), VARCHAR);
    static final Field<BigDecimal> W_TAX = field(name("w_tax"), NUMERIC);
    static final Field<BigDecimal> W_YTD = field(name("w_ytd"), NUMERIC);

    static final Table<Record> DISTRICT = DSL.table(name("district"));
    static final Field<Integer> D_W_ID = field(name("d_w_id"), INTEGER);
    static final Field<Integer> D_ID = field(name("d_id"), INTEGER);
    static final Field<String> D_NAME = field(name("d_name"), VARCHAR);
    static final Field<BigDecimal> D_TAX = field(name("d_tax"), NUMERIC);
    static final Field<BigDecimal> D_YTD = field(name("d_ytd"), NUMERIC);
    static final Field<Integer> D_NEXT_O_ID = field(name("d_next_o_id"), INTEGER);

    static final Table<Record> CUSTOMER = DSL.table(name("customer"));
    static final Field<Integer> C_W_ID = field(name("c_w_id"), INTEGER);
    static final Field<Integer> C_D_ID = field(name("c_d_id"), INTEGER);
    static final Field<Integer> C_ID = field(name("c_id"), INTEGER);
    static final Field<String> C_FIRST = field(name("c_first"), VARCHAR);
    static final Field<String> C_LAST = field(name("c_last"), VARCHAR);
    static final Field<String> C_CREDIT = field(name("c_credit"), VARCHAR);
    static final Field<BigDecimal> C_DISCOUNT = field(name("c_discount"), NUMERIC);
    static final Field<BigDecimal> C_BALANCE = field(name("c_balance"), NUMERIC);
    static final Field<BigDecimal> C_YTD_PAYMENT = field(name("c_ytd_payment"), NUMERIC);
    static final Field<Integer> C_PAYMENT_CNT = field(name("c_payment_cnt"), INTEGER);
    static final Field<Integer> C_DELIVERY_CNT = field(name("c_delivery_cnt"), INTEGER);
    static final Field<String> C_DATA = field(name("c_data"), VARCHAR);

    static final Table<Record> HISTORY = DSL.table(name("history"));
    static final Field<Integer> H_C_ID = field(name("h_c_id"), INTEGER);
    static final Field<Integer> H_C_D_ID = field(name("h_c_d_id"), INTEGER);
    static final Field<Integer> H_C_W_ID = field(name("h_c_w_id"), INTEGER);
    static final Field<Integer> H_D_ID = field(name("h_d_id"), INTEGER);
    static final Field<Integer> H_W_ID = field(name("h_w_id"), INTEGER);
    static final Field<LocalDateTime> H_DATE = field(name("h_date"), LOCALDATETIME);
    static final Field<BigDecimal> H_AMOUNT = field(name("h_amount"), NUMERIC);
    static final Field<String> H_DATA = field(name("h_data"), VARCHAR);

    static final Table<Record> ITEM = DSL.table(name("item"));
    static final Field<Integer> I_ID = field(name("i_id"), INTEGER);
    static final Field<BigDecimal> I_PRICE = field(name("i_price"), NUMERIC);

    static final Table<Record> STOCK = DSL.table(name("stock"));
    static final Field<Integer> S_W_ID = field(name("s_w_id"), INTEGER);
    static final Field<Integer> S_I_ID = field(name("s_i_id"), INTEGER);
    static final Field<Integer> S_QUANTITY = field(name("s_quantity"), INTEGER);
    static final Field<Integer> S_YTD = field(name("s_ytd"), INTEGER);
    static final Field<Integer> S_ORDER_CNT = field(name("s_order_cnt"), INTEGER);
    static final Field<Integer> S_REMOTE_CNT = field(name("s_remote_cnt"), INTEGER);

    static final Table<Record> ORDERS = DSL.table(name("orders"));
    static final Field<Integer> O_ID = field(name("o_id"), INTEGER);
    static final Field<Integer> O_D_ID = field(name("o_d_id"), INTEGER);
    static final Field<Integer> O_W_ID = field(name("o_w_id"), INTEGER);
    static final Field<Integer> O_C_ID = field(name("o_c_id"), INTEGER);
    static final Field<LocalDateTime> O_ENTRY_D = field(name("o_entry_d"), LOCALDATETIME);
    static final Field<Integer> O_CARRIER_ID = field(name("o_carrier_id"), INTEGER);
    static final Field<Integer> O_OL_CNT = field(name("o_ol_cnt"), INTEGER);
    static final Field<Integer> O_ALL_LOCAL = field(name("o_all_local"), INTEGER);

    static final Table<Record> NEW_ORDER = DSL.table(name("new_order"));
    static final Field<Integer> NO_O_ID = field(name("no_o_id"), INTEGER);
    static final Field<Integer> NO_D_ID = field(name("no_d_id"), INTEGER);
    static final Field<Integer> NO_W_ID = field(name("no_w_id"), INTEGER);

    static final Table<Record> ORDER_LINE = DSL.table(name("order_line"));
    static final Field<Integer> OL_O_ID = field(name("ol_o_id"), INTEGER);
    static final Field<Integer> OL_D_ID = field(name("ol_d_id"), INTEGER);
    static final Field<Integer> OL_W_ID = field(name("ol_w_id"), INTEGER);
    static final Field<Integer> OL_NUMBER = field(name("ol_number"), INTEGER);
    static final Field<Integer> OL_I_ID = field(name("ol_i_id"), INTEGER);
    static final Field<Integer> OL_SUPPLY_W_ID = field(name("ol_supply_w_id"), INTEGER);
    static final Field<Integer> OL_QUANTITY = field(name("ol_quantity"), INTEGER);
    static final Field<BigDecimal> OL_AMOUNT = field(name("ol_amount"), NUMERIC);
    static final Field<String> OL_DIST_INFO = field(name("ol_dist_info"), VARCHAR);
    static final Field<LocalDateTime> OL_DELIVERY_D = field(name("ol_delivery_d"), LOCALDATETIME);

    /// What a district's order lines say of a stock: `s_dist_01` to `s_dist_10`.
    static Field<String> info(int district) {
        return field(name("s_dist_%02d".formatted(district)), VARCHAR);
    }
}
