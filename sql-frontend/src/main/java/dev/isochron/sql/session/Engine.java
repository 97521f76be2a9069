package dev.isochron.sql.session;

import dev.isochron.client.error.IsochronException;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What compiles and runs statements, as a session needs it.
public interface Engine {

    /// Finds out what a statement means.
    ///
    /// @param declared types of the first parameters; an `unknown` is to be found out
    /// @param unit the transaction that it is for, if there is one: it sees its own new tables
    Compiled compile(
            Statement statement, List<SqlType> declared, @Nullable Unit unit, SessionView view);

    /// A statement that was understood before, here or in another session, if it means the same
    /// now.
    ///
    /// @param declared types of the first parameters
    default Optional<Understood> recall(
            String text, List<SqlType> declared, @Nullable Unit unit, SessionView view) {
        return Optional.empty();
    }

    /// Keeps what a text of one statement was understood as, if that is worth it.
    default void keep(String text, List<SqlType> declared, Compiled compiled, SessionView view) {}

    /// A statement that means the same as one that was understood before, but for values that are
    /// written into it.
    default Optional<Shared> share(String text, @Nullable Unit unit, SessionView view) {
        return Optional.empty();
    }

    /// What statements share that differ in values, and the values of one of them.
    ///
    /// @param positions where a place of the shared statement is in this one
    record Shared(Compiled compiled, List<Value> values, IntUnaryOperator positions) {}

    /// A statement, and what it was understood as.
    record Understood(Statement statement, Compiled compiled) {}

    /// Whether a compiled statement still means what it did.
    boolean isCurrent(Compiled compiled, SessionView view);

    /// Begins a transaction, or a snapshot.
    Unit begin(Opening opening, SessionView view);

    /// What a unit is to be.
    ///
    /// @param reading whether it only reads, of one moment and without locks
    /// @param asOf which moment, as the user wrote it
    record Opening(boolean reading, Optional<Expression> asOf) {
        public static final Opening WRITING = new Opening(false, Optional.empty());
        public static final Opening READING = new Opening(true, Optional.empty());

        static Opening reading(Optional<Expression> asOf) {
            return asOf.isEmpty() ? READING : new Opening(true, asOf);
        }
    }

    /// A statement that was understood.
    interface Compiled {
        List<SqlType> parameters();

        /// Columns of its rows; empty if it gives none.
        Optional<List<Column>> columns();

        /// Whether a snapshot is enough for it.
        boolean onlyReads();

        /// The moment that it is to be run at, if it names one.
        Optional<Expression> asOf();

        /// Its first words, for errors: `INSERT`, `CREATE TABLE`.
        String command();

        /// Whether rows have to be looked for before it can be run, or while it is.
        default boolean looksForRows() {
            return true;
        }

        /// Whether there is more to say of it once it is committed.
        default boolean tellsOfCommit() {
            return false;
        }

        /// Whether others must not see its text.
        default boolean isSecret() {
            return false;
        }

        /// What is said when it is done.
        String tag(long count);
    }

    /// An open transaction, or a snapshot.
    interface Unit {
        boolean reading();

        /// Runs a statement.
        ///
        /// @param parameters of the statement; an INSERT that lists one row can be given those of
        ///   many rows, one after the other, and inserts them all
        /// @param text for the errors of others that it stands in the way of
        /// @throws Outdated if it gives other columns now than it was compiled for; its rows may
        ///   throw that, too, before the first of them
        Rows run(Compiled compiled, List<Value> parameters, SessionView view, String text);

        /// A load has ended whose statements were given many rows each: what is wrong with them is
        /// told now.
        default void finishLoad() {}

        /// Its statements are those of one load, and it is committed right after them: what is
        /// wrong with rows of it may be told by the commit.
        default void loads() {}

        /// Begins to commit, and nobody waits. [#commit] does, and must follow; nothing else may be
        /// done in between.
        default void beginCommit() {}

        /// Makes sure that all it read so far is still of one moment, if it is not over.
        ///
        /// @throws dev.isochron.client.error.AbortedException if it was undone meanwhile
        void confirm();

        /// A place to go back to.
        Object mark();

        void backTo(Object mark);

        void forget(Object mark);

        /// Commits.
        ///
        /// @return what the commit can be read by elsewhere
        String commit();

        /// Rows of its last statement that only the commit could tell: they follow the others.
        default List<Value[]> epilogue() {
            return List.of();
        }

        /// The same failure, with the names that the catalog has for the rows that it is about.
        default IsochronException named(IsochronException failure) {
            return failure;
        }

        /// Begins another attempt with the same age; nothing remains of this one.
        void restart();

        /// Gives it up. Nothing happens if it is over already.
        void rollback();
    }

    /// Rows that come one by one, and their number at the end.
    interface Rows extends AutoCloseable {
        /// The next row; null at the end.
        Value @Nullable [] next();

        /// How values are written, once the first row was asked for.
        default FormatSettings format(SessionView view) {
            return view.format();
        }

        /// After the end: rows given or changed.
        long count();

        @Override
        void close();
    }
}
