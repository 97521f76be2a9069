package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Control;
import dev.isochron.sql.tree.Control.Level;
import dev.isochron.sql.tree.Control.Mode;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// BEGIN, COMMIT, ROLLBACK, savepoints, and the modes of transactions.
final class Controls {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Controls(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// BEGIN or START TRANSACTION.
    Statement begin() {
        Token word = tokens.take();
        boolean start = word.is("start");
        if (start) {
            tokens.expect("transaction");
        } else {
            skipNoise();
        }
        return new Control.Begin(start, modes(), word.position());
    }

    private void skipNoise() {
        if (tokens.atAny("work", "transaction")) {
            tokens.take();
        }
    }

    /// COMMIT or END.
    Statement commit() {
        int at = tokens.take().position();
        refusePrepared(at, "COMMIT PREPARED");
        skipNoise();
        return new Control.Commit(chain(), at);
    }

    /// ROLLBACK or ABORT.
    Statement rollback() {
        Token word = tokens.take();
        int at = word.position();
        refusePrepared(at, "ROLLBACK PREPARED");
        skipNoise();
        if (word.is("rollback") && tokens.accept("to")) {
            tokens.accept("savepoint");
            return new Control.RollbackTo(names.column(), at);
        }
        return new Control.Rollback(chain(), at);
    }

    private void refusePrepared(int at, String what) {
        if (tokens.at("prepared")) {
            throw Tokens.unsupportedOne(at, what);
        }
    }

    private boolean chain() {
        if (!tokens.accept("and")) {
            return false;
        }
        boolean no = tokens.accept("no");
        tokens.expect("chain");
        return !no;
    }

    /// SAVEPOINT.
    Statement savepoint() {
        int at = tokens.take().position();
        return new Control.Savepoint(names.column(), at);
    }

    /// RELEASE.
    Statement release() {
        int at = tokens.take().position();
        if (tokens.at("savepoint") && tokens.peek(1).isName()) {
            tokens.take();
        }
        return new Control.Release(names.column(), at);
    }

    /// SET CONSTRAINTS from after the word on.
    Statement setConstraints(int at) {
        var constraints =
                tokens.accept("all")
                        ? List.<dev.isochron.sql.tree.QualifiedName>of()
                        : tokens.list(names::qualified);
        boolean deferred = tokens.expectAny("deferred", "immediate").equals("deferred");
        return new Control.SetConstraints(constraints, deferred, at);
    }

    /// Modes with or without commas between them, at least one.
    List<Mode> someModes() {
        List<Mode> modes = modes();
        if (modes.isEmpty()) {
            throw tokens.unexpected();
        }
        return modes;
    }

    private List<Mode> modes() {
        List<Mode> modes = new ArrayList<>();
        Mode mode = mode();
        while (mode != null) {
            modes.add(mode);
            boolean comma = tokens.accept(",");
            mode = mode();
            if (comma && mode == null) {
                throw tokens.unexpected();
            }
        }
        return List.copyOf(modes);
    }

    private @Nullable Mode mode() {
        int at = tokens.position();
        if (tokens.accept("isolation")) {
            tokens.expect("level");
            return new Mode.Isolation(level(), at);
        }
        if (tokens.accept("read")) {
            boolean only = tokens.expectAny("only", "write").equals("only");
            return new Mode.Access(only, at);
        }
        if (tokens.accept("deferrable")) {
            return new Mode.Deferrable(true, at);
        }
        if (tokens.accept("not")) {
            tokens.expect("deferrable");
            return new Mode.Deferrable(false, at);
        }
        Expression asOf = grammar.queries.asOf();
        return asOf == null ? null : new Mode.AsOf(asOf, at);
    }

    private Level level() {
        return switch (tokens.expectAny("serializable", "repeatable", "read")) {
            case "serializable" -> Level.SERIALIZABLE;
            case "repeatable" -> {
                tokens.expect("read");
                yield Level.REPEATABLE_READ;
            }
            default ->
                    tokens.expectAny("committed", "uncommitted").equals("committed")
                            ? Level.READ_COMMITTED
                            : Level.READ_UNCOMMITTED;
        };
    }
}
