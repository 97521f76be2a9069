package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;
import dev.isochron.sql.tree.Control.Mode;
import dev.isochron.sql.tree.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a session stands between BEGIN and COMMIT.
///
/// ```
/// NONE      ── BEGIN ──▶ OPEN ── error ──▶ FAILED
///  │  ▲                   │ ▲                │ │
///  │  └──── COMMIT, ──────┘ └─ ROLLBACK TO ──┘ │
///  │        ROLLBACK ◀────────────────────────-┘
///  └─ several statements at once ──▶ IMPLICIT ── their end ──▶ NONE; BEGIN makes it OPEN
/// ```
///
/// The transaction of the store begins with the first statement that needs it.
final class Block {
    private final Engine engine;
    private final SessionView view;
    private final SettingValues settings;
    private final List<Save> saves = new ArrayList<>();
    private Phase phase = Phase.NONE;
    private boolean readOnly;
    private @Nullable Expression asOf;
    private @Nullable Unit unit;
    private @Nullable SqlException doom;
    private boolean used;
    private long began;
    private SettingValues.Mark before;

    enum Phase {
        NONE,
        IMPLICIT,
        OPEN,
        FAILED
    }

    /// A savepoint.
    private record Save(String name, Object mark, SettingValues.Mark settings) {}

    Block(Engine engine, SessionView view) {
        this.engine = engine;
        this.view = view;
        this.settings = view.settings();
        this.before = settings.mark();
    }

    Phase phase() {
        return phase;
    }

    /// As ReadyForQuery says it.
    char status() {
        return switch (phase) {
            case NONE, IMPLICIT -> 'I';
            case OPEN -> 'T';
            case FAILED -> 'E';
        };
    }

    boolean isReadOnly() {
        return phase == Phase.NONE ? defaultReadOnly() : readOnly;
    }

    private boolean defaultReadOnly() {
        return settings.isOn(KnownSettings.DEFAULT_READ_ONLY);
    }

    /// When the transaction began, or now.
    long began() {
        return phase == Phase.NONE ? view.statementMicros() : began;
    }

    /// The transaction that is open, if there is one already.
    Optional<Unit> current() {
        return Optional.ofNullable(unit);
    }

    // -- ways in -----------------------------------------------------------------------------

    /// BEGIN.
    void begin(List<Mode> modes) {
        if (phase == Phase.NONE) {
            enter(defaultReadOnly());
        }
        phase = Phase.OPEN;
        apply(modes);
    }

    /// Several statements are about to run as one.
    ///
    /// @param reading whether all of them only read
    void beginImplicit(boolean reading) {
        if (phase == Phase.NONE) {
            enter(defaultReadOnly());
            phase = Phase.IMPLICIT;
            if (reading && !readOnly) {
                unit = engine.begin(Engine.Opening.READING, view);
            }
        }
    }

    private void enter(boolean reading) {
        readOnly = reading;
        asOf = null;
        unit = null;
        doom = null;
        used = false;
        began = view.statementMicros();
        saves.clear();
        before = settings.mark();
    }

    /// SET TRANSACTION, and what may follow BEGIN.
    void apply(List<Mode> modes) {
        for (Mode mode : modes) {
            switch (mode) {
                case Mode.Isolation _ ->
                        requireUnused(
                                "SET TRANSACTION ISOLATION LEVEL must be called before any query");
                case Mode.Access(boolean only, int _) -> access(only);
                case Mode.Deferrable _ -> {}
                case Mode.AsOf(Expression time, int _) -> {
                    requireUnused("AS OF SYSTEM TIME must be set before any query");
                    readOnly = true;
                    asOf = time;
                }
            }
        }
    }

    private void access(boolean only) {
        if (!only && readOnly) {
            requireUnused("transaction read-write mode must be set before any query");
        }
        if (!only && asOf != null) {
            throw SqlException.of(
                    SqlCode.ACTIVE_SQL_TRANSACTION, "a transaction of the past cannot write");
        }
        readOnly = only;
    }

    /// Isolation and access of a transaction cannot change once it has looked at something.
    private void requireUnused(String otherwise) {
        if (used) {
            throw SqlException.of(SqlCode.ACTIVE_SQL_TRANSACTION, otherwise);
        }
    }

    // -- in the middle -----------------------------------------------------------------------

    /// The transaction for a statement; begins it if it is the first.
    Unit unit(Engine.Compiled compiled) {
        compiled.asOf().ifPresent(this::look);
        return unit(compiled.onlyReads(), compiled.command());
    }

    /// A statement of the past: the only one of what it is in.
    private void look(Expression time) {
        requireNotFailed();
        if (phase != Phase.IMPLICIT || unit != null) {
            throw SqlError.of(
                            SqlCode.ACTIVE_SQL_TRANSACTION,
                            "AS OF SYSTEM TIME of a statement cannot be used among others")
                    .withHint("Begin the transaction with BEGIN AS OF SYSTEM TIME …")
                    .exception();
        }
        readOnly = true;
        asOf = time;
    }

    /// The transaction for a statement that need not be compiled.
    ///
    /// @param command for the error, if it may not write
    Unit unit(boolean onlyReads, String command) {
        requireNotFailed();
        if (!onlyReads) {
            requireWritable(command);
        }
        Unit open = open();
        if (open.reading() && !onlyReads) {
            throw readOnlyError(command);
        }
        used = true;
        return open;
    }

    private Unit open() {
        Unit open = unit;
        if (open == null) {
            open = engine.begin(new Engine.Opening(readOnly, Optional.ofNullable(asOf)), view);
            unit = open;
        }
        return open;
    }

    void requireWritable(String command) {
        if (isReadOnly()) {
            throw readOnlyError(command);
        }
    }

    private static SqlException readOnlyError(String command) {
        return SqlException.of(
                SqlCode.READ_ONLY_SQL_TRANSACTION,
                "cannot execute " + command + " in a read-only transaction");
    }

    void requireNotFailed() {
        if (phase == Phase.FAILED) {
            throw SqlException.of(
                    SqlCode.IN_FAILED_SQL_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction"
                            + " block");
        }
    }

    void requireBlock(String command) {
        if (phase == Phase.NONE || phase == Phase.IMPLICIT) {
            throw SqlException.of(
                    SqlCode.NO_ACTIVE_SQL_TRANSACTION,
                    command + " can only be used in transaction blocks");
        }
    }

    void requireNoBlock(String command) {
        if (phase != Phase.NONE) {
            throw SqlException.of(
                    SqlCode.ACTIVE_SQL_TRANSACTION,
                    command + " cannot run inside a transaction block");
        }
    }

    // -- savepoints --------------------------------------------------------------------------

    void savepoint(String name) {
        requireNotFailed();
        saves.add(new Save(name, open().mark(), settings.mark()));
    }

    void release(String name) {
        requireNotFailed();
        int at = find(name);
        open().forget(saves.get(at).mark());
        saves.subList(at, saves.size()).clear();
    }

    void rollbackTo(String name) {
        int at = find(name);
        if (doom != null) {
            throw doom;
        }
        Save save = saves.get(at);
        open().backTo(save.mark());
        settings.restore(save.settings());
        saves.subList(at + 1, saves.size()).clear();
        phase = Phase.OPEN;
    }

    private int find(String name) {
        for (int i = saves.size() - 1; i >= 0; i--) {
            if (saves.get(i).name().equals(name)) {
                return i;
            }
        }
        throw SqlException.of(
                SqlCode.INVALID_SAVEPOINT_SPECIFICATION,
                "savepoint \"" + name + "\" does not exist");
    }

    // -- ways out ----------------------------------------------------------------------------

    /// A statement failed. Without savepoints nothing can be kept, and the locks go at once.
    ///
    /// @param undone what the transaction was undone by, if the cluster did it
    void fail(@Nullable SqlException undone) {
        switch (phase) {
            case NONE, FAILED -> {}
            case IMPLICIT -> rollback();
            case OPEN -> {
                phase = Phase.FAILED;
                if (undone != null) {
                    doom = undone;
                }
                if (saves.isEmpty() || doom != null) {
                    abandon();
                }
            }
        }
    }

    private void abandon() {
        Unit open = unit;
        unit = null;
        if (open != null) {
            open.rollback();
        }
    }

    /// Commits what is open.
    void commit() {
        Unit open = unit;
        try {
            if (open != null) {
                note(open.commit());
            }
            settings.forgetLocal();
        } catch (RuntimeException e) {
            settings.restore(before);
            throw e;
        } finally {
            leave();
        }
    }

    /// Begins to commit an implicit transaction, and goes on with another. Who asks must
    /// [settle][#settle] it before it commits that one.
    Optional<Unit> commitBehind() {
        Optional<Unit> behind = current();
        behind.ifPresent(Unit::beginCommit);
        leave();
        beginImplicit(false);
        return behind;
    }

    /// Waits for a commit that was begun.
    void settle(Unit behind) {
        note(behind.commit());
    }

    private void note(String token) {
        if (!token.isEmpty()) {
            settings.note(KnownSettings.COMMIT_TOKEN, token);
        }
    }

    /// Commits an implicit transaction, but keeps it if the cluster has undone it: it can be run
    /// again.
    void commitOrKeep() {
        try {
            note(open().commit());
        } catch (RuntimeException e) {
            if (!Faults.isAbort(e)) {
                settings.restore(before);
                leave();
            }
            throw e;
        }
        settings.forgetLocal();
        leave();
    }

    void rollback() {
        settings.restore(before);
        abandon();
        leave();
    }

    private void leave() {
        phase = Phase.NONE;
        unit = null;
        doom = null;
        saves.clear();
        settings.forgetLocal();
    }

    /// COMMIT AND CHAIN, ROLLBACK AND CHAIN: the next one is like this one.
    void chain(Runnable end) {
        boolean sameAccess = readOnly;
        end.run();
        enter(sameAccess);
        phase = Phase.OPEN;
    }

    /// What PostgreSQL warns of.
    static SqlError noTransaction() {
        return SqlError.of(
                SqlCode.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
    }
}
