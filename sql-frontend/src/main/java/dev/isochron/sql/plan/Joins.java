package dev.isochron.sql.plan;

import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.run.HashJoin;
import dev.isochron.sql.run.JoinKind;
import dev.isochron.sql.run.LookupJoin;
import dev.isochron.sql.run.Lookups;
import dev.isochron.sql.run.NestedLoop;
import dev.isochron.sql.run.Operator;
import dev.isochron.sql.run.Project;
import dev.isochron.sql.store.Wanted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Chooses the order of joins, and how each is made.
///
/// Inner joins are taken apart into their parts and conditions. It begins with the part that gives
/// the fewest rows, and goes on with the one that is cheapest to add: by looking rows up, else by
/// keys that are equal, else by trying all pairs.
final class Joins {

    /// What looking up the rows of one key costs, in rows that are read in order.
    private static final double LOOKUP = 4;

    /// With more rows than these on the left, it is better to read all of the right once.
    private static final double MANY = 2_000;

    private final Physical physical;

    Joins(Physical physical) {
        this.physical = physical;
    }

    /// What was joined so far, and where each column of the whole is in its rows, or -1.
    private static final class Joined {
        private final Planned planned;
        private final int[] places;
        private final int width;

        private Joined(Planned planned, int[] places, int width) {
            this.planned = planned;
            this.places = places;
            this.width = width;
        }
    }

    /// A part of inner joins.
    ///
    /// @param from where its columns begin in the whole
    private record Piece(Logical node, int from, List<Expression> own) {
        int until() {
            return from + node.width();
        }
    }

    Planned plan(Logical.Join join, List<Expression> terms, BitSet wanted) {
        if (join.kind() == Logical.Kind.INNER) {
            return inner(join, terms, wanted);
        }
        if (join.kind() == Logical.Kind.RIGHT) {
            return right(join, wanted);
        }
        List<Expression> conditions = Conditions.terms(join.condition());
        BitSet all = Conditions.columnsOf(conditions);
        all.or(wanted);
        int left = join.left().width();
        Planned outer = physical.plan(join.left(), all.get(0, left));
        Piece piece = new Piece(join.right(), left, List.of());
        return joined(kind(join.kind()), outer, left, piece, conditions, all);
    }

    private static JoinKind kind(Logical.Kind kind) {
        return switch (kind) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            case RIGHT -> throw new IllegalArgumentException("its sides are changed before");
        };
    }

    /// A right join is a left join of the sides changed.
    private Planned right(Logical.Join join, BitSet wanted) {
        Logical kept = join.right();
        Logical added = join.left();
        int left = added.width();
        int right = kept.width();
        int[] places = new int[left + right];
        BitSet swapped = new BitSet();
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            places[i] = i < left ? right + i : i - left;
            if (wanted.get(i)) {
                swapped.set(places[i]);
            }
        }
        Expression on = join.condition();
        Expression condition = on == null ? null : Expressions.moveColumns(on, places);
        Planned planned =
                plan(
                        new Logical.Join(Logical.Kind.LEFT, kept, added, condition),
                        List.of(),
                        swapped);
        for (int place : places) {
            values.add(
                    new ColumnReference(place, dev.isochron.sql.type.SqlType.UNKNOWN, "c" + place));
        }
        return new Planned(new Project(planned.step(), values), planned.rows());
    }

    private Planned inner(Logical.Join join, List<Expression> terms, BitSet wanted) {
        List<Piece> pieces = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>(terms);
        collect(join, 0, pieces, conditions);
        BitSet all = Conditions.columnsOf(conditions);
        all.or(wanted);
        Joined joined = first(pieces, all, join.width());
        List<Expression> rest = new ArrayList<>(conditions);
        joined = filter(joined, rest);
        while (!pieces.isEmpty()) {
            joined = filter(next(joined, pieces, rest, all), rest);
        }
        return inPlace(joined, join.width());
    }

    private static void collect(
            Logical node, int from, List<Piece> pieces, List<Expression> conditions) {
        if (node instanceof Logical.Join(var kind, Logical left, Logical right, var condition)
                && kind == Logical.Kind.INNER) {
            collect(left, from, pieces, conditions);
            collect(right, from + left.width(), pieces, conditions);
            for (Expression term : Conditions.terms(condition)) {
                conditions.add(Conditions.shifted(term, from));
            }
        } else if (node instanceof Logical.Filter(Logical.Scan scan, Expression condition)) {
            pieces.add(new Piece(scan, from, Conditions.terms(condition)));
        } else {
            pieces.add(new Piece(node, from, List.of()));
        }
    }

    private Joined first(List<Piece> pieces, BitSet wanted, int width) {
        Piece best = pieces.getFirst();
        Planned planned = alone(best, wanted);
        for (Piece piece : List.copyOf(pieces)) {
            Planned other = alone(piece, wanted);
            if (other.rows() < planned.rows()) {
                best = piece;
                planned = other;
            }
        }
        pieces.remove(best);
        int[] places = new int[width];
        java.util.Arrays.fill(places, -1);
        for (int i = best.from; i < best.until(); i++) {
            places[i] = i - best.from;
        }
        return new Joined(planned, places, best.node.width());
    }

    private Planned alone(Piece piece, BitSet wanted) {
        BitSet own = wanted.get(piece.from, piece.until());
        return piece.node instanceof Logical.Scan scan
                ? physical.scan(scan, piece.own, own)
                : physical.plan(piece.node, own);
    }

    /// Adds the part that is cheapest to add.
    private Joined next(
            Joined joined, List<Piece> pieces, List<Expression> conditions, BitSet wanted) {
        Piece best = null;
        double cost = Double.MAX_VALUE;
        for (Piece piece : pieces) {
            double rows = rowsWith(joined, piece, conditions);
            if (rows < cost) {
                best = piece;
                cost = rows;
            }
        }
        Piece chosen = best == null ? pieces.getFirst() : best;
        pieces.remove(chosen);
        int[] places = joined.places.clone();
        for (int i = chosen.from; i < chosen.until(); i++) {
            places[i] = joined.width + i - chosen.from;
        }
        List<Expression> usable = new ArrayList<>();
        for (Expression condition : List.copyOf(conditions)) {
            if (isKnown(condition, places)) {
                conditions.remove(condition);
                usable.add(Expressions.moveColumns(condition, places));
            }
        }
        BitSet own = new BitSet();
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            if (places[i] >= 0) {
                own.set(places[i]);
            }
        }
        Piece moved = new Piece(chosen.node, joined.width, chosen.own);
        Planned planned = joined(JoinKind.INNER, joined.planned, joined.width, moved, usable, own);
        return new Joined(planned, places, joined.width + chosen.node.width());
    }

    /// About how many rows there are with this part.
    private double rowsWith(Joined joined, Piece piece, List<Expression> conditions) {
        int[] places = joined.places.clone();
        for (int i = piece.from; i < piece.until(); i++) {
            places[i] = joined.width + i - piece.from;
        }
        List<Expression> usable = new ArrayList<>();
        for (Expression condition : conditions) {
            if (isKnown(condition, places)) {
                usable.add(Expressions.moveColumns(condition, places));
            }
        }
        Piece moved = new Piece(piece.node, joined.width, piece.own);
        boolean isLinked = usable.stream().anyMatch(term -> isEquality(term, joined.width));
        if (isCounted(piece.node)) {
            // By the rows alone, lookup or not: each row of the left meets those of its key.
            BitSet none = new BitSet();
            double rows = alone(piece, none).rows();
            double pairs = joined.planned.rows() * rows;
            return isLinked ? pairs / keys(moved, usable) : pairs * 10;
        }
        double each = path(moved, usable).map(Path::rows).orElse(Paths.TABLE_ROWS);
        double pairs = joined.planned.rows() * each;
        return isLinked ? pairs / 10 : pairs * 10;
    }

    private static Logical scanned(Logical node) {
        return node instanceof Logical.Filter(Logical below, _) ? below : node;
    }

    private static boolean isCounted(Logical node) {
        return scanned(node) instanceof Logical.Scan scan && scan.table().statistics().isPresent();
    }

    /// How many different keys a part has that it is joined by.
    private static double keys(Piece piece, List<Expression> conditions) {
        if (!(scanned(piece.node) instanceof Logical.Scan scan)
                || scan.table().statistics().isEmpty()) {
            return Paths.TABLE_ROWS;
        }
        double keys = 1;
        for (Expression condition : conditions) {
            int until = piece.from + scan.width();
            Optional<Conditions.Compared> found =
                    Conditions.compared(condition, piece.from, until)
                            .filter(each -> each.operator().equals("="))
                            .filter(each -> !Conditions.isConstant(each.other()));
            if (found.isPresent()) {
                int place = found.get().place() - piece.from;
                keys *= scan.table().statistics().get().distinct(place);
            }
        }
        return Math.max(1, Math.min(keys, scan.table().statistics().get().rows()));
    }

    private static boolean isKnown(Expression condition, int[] places) {
        return Expressions.columnsOf(condition).stream().allMatch(i -> places[i] >= 0);
    }

    private static Joined filter(Joined joined, List<Expression> conditions) {
        List<Expression> now = new ArrayList<>();
        for (Expression condition : List.copyOf(conditions)) {
            if (isKnown(condition, joined.places)) {
                conditions.remove(condition);
                now.add(Expressions.moveColumns(condition, joined.places));
            }
        }
        return new Joined(Physical.filtered(joined.planned, now), joined.places, joined.width);
    }

    /// Puts the columns in the order in which the query names them.
    private static Planned inPlace(Joined joined, int width) {
        boolean isSame = joined.width == width;
        for (int i = 0; i < width && isSame; i++) {
            isSame = joined.places[i] == i;
        }
        if (isSame) {
            return joined.planned;
        }
        List<Expression> values = new ArrayList<>();
        for (int place : joined.places) {
            values.add(
                    new ColumnReference(place, dev.isochron.sql.type.SqlType.UNKNOWN, "c" + place));
        }
        return new Planned(new Project(joined.planned.step(), values), joined.planned.rows());
    }

    /// Joins a part to what is there, whose columns are the first `width` ones.
    private Planned joined(
            JoinKind kind,
            Planned outer,
            int width,
            Piece piece,
            List<Expression> conditions,
            BitSet wanted) {
        Optional<Path> path = kind == JoinKind.FULL ? Optional.empty() : path(piece, conditions);
        if (path.isPresent() && isWorthLooking(path.get(), outer, piece)) {
            return lookup(kind, outer, piece, path.get(), wanted);
        }
        Planned inner = alone(piece, wanted);
        List<Expression> left = new ArrayList<>();
        List<Expression> right = new ArrayList<>();
        List<Expression> rest = new ArrayList<>();
        for (Expression condition : conditions) {
            if (!isEquality(condition, width)) {
                rest.add(condition);
                continue;
            }
            Call call = (Call) condition;
            boolean inOrder = Conditions.isWithin(call.arguments().getFirst(), 0, width);
            left.add(inOrder ? call.arguments().getFirst() : call.arguments().getLast());
            right.add(
                    Conditions.shifted(
                            inOrder ? call.arguments().getLast() : call.arguments().getFirst(),
                            -width));
        }
        int innerWidth = piece.node.width();
        double keys = keys(piece, conditions);
        double rows = Math.max(1, outer.rows() * inner.rows() / keys);
        if (left.isEmpty()) {
            Operator step =
                    new NestedLoop(
                            kind,
                            outer.step(),
                            inner.step(),
                            Conditions.all(rest),
                            new NestedLoop.Widths(width, innerWidth));
            return new Planned(step, outer.rows() * inner.rows());
        }
        Operator step =
                new HashJoin(
                        kind,
                        new HashJoin.Side(outer.step(), left, width),
                        new HashJoin.Side(inner.step(), right, innerWidth),
                        Conditions.all(rest));
        boolean isInner = kind == JoinKind.INNER && isCounted(piece.node);
        return physical.note(new Planned(step, isInner ? rows : Math.max(rows, outer.rows())));
    }

    /// Whether it says that something of the left equals something of the right.
    private static boolean isEquality(Expression condition, int width) {
        if (!(condition instanceof Call call)
                || call.arguments().size() != 2
                || !call.routine().name().equals("=")
                || !Conditions.keepsOrder(call.routine())) {
            return false;
        }
        Expression a = call.arguments().getFirst();
        Expression b = call.arguments().getLast();
        if (Conditions.isConstant(a) || Conditions.isConstant(b)) {
            return false;
        }
        return (isLeft(a, width) && isRight(b, width)) || (isRight(a, width) && isLeft(b, width));
    }

    private static boolean isLeft(Expression expression, int width) {
        return Conditions.isWithin(expression, 0, width);
    }

    private static boolean isRight(Expression expression, int width) {
        return Expressions.columnsOf(expression).nextSetBit(0) >= width;
    }

    /// How rows of a table are looked up by what is known of the left; empty if nothing is.
    private static Optional<Path> path(Piece piece, List<Expression> conditions) {
        List<Expression> all = new ArrayList<>(conditions);
        Logical node = piece.node;
        for (Expression own : piece.own) {
            all.add(Conditions.shifted(own, piece.from));
        }
        if (node instanceof Logical.Filter(Logical below, Expression condition)) {
            for (Expression own : Conditions.terms(condition)) {
                all.add(Conditions.shifted(own, piece.from));
            }
            node = below;
        }
        if (!(node instanceof Logical.Scan scan)) {
            return Optional.empty();
        }
        Wanted wanted = Wanted.all(scan.width());
        Path path = new Paths(scan.table(), piece.from, wanted).best(all);
        boolean isKnown = !path.sargs().prefix().isEmpty() && usesLeft(path, piece.from);
        return isKnown ? Optional.of(path) : Optional.empty();
    }

    private static boolean usesLeft(Path path, int from) {
        return path.sargs().prefix().stream()
                .anyMatch(part ->
                        part.values().stream()
                                .anyMatch(value ->
                                        !Conditions.isConstant(value)
                                                && Conditions.isWithin(value, 0, from)));
    }

    private static boolean isWorthLooking(Path path, Planned outer, Piece piece) {
        if (isCounted(piece.node)) {
            double table = ((Logical.Scan) scanned(piece.node)).table().statistics().get().rows();
            return outer.rows() * (LOOKUP + path.rows()) <= table + LOOKUP;
        }
        return outer.rows() <= MANY && (path.rows() <= MANY || outer.rows() <= 10);
    }

    private Planned lookup(JoinKind kind, Planned outer, Piece piece, Path path, BitSet wanted) {
        Logical node = piece.node;
        if (node instanceof Logical.Filter(Logical below, _)) {
            node = below;
        }
        Logical.Scan scan = (Logical.Scan) node;
        BitSet columns = new BitSet();
        BitSet all = Conditions.columnsOf(path.rest());
        all.or(wanted);
        for (int i = 0; i < scan.width(); i++) {
            columns.set(i, all.get(piece.from + i));
        }
        Wanted own = new Wanted(columns, scan.width());
        Lookups lookups = new Lookups(scan.table(), path.layout(), own, Physical.locks(scan, own));
        Operator step =
                new LookupJoin(
                        kind, outer.step(), lookups, path.sargs(), Conditions.all(path.rest()));
        double rows = kind == JoinKind.INNER ? outer.rows() * path.rows() : outer.rows();
        return physical.note(new Planned(step, Math.max(1, rows)));
    }
}
