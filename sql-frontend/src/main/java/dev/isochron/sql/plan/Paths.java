package dev.isochron.sql.plan;

import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Or;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.run.Sargs;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.Statistics;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the best way to the rows of a table that meet some conditions.
final class Paths {

    /// What a table is taken to hold, as nobody counts.
    static final double TABLE_ROWS = 10_000;

    /// How much less there is for each column of a key that is known.
    private static final double BY_COLUMN = 10;

    private static final double BY_RANGE = 3;

    /// So many keys are looked up at most where some of them are made up of values that do not
    /// belong together.
    private static final double MANY_LOOKUPS = 256;

    /// What fetching a row after its index entry costs, in rows that are read in order.
    private static final double FETCH = 4;

    private final TableAccess table;

    /// Where the table's columns begin in the row that conditions read.
    private final int from;

    private final Wanted wanted;

    /// What is known of the rows, if they were counted.
    private final Optional<Selectivity> known;

    private final double all;

    /// @param wanted the columns that somebody looks at, the conditions included
    Paths(TableAccess table, int from, Wanted wanted) {
        this.table = table;
        this.from = from;
        this.wanted = wanted;
        this.known = table.statistics().map(found -> new Selectivity(found, from, table.width()));
        this.all = table.statistics().map(Statistics::rows).orElse(TABLE_ROWS);
    }

    /// About how many rows of a path meet its conditions.
    ///
    /// @param guessed one of so many does, if nothing is known
    double filtered(Path path, double guessed) {
        if (path.rest().isEmpty()) {
            return path.rows();
        }
        double part = known.map(found -> found.all(path.unseen())).orElse(1 / guessed);
        return Math.max(1, path.rows() * part);
    }

    /// The cheapest path.
    Path best(List<Expression> conditions) {
        Path best = along(table, conditions);
        for (IndexAccess index : table.indexes()) {
            if (index.isPublic()) {
                Path path = along(index, conditions);
                if (cost(path) < cost(best)) {
                    best = path;
                }
            }
        }
        return best;
    }

    double cost(Path path) {
        boolean isTable = path.layout().equals(table);
        double each = isTable ? 1 : path.layout().holds(wanted) ? 1.1 : 1 + FETCH;
        return path.rows() * each + (path.isPoint() ? 0 : 0.5);
    }

    /// The cheapest path that gives rows in an order, if there is one.
    ///
    /// @param isShort whether the first rows alone are wanted
    Optional<Ordered> inOrder(List<Expression> conditions, List<SortTerm> terms, boolean isShort) {
        Ordered best = null;
        List<Layout> layouts = new ArrayList<>();
        layouts.add(table);
        table.indexes().stream().filter(IndexAccess::isPublic).forEach(layouts::add);
        double plain = cost(best(conditions));
        for (Layout layout : layouts) {
            Path path = along(layout, conditions);
            Boolean reverse = direction(path, terms);
            boolean isCheap = cost(path) <= plain * 2 || (isShort && path.rest().isEmpty());
            if (reverse != null && isCheap && (best == null || cost(path) < cost(best.path))) {
                best = new Ordered(path, reverse);
            }
        }
        return Optional.ofNullable(best);
    }

    /// A path that gives rows in an order.
    record Ordered(Path path, boolean reverse) {}

    /// Which way the path must be read to give the order; null if neither does.
    private @Nullable Boolean direction(Path path, List<SortTerm> terms) {
        if (!path.sargs().isSingle()) {
            return null;
        }
        List<KeyColumn> key = path.layout().keyColumns();
        List<Integer> places = path.layout().keyPlaces();
        int at = path.sargs().prefix().size();
        Boolean reverse = null;
        for (SortTerm term : terms) {
            if (!(term.key() instanceof ColumnReference column)) {
                return null;
            }
            int place = column.index() - from;
            if (places.subList(0, path.sargs().prefix().size()).contains(place)) {
                continue;
            }
            if (at == key.size()) {
                // The whole key is used: rows that agree in it are one.
                return reverse == null ? Boolean.FALSE : reverse;
            }
            if (places.get(at) != place) {
                return null;
            }
            SortOrder order = key.get(at).order();
            boolean nullable = path.layout().keyDeclarations().get(at).nullable();
            boolean turned = order.isDescending() != term.descending();
            boolean nullsFit = !nullable || (order.isNullsFirst() != term.nullsFirst()) == turned;
            if (!nullsFit || (reverse != null && reverse != turned)) {
                return null;
            }
            reverse = turned;
            at++;
        }
        return reverse == null ? Boolean.FALSE : reverse;
    }

    /// The path along one layout: as many of its first columns as are known, and a range.
    Path along(Layout layout, List<Expression> conditions) {
        List<Expression> rest = new ArrayList<>(conditions);
        List<Sargs.Part> prefix = new ArrayList<>();
        double rows = all;
        int until = from + table.width();
        boolean nulls = false;
        boolean isImplied = false;
        double lookups = 1;
        for (int place : layout.keyPlaces()) {
            Found found = equal(rest, from + place, until);
            if (found == null) {
                found = implied(rest, from + place, until, lookups);
                isImplied |= found != null;
            } else {
                rest.remove(found.condition);
            }
            if (found == null) {
                break;
            }
            Sargs.Part part = found.part;
            prefix.add(part);
            lookups *= many(part);
            nulls |= part.nulls();
            rows *=
                    known.map(selectivity -> selectivity.of(place, part))
                            .orElse(many(part) / BY_COLUMN);
        }
        boolean isWhole = prefix.size() == layout.keyPlaces().size();
        boolean isUnique = isWhole || coversUnique(layout, prefix.size(), nulls);
        if (isUnique) {
            rows = 1;
            for (Sargs.Part part : prefix) {
                rows *= many(part);
            }
            rows = Math.min(rows, all);
        }
        Range range = isWhole ? Range.NONE : range(layout, prefix.size(), rest);
        if (range.low != null || range.high != null) {
            int place = layout.keyPlaces().get(prefix.size());
            rows = Math.max(1, rows * part(place, range));
        }
        Sargs sargs = new Sargs(prefix, range.low, range.high);
        List<Expression> unseen = new ArrayList<>(rest);
        unseen.removeAll(range.conditions);
        if (isImplied) {
            unseen.removeIf(Or.class::isInstance);
        }
        boolean isPoint = layout.equals(table) && isWhole;
        return new Path(layout, sargs, rest, unseen, isPoint, Math.max(1, rows));
    }

    private double part(int place, Range range) {
        boolean isBoth = range.low != null && range.high != null;
        return known.map(found -> found.within(place, range.low, range.high))
                .orElse(isBoth ? 1 / BY_RANGE / BY_RANGE : 1 / BY_RANGE);
    }

    private static boolean coversUnique(Layout layout, int known, boolean nulls) {
        return layout instanceof IndexAccess index
                && index.isUnique()
                && known >= index.declaredPlaces().size()
                && !nulls;
    }

    private static double many(Sargs.Part part) {
        return part.array() == null ? Math.max(1, part.values().size()) : BY_COLUMN;
    }

    private record Found(@Nullable Expression condition, Sargs.Part part) {}

    private @Nullable Found equal(List<Expression> conditions, int place, int until) {
        Found several = null;
        for (Expression condition : conditions) {
            Optional<Sargs.Part> part = Conditions.equal(condition, place, from, until);
            if (part.isPresent()) {
                Found found = new Found(condition, part.get());
                if (found.part.isSingle()) {
                    return found;
                }
                several = several == null ? found : several;
            }
        }
        return several;
    }

    /// What a condition on several columns says of this one, unless that makes too many lookups, of
    /// which most find nothing.
    private @Nullable Found implied(
            List<Expression> conditions, int place, int until, double lookups) {
        return Implied.equal(conditions, place, from, until)
                .filter(part -> lookups * many(part) <= MANY_LOOKUPS)
                .map(part -> new Found(null, part))
                .orElse(null);
    }

    private record Range(
            Sargs.@Nullable End low, Sargs.@Nullable End high, List<Expression> conditions) {
        private static final Range NONE = new Range(null, null, List.of());
    }

    /// The conditions stay, as values beyond what a column holds are left out of its range.
    private Range range(Layout layout, int at, List<Expression> conditions) {
        int place = from + layout.keyPlaces().get(at);
        Sargs.End low = null;
        Sargs.End high = null;
        List<Expression> seen = new ArrayList<>();
        for (Expression condition : conditions) {
            int until = from + table.width();
            Conditions.Compared compared =
                    Conditions.compared(condition, from, until)
                            .or(() -> Implied.first(condition, from, until))
                            .orElse(null);
            if (compared == null || compared.place() != place) {
                continue;
            }
            switch (compared.operator()) {
                case ">", ">=" -> {
                    if (low == null) {
                        low = new Sargs.End(compared.other(), compared.operator().equals(">="));
                        seen.add(condition);
                    }
                }
                case "<", "<=" -> {
                    if (high == null) {
                        high = new Sargs.End(compared.other(), compared.operator().equals("<="));
                        seen.add(condition);
                    }
                }
                default -> {}
            }
        }
        return new Range(low, high, seen);
    }
}
