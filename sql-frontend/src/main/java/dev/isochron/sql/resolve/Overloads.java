package dev.isochron.sql.resolve;

import dev.isochron.sql.cast.CastContext;
import dev.isochron.sql.expression.Callable;
import dev.isochron.sql.expression.Signature;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeCategory;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Chooses among functions of one name by the types of the arguments, in PostgreSQL's steps.
final class Overloads {

    /// A function that can be called with so many arguments.
    ///
    /// @param parameters one type for each argument
    record Candidate(Callable callable, List<SqlType> parameters, boolean spreads) {}

    /// What came of it.
    ///
    /// @param chosen null if none fits, or several do
    /// @param isAmbiguous whether several do
    record Choice(@Nullable Candidate chosen, boolean isAmbiguous) {}

    private static final Choice NONE = new Choice(null, false);
    private static final Choice AMBIGUOUS = new Choice(null, true);

    private final List<SqlType> types;

    private Overloads(List<SqlType> types) {
        this.types = types;
    }

    /// Chooses one for arguments of these types.
    static Choice choose(List<? extends Callable> callables, List<SqlType> types) {
        return new Overloads(types).choose(candidates(callables, types.size()));
    }

    private static List<Candidate> candidates(List<? extends Callable> callables, int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (Callable callable : callables) {
            Signature signature = callable.signature();
            List<SqlType> parameters = signature.parameters();
            if (!signature.isVariadic() && parameters.size() == count) {
                candidates.add(new Candidate(callable, parameters, false));
            } else if (signature.isVariadic() && count >= parameters.size()) {
                candidates.add(new Candidate(callable, spread(parameters, count), true));
            }
        }
        return candidates;
    }

    private static List<SqlType> spread(List<SqlType> parameters, int count) {
        List<SqlType> spread = new ArrayList<>(parameters.subList(0, parameters.size() - 1));
        SqlType last = parameters.getLast();
        SqlType each = last.is(TypeId.ANY) ? last : elementOf(last);
        while (spread.size() < count) {
            spread.add(each);
        }
        return spread;
    }

    private static SqlType elementOf(SqlType array) {
        return switch (array.id()) {
            case ANYARRAY -> SqlType.of(TypeId.ANYELEMENT);
            case ANYCOMPATIBLEARRAY -> SqlType.of(TypeId.ANYCOMPATIBLE);
            default -> array.element().orElse(array);
        };
    }

    private Choice choose(List<Candidate> candidates) {
        Optional<Candidate> exact =
                candidates.stream()
                        .filter(this::isExact)
                        .findFirst()
                        .or(() -> exactPair(candidates));
        if (exact.isPresent()) {
            return new Choice(exact.get(), false);
        }
        List<Candidate> fitting = candidates.stream().filter(this::fits).toList();
        return switch (fitting.size()) {
            case 0 -> NONE;
            case 1 -> new Choice(fitting.getFirst(), false);
            default -> narrow(fitting);
        };
    }

    private boolean isExact(Candidate candidate) {
        for (int i = 0; i < types.size(); i++) {
            if (!candidate.parameters().get(i).isSameAs(types.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Of an operator with one untyped side, both sides are taken to be of one type first.
    private Optional<Candidate> exactPair(List<Candidate> candidates) {
        boolean isOperator =
                types.size() == 2
                        && !candidates.isEmpty()
                        && !Character.isLetter(candidates.getFirst().callable().name().charAt(0));
        if (!isOperator || isUnknown(0) == isUnknown(1)) {
            return Optional.empty();
        }
        SqlType known = types.get(isUnknown(0) ? 1 : 0);
        return candidates.stream()
                .filter(each ->
                        each.parameters().getFirst().isSameAs(known)
                                && each.parameters().getLast().isSameAs(known))
                .findFirst();
    }

    private boolean isUnknown(int i) {
        return types.get(i).is(TypeId.UNKNOWN);
    }

    private boolean fits(Candidate candidate) {
        for (int i = 0; i < types.size(); i++) {
            if (!Coercion.can(types.get(i), candidate.parameters().get(i), CastContext.IMPLICIT)) {
                return false;
            }
        }
        return Polymorphs.isConsistent(candidate.parameters(), types) || onlyUnknown(candidate);
    }

    /// What nothing determines is reported when the call is bound.
    private boolean onlyUnknown(Candidate candidate) {
        for (int i = 0; i < types.size(); i++) {
            boolean open = candidate.parameters().get(i).id().isPolymorphic();
            if (open && !isUnknown(i)) {
                return false;
            }
        }
        return true;
    }

    private Choice narrow(List<Candidate> fitting) {
        List<Candidate> best = withMost(fitting, (candidate, i) -> isSame(candidate, i));
        if (best.size() > 1) {
            best =
                    withMost(
                            best,
                            (candidate, i) -> isSame(candidate, i) || isPreferred(candidate, i));
        }
        if (best.size() > 1) {
            best = withoutSpreading(best);
        }
        if (best.size() == 1) {
            return new Choice(best.getFirst(), false);
        }
        if (types.stream().noneMatch(type -> type.is(TypeId.UNKNOWN))) {
            return AMBIGUOUS;
        }
        List<Candidate> byCategory = byCategories(best);
        if (byCategory.size() == 1) {
            return new Choice(byCategory.getFirst(), false);
        }
        return lastResort(byCategory.isEmpty() ? best : byCategory);
    }

    /// A function that takes the arguments as they are goes before one that gathers them.
    private static List<Candidate> withoutSpreading(List<Candidate> candidates) {
        List<Candidate> plain = candidates.stream().filter(each -> !each.spreads()).toList();
        return plain.isEmpty() ? candidates : plain;
    }

    private boolean isSame(Candidate candidate, int i) {
        return candidate.parameters().get(i).isSameAs(types.get(i));
    }

    private boolean isPreferred(Candidate candidate, int i) {
        SqlType parameter = candidate.parameters().get(i);
        return parameter.isPreferred() && parameter.category() == types.get(i).category();
    }

    /// Whether a candidate does well at an argument.
    private interface Merit {
        boolean at(Candidate candidate, int i);
    }

    private List<Candidate> withMost(List<Candidate> candidates, Merit merit) {
        int most = -1;
        List<Candidate> best = new ArrayList<>();
        for (Candidate candidate : candidates) {
            int count = 0;
            for (int i = 0; i < types.size(); i++) {
                count += !isUnknown(i) && merit.at(candidate, i) ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best.clear();
            }
            if (count == most) {
                best.add(candidate);
            }
        }
        return best;
    }

    /// Untyped arguments are texts if one candidate takes texts there, else what all agree on.
    ///
    /// @return none if they do not agree
    private List<Candidate> byCategories(List<Candidate> candidates) {
        List<Candidate> left = candidates;
        for (int i = 0; i < types.size(); i++) {
            if (!isUnknown(i)) {
                continue;
            }
            int at = i;
            Optional<TypeCategory> category = categoryAt(candidates, at);
            if (category.isEmpty()) {
                return List.of();
            }
            boolean hasPreferred =
                    candidates.stream()
                            .map(each -> each.parameters().get(at))
                            .anyMatch(type ->
                                    type.category() == category.get() && type.isPreferred());
            Predicate<SqlType> stays =
                    type ->
                            type.category() == category.get()
                                    && (!hasPreferred || type.isPreferred());
            left = left.stream().filter(each -> stays.test(each.parameters().get(at))).toList();
        }
        return left;
    }

    private static Optional<TypeCategory> categoryAt(List<Candidate> candidates, int i) {
        List<TypeCategory> all =
                candidates.stream()
                        .map(each -> each.parameters().get(i).category())
                        .distinct()
                        .toList();
        if (all.size() == 1) {
            return Optional.of(all.getFirst());
        }
        return all.contains(TypeCategory.STRING)
                ? Optional.of(TypeCategory.STRING)
                : Optional.empty();
    }

    private static boolean takesAll(Candidate candidate, SqlType type) {
        List<SqlType> same = Collections.nCopies(candidate.parameters().size(), type);
        return candidate.parameters().stream()
                        .allMatch(each -> Coercion.can(type, each, CastContext.IMPLICIT))
                && Polymorphs.isConsistent(candidate.parameters(), same);
    }

    /// If all typed arguments are of one type, the others are taken to be so, too.
    private Choice lastResort(List<Candidate> candidates) {
        List<SqlType> known =
                types.stream()
                        .filter(type -> !type.is(TypeId.UNKNOWN))
                        .map(SqlType::withoutModifier)
                        .distinct()
                        .toList();
        if (known.size() != 1) {
            return AMBIGUOUS;
        }
        SqlType type = known.getFirst();
        List<Candidate> fitting = candidates.stream().filter(each -> takesAll(each, type)).toList();
        return fitting.size() == 1 ? new Choice(fitting.getFirst(), false) : AMBIGUOUS;
    }
}
