package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Control;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements about transactions and sessions as text.
final class SessionText {

    private final SqlText text;
    private final ExpressionText expressions;

    SessionText(SqlText text, ExpressionText expressions) {
        this.text = text;
        this.expressions = expressions;
    }

    /// A statement about the transaction.
    void control(Control control) {
        switch (control) {
            case Control.Begin(boolean start, var modes, _) -> {
                text.add(start ? "START TRANSACTION" : "BEGIN");
                text.addIf(!modes.isEmpty(), " ");
                modes(modes);
            }
            case Control.Commit(boolean chain, _) -> text.add("COMMIT").addIf(chain, " AND CHAIN");
            case Control.Rollback(boolean chain, _) ->
                    text.add("ROLLBACK").addIf(chain, " AND CHAIN");
            case Control.Savepoint(var name, _) -> text.add("SAVEPOINT ").name(name);
            case Control.Release(var name, _) -> text.add("RELEASE SAVEPOINT ").name(name);
            case Control.RollbackTo(var name, _) -> text.add("ROLLBACK TO SAVEPOINT ").name(name);
            case Control.SetTransaction(boolean session, var modes, _) -> {
                text.add(
                        session
                                ? "SET SESSION CHARACTERISTICS AS TRANSACTION "
                                : "SET TRANSACTION ");
                modes(modes);
            }
            case Control.SetSnapshot(var snapshot, _) ->
                    text.add("SET TRANSACTION SNAPSHOT ").string(snapshot);
            case Control.SetConstraints(var names, boolean deferred, _) -> {
                text.add("SET CONSTRAINTS ").addIf(names.isEmpty(), "ALL");
                text.join(names, ", ", text::name);
                text.add(deferred ? " DEFERRED" : " IMMEDIATE");
            }
        }
    }

    private void modes(List<Control.Mode> modes) {
        text.join(
                modes,
                ", ",
                mode -> {
                    switch (mode) {
                        case Control.Mode.Isolation(var level, _) ->
                                text.add("ISOLATION LEVEL " + level.words());
                        case Control.Mode.Access(boolean readOnly, _) ->
                                text.add(readOnly ? "READ ONLY" : "READ WRITE");
                        case Control.Mode.Deferrable(boolean on, _) ->
                                text.add(on ? "DEFERRABLE" : "NOT DEFERRABLE");
                        case Control.Mode.AsOf(var time, _) -> {
                            text.add("AS OF SYSTEM TIME ");
                            expressions.operand(time);
                        }
                    }
                });
    }

    /// A statement about the session.
    void setting(Setting setting) {
        switch (setting) {
            case Setting.Assign assign -> assign(assign);
            case Setting.Reset(var name, _) -> text.add("RESET ").add(settingOrAll(name));
            case Setting.Show(var name, _) -> text.add("SHOW ").add(settingOrAll(name));
            case Setting.Discard(var scope, _) -> text.add("DISCARD " + scope.name());
            case Setting.Close(var cursor, _) -> nameOr("CLOSE ", cursor, "ALL");
            case Setting.Unlisten(var channel, _) -> nameOr("UNLISTEN ", channel, "*");
        }
    }

    private static String settingOrAll(@Nullable Name name) {
        return name == null ? "ALL" : SqlText.settingName(name.text());
    }

    private void nameOr(String verb, @Nullable Name name, String all) {
        text.add(verb);
        if (name == null) {
            text.add(all);
        } else {
            text.name(name);
        }
    }

    private void assign(Setting.Assign assign) {
        text.add(assign.local() ? "SET LOCAL " : "SET ");
        boolean interval =
                assign.values().size() == 1
                        && assign.values().getFirst() instanceof Expression.TypedLiteral;
        if (interval) {
            text.add("TIME ZONE ");
        } else {
            text.add(SqlText.settingName(assign.name().text())).add(" TO ");
        }
        text.addIf(assign.values().isEmpty(), "DEFAULT");
        text.join(assign.values(), ", ", expressions::expression);
    }
}
