package dev.isochron.sql.engine;

import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.run.Profile;
import dev.isochron.sql.session.SessionView;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// EXPLAIN in one transaction: how the statement went, and then how its commit did.
final class Explaining {

    private @Nullable Profile profiled;
    private List<Value[]> epilogue = List.of();

    /// Tells of a statement's plan, and of its run if it is to be run.
    ///
    /// @param begin runs it
    Answer explain(
            Program.Kind.Explained explained,
            StoredReader reader,
            SessionView view,
            BiFunction<Program.Kind.Planned, Profile, Answer> begin) {
        if (!(explained.inner().kind() instanceof Program.Kind.Planned planned)) {
            return Answer.of(Explanation.rows(List.of("Utility Statement")));
        }
        if (!explained.analyze()) {
            return Answer.of(Explanation.rows(Explanation.lines(planned.plan(), null)));
        }
        Profile profile = new Profile(explained.timed());
        List<String> lines =
                Explanation.run(
                        planned.plan(),
                        profile,
                        reader,
                        view,
                        counting -> begin.apply(planned, counting));
        profiled = profile;
        return Answer.of(Explanation.rows(lines));
    }

    /// Another attempt begins, and nothing of this one counts.
    void forget() {
        profiled = null;
        epilogue = List.of();
    }

    /// Commits, and notes how that went if somebody wants to know.
    ///
    /// @param nanos time that only goes forward
    Receipt commit(Supplier<Receipt> commit, LongSupplier nanos) {
        long begun = nanos.getAsLong();
        Receipt receipt = commit.get();
        Profile asked = profiled;
        if (asked != null) {
            Duration took = Duration.ofNanos(nanos.getAsLong() - begun);
            epilogue = Explanation.rows(Explanation.commit(receipt.statistics(), took, asked));
        }
        return receipt;
    }

    /// What there is to say of the commit.
    List<Value[]> epilogue() {
        return epilogue;
    }
}
