package dev.isochron.sql.engine;

import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.type.SqlType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Statements that were understood before, by the very text and all that decides what it means, for
/// all sessions of a gateway. One for each image of the catalog: with another all are gone.
///
/// Drivers send the same few texts again and again, each session its own; without this each is
/// parsed and planned each time. Texts that differ in a literal are different here.
final class KeptPlans {

    private static final int MAX_PLANS = 2000;

    /// A longer text is not likely to come again, and not cheap to keep.
    private static final int MAX_TEXT = 8192;

    /// Words that mean another moment each time they are read, even as text.
    private static final List<String> MOMENTS = List.of("now", "today", "tomorrow", "yesterday");

    private final Map<Key, Program> plans =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Program> eldest) {
                    return size() > MAX_PLANS;
                }
            };

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
        return text.length() > MAX_TEXT
                ? Optional.empty()
                : Optional.ofNullable(plans.get(Key.of(text, declared, view)));
    }

    void keep(String text, List<SqlType> declared, Program program, SessionView view) {
        boolean isSuch =
                text.length() <= MAX_TEXT
                        && program.kind() instanceof Program.Kind.Planned
                        && program.path().equals(view.searchPath())
                        && !tellsTime(text);
        if (isSuch) {
            put(Key.of(text, List.copyOf(declared), view), program);
        }
    }

    private synchronized void put(Key key, Program program) {
        plans.put(key, program);
    }

    /// `now()` is computed anew in each run; `'now'` was, when it was read.
    private static boolean tellsTime(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.indexOf('\'') >= 0 && MOMENTS.stream().anyMatch(lower::contains);
    }
}
