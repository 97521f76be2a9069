package dev.isochron.sql.engine;

import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.syntax.Fingerprint;
import dev.isochron.sql.type.SqlType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Statements that were understood before, by the very text and all that decides what it means, for
/// all sessions of a gateway. One for each image of the catalog: with another all are gone, and
/// with other statistics those that rest on them.
///
/// Drivers send the same few texts again and again, each session its own; without this each is
/// parsed and planned each time. Texts that differ in a value are one from the second on: see
/// [Fingerprint], whose key is kept like a text.
final class KeptPlans {

    private static final int MAX_PLANS = 2000;

    /// A longer text is not likely to come again, and not cheap to keep.
    private static final int MAX_TEXT = 8192;

    private final Map<Key, Kept> plans =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
                    return size() > MAX_PLANS;
                }
            };

    /// What is known of a text.
    sealed interface Kept {
        /// What it means.
        record Understood(Program program) implements Kept {}

        /// The key of a text that came once: a plan of its own was good enough.
        record Once() implements Kept {}

        /// A key that means nothing by itself: each of its texts does.
        record Alone() implements Kept {}
    }

    /// What a statement means depends on.
    ///
    /// @param declared types of its parameters
    /// @param format how values are read that are written in it
    private record Key(
            String text,
            List<SqlType> declared,
            List<String> path,
            String user,
            FormatSettings format) {

        static Key of(String text, List<SqlType> declared, SessionView view) {
            return new Key(text, declared, view.searchPath(), view.user(), view.format());
        }
    }

    synchronized Optional<Program> find(String text, List<SqlType> declared, SessionView view) {
        return look(text, declared, view)
                .filter(Kept.Understood.class::isInstance)
                .map(kept -> ((Kept.Understood) kept).program());
    }

    synchronized Optional<Kept> look(String text, List<SqlType> declared, SessionView view) {
        return text.length() > MAX_TEXT
                ? Optional.empty()
                : Optional.ofNullable(plans.get(Key.of(text, declared, view)));
    }

    /// Notes something of a key.
    void note(String key, List<SqlType> declared, Kept what, SessionView view) {
        put(Key.of(key, List.copyOf(declared), view), what);
    }

    void keep(String text, List<SqlType> declared, Program program, SessionView view) {
        boolean isSuch =
                text.length() <= MAX_TEXT
                        && program.kind() instanceof Program.Kind.Planned
                        && program.path().equals(view.searchPath())
                        && !(text.indexOf('\'') >= 0 && Fingerprint.tellsTime(text));
        if (isSuch) {
            put(Key.of(text, List.copyOf(declared), view), new Kept.Understood(program));
        }
    }

    /// Takes over what others know, of programs those that pass.
    void takeOver(KeptPlans others, Predicate<Program> passing) {
        others.all()
                .forEach((key, kept) -> {
                    boolean isGood =
                            switch (kept) {
                                case Kept.Understood(Program program) -> passing.test(program);
                                case Kept.Once _, Kept.Alone _ -> true;
                            };
                    if (isGood) {
                        put(key, kept);
                    }
                });
    }

    private synchronized Map<Key, Kept> all() {
        return new LinkedHashMap<>(plans);
    }

    private synchronized void put(Key key, Kept what) {
        plans.put(key, what);
    }
}
