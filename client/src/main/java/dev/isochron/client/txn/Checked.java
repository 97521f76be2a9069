package dev.isochron.client.txn;

import dev.isochron.client.route.Asking;
import dev.isochron.client.route.Errand;
import dev.isochron.client.route.ShardReads;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads of one moment, without locks, that the commit will check.
final class Checked implements Asking {

    private final Run run;
    private final Function<Lookup, LockMode> modes;

    /// @param modes in which the commit checks what each lookup found
    Checked(Run run, Function<Lookup, LockMode> modes) {
        this.run = run;
        this.modes = modes;
    }

    @Override
    public boolean oneFirst() {
        return run.moment().oneFirst();
    }

    @Override
    public Errand.Order order(ShardEntry entry, Supplier<Span> keys, List<Lookup> lookups) {
        return run.moment().order(entry, keys, lookups);
    }

    @Override
    public List<Reply.Found> found(
            ShardEntry entry, List<Lookup> lookups, Errand.Ending.Answered answer) {
        List<Reply.Found> found = run.moment().found(entry, lookups, answer);
        Timestamp at = run.moment().at().orElseThrow();
        for (int i = 0; i < found.size(); i++) {
            Span looked = ShardReads.looked(lookups.get(i), found.get(i));
            run.check(new Share.Check(looked, modes.apply(lookups.get(i)), at));
        }
        return found;
    }
}
