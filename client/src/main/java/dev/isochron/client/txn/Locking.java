package dev.isochron.client.txn;

import dev.isochron.client.route.Asking;
import dev.isochron.client.route.Errand;
import dev.isochron.client.route.ShardReads;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads that take locks.
final class Locking implements Asking {

    /// What an answer may take, and more than any shard waits.
    private static final Duration ON_THE_WAY = Duration.ofMillis(200);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Run run;
    private final Function<Lookup, LockMode> modes;
    private final LockWait patience;

    /// @param modes that each lookup asks for
    Locking(Run run, Function<Lookup, LockMode> modes, LockWait patience) {
        this.run = run;
        this.modes = modes;
        this.patience = patience;
    }

    @Override
    public boolean oneFirst() {
        return false;
    }

    @Override
    public Errand.Order order(ShardEntry entry, Supplier<Span> keys, List<Lookup> lookups) {
        run.asks(entry);
        Optional<Tenure> tenure = run.tenureAt(entry);
        List<LockMode> each = lookups.stream().map(modes).toList();
        boolean alike = each.stream().allMatch(each.getFirst()::equals);
        List<LockMode> asked = alike ? List.of(each.getFirst()) : each;
        return new Errand.Order(
                keys,
                Errand.Target.LEADER,
                run.router().settings().perLockedTry(),
                route ->
                        new Request.LockingRead(
                                route,
                                run.attempt(),
                                tenure,
                                lookups,
                                asked,
                                patience,
                                Optional.of(longest())));
    }

    /// The shard gives up a little before the caller does: then its answer, which says who holds
    /// the locks, comes in time.
    private Duration longest() {
        Duration left = run.deadline().left(LONGEST);
        return left.compareTo(ON_THE_WAY.multipliedBy(2)) > 0
                ? left.minus(ON_THE_WAY)
                : left.dividedBy(2);
    }

    @Override
    public List<Reply.Found> found(
            ShardEntry entry, List<Lookup> lookups, Errand.Ending.Answered answer) {
        return switch (answer.reply()) {
            case Reply.Locked(var tenure, var found, var met, var waited)
                    when found.size() == lookups.size() -> {
                run.waited(waited.toNanos());
                run.asks(entry);
                run.meets(met);
                for (int i = 0; i < found.size(); i++) {
                    run.holds(entry, tenure, ShardReads.looked(lookups.get(i), found.get(i)));
                    keep(lookups.get(i), found.get(i));
                }
                yield found;
            }
            case Reply.Failed(Aborted.LockUnavailable lock) when patience == LockWait.NO_WAIT ->
                    throw run.refused(lock);
            case Reply.Failed(var failure) -> throw run.doomed(failure);
            default -> throw new IllegalStateException("no answer to a read: " + answer.reply());
        };
    }

    /// What others cannot change any more. Rows that a program made are none; a key that was
    /// skipped may have one.
    private void keep(Lookup lookup, Reply.Found found) {
        LockMode mode = modes.apply(lookup);
        boolean isWhole = !(lookup instanceof Lookup.Range range) || range.program().isEmpty();
        if (isWhole) {
            found.rows().forEach(pair -> run.held().add(pair.key(), mode, pair));
        }
        boolean isNone = found.rows().isEmpty() && found.resume().isEmpty();
        if (isNone && lookup instanceof Lookup.Point(Key key) && patience != LockWait.SKIP) {
            run.held().add(key, mode, null);
        }
    }

    /// What was found earlier under locks that are enough.
    Held.@Nullable Found known(Key key) {
        return run.held().at(key, modes.apply(new Lookup.Point(key)));
    }
}
