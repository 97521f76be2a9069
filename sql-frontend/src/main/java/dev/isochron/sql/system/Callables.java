package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.expression.AggregateRoutine;
import dev.isochron.sql.expression.Callable;
import dev.isochron.sql.expression.Routine;
import dev.isochron.sql.expression.SetRoutine;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.resolve.Builtins;
import dev.isochron.sql.system.SystemTable.Making;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `pg_proc`: the functions there are, numbered in their order; a release may number them anew.
public final class Callables {

    /// The functions that read arrays and everything else; clients know arrays by the first.
    static final int ARRAY_IN = 750;

    static final int ARRAY_OUT = 751;
    static final int TEXT_IN = 46;
    static final int TEXT_OUT = 47;

    private static final int FIRST = 14_000;
    private static final int INTERNAL = 12;
    private static final int SQL = 14;

    private Callables() {}

    static void make(Making making) {
        int oid = FIRST;
        for (Callable callable : Builtins.ALL.allFunctions()) {
            line(making, callable, oid++);
        }
    }

    private static void line(Making making, Callable callable, int oid) {
        List<SqlType> parameters = callable.signature().parameters();
        boolean isSet = callable instanceof SetRoutine;
        making.line()
                .set("oid", oid)
                .set("proname", callable.name())
                .set("pronamespace", SystemCatalog.PG_CATALOG)
                .set("proowner", CatalogUser.FIRST)
                .set("prolang", INTERNAL)
                .set("procost", new Value.Float4(1))
                .set("prorows", new Value.Float4(isSet ? 1000 : 0))
                .set("provariadic", variadic(callable))
                .set("prosupport", 0)
                .set("prokind", callable instanceof AggregateRoutine ? 'a' : 'f')
                .all(false, "prosecdef", "proleakproof")
                .set("proisstrict", isStrict(callable))
                .set("proretset", isSet)
                .set("provolatile", volatility(callable))
                .set("proparallel", 's')
                .set("pronargs", parameters.size())
                .set("pronargdefaults", 0)
                .set("prorettype", callable.signature().result().oid())
                .set("proargtypes", parameters.stream().map(type -> Value.of(type.oid())).toList())
                .set("prosrc", callable.name());
    }

    private static int variadic(Callable callable) {
        if (!callable.signature().isVariadic()) {
            return 0;
        }
        SqlType last = callable.signature().parameters().getLast();
        return last.is(TypeId.ANY) ? last.oid() : last.element().map(SqlType::oid).orElse(0);
    }

    private static boolean isStrict(Callable callable) {
        return switch (callable) {
            case Routine routine -> routine.isStrict();
            case SetRoutine set -> set.isStrict();
            case AggregateRoutine _ -> false;
        };
    }

    private static char volatility(Callable callable) {
        Volatility volatility =
                switch (callable) {
                    case Routine routine -> routine.volatility();
                    case SetRoutine set -> set.volatility();
                    case AggregateRoutine _ -> Volatility.IMMUTABLE;
                };
        return switch (volatility) {
            case IMMUTABLE -> 'i';
            case STABLE -> 's';
            case VOLATILE -> 'v';
        };
    }

    static void languages(Making making) {
        making.line().set("oid", INTERNAL).set("lanname", "internal");
        making.line().set("oid", SQL).set("lanname", "sql");
    }

    /// The number of the first function of a name.
    public static OptionalLong number(String name) {
        int oid = FIRST;
        for (Callable callable : Builtins.ALL.allFunctions()) {
            if (callable.name().equals(name)) {
                return OptionalLong.of(oid);
            }
            oid++;
        }
        return switch (name) {
            case "array_in" -> OptionalLong.of(ARRAY_IN);
            case "array_out" -> OptionalLong.of(ARRAY_OUT);
            case "textin" -> OptionalLong.of(TEXT_IN);
            case "textout" -> OptionalLong.of(TEXT_OUT);
            default -> OptionalLong.empty();
        };
    }

    /// The function of a number.
    static Optional<Callable> find(long oid) {
        List<Callable> all = Builtins.ALL.allFunctions();
        long place = oid - FIRST;
        return place >= 0 && place < all.size()
                ? Optional.of(all.get((int) place))
                : Optional.empty();
    }

    /// What it gives, as `pg_get_function_result` has it.
    static String result(Callable callable) {
        String type = callable.signature().result().displayName();
        return callable instanceof SetRoutine ? "SETOF " + type : type;
    }

    /// What it takes, as `pg_get_function_arguments` has it.
    static String arguments(Callable callable) {
        List<String> types = new ArrayList<>();
        callable.signature().parameters().forEach(type -> types.add(type.displayName()));
        if (callable.signature().isVariadic()) {
            types.set(types.size() - 1, "VARIADIC " + types.getLast());
        }
        return String.join(", ", types);
    }

    /// The name of a function.
    public static Optional<String> name(long oid) {
        Optional<Callable> callable = find(oid);
        if (callable.isPresent()) {
            return callable.map(Callable::name);
        }
        return switch ((int) oid) {
            case ARRAY_IN -> Optional.of("array_in");
            case ARRAY_OUT -> Optional.of("array_out");
            case TEXT_IN -> Optional.of("textin");
            case TEXT_OUT -> Optional.of("textout");
            default -> Optional.empty();
        };
    }
}
