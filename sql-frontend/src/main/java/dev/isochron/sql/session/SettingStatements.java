package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.Block.Phase;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.time.IntervalReader;
import dev.isochron.sql.tree.Control.Mode;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.Setting;
import dev.isochron.sql.tree.TypeName.IntervalFields;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// SET, SHOW, RESET, DISCARD.
final class SettingStatements {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_$]*");

    private final Block block;
    private final SettingValues settings;
    private final Identity identity;
    private final Runnable forgetAll;
    private final Portals portals;

    /// @param forgetAll gives up all prepared statements
    SettingStatements(
            Block block,
            SettingValues settings,
            Identity identity,
            Portals portals,
            Runnable forgetAll) {
        this.block = block;
        this.settings = settings;
        this.identity = identity;
        this.portals = portals;
        this.forgetAll = forgetAll;
    }

    /// What SHOW gives.
    static Optional<List<Column>> columns(Setting statement) {
        if (!(statement instanceof Setting.Show show)) {
            return Optional.empty();
        }
        if (show.name() == null) {
            return Optional.of(
                    List.of(
                            Column.of("name", SqlType.TEXT),
                            Column.of("setting", SqlType.TEXT),
                            Column.of("description", SqlType.TEXT)));
        }
        String name = show.name().text();
        String shown = KnownSettings.named(name).map(s -> s.name()).orElse(name);
        return Optional.of(List.of(Column.of(shown, SqlType.TEXT)));
    }

    /// Runs it, and returns its tag.
    ///
    /// @param described whether columns are announced before rows
    String run(Setting statement, boolean described, Output out) {
        block.requireNotFailed();
        return switch (statement) {
            case Setting.Assign assign -> assign(assign, out);
            case Setting.Reset reset -> reset(reset);
            case Setting.Show show -> show(show, described, out);
            case Setting.Discard discard -> discard(discard);
            case Setting.Close close -> close(close);
            case Setting.Unlisten _ -> "UNLISTEN";
        };
    }

    private String assign(Setting.Assign assign, Output out) {
        boolean inBlock = block.phase() == Phase.OPEN;
        if (assign.local() && !inBlock) {
            out.notice(
                    Output.Severity.WARNING,
                    SqlError.of(
                            SqlCode.NO_ACTIVE_SQL_TRANSACTION,
                            "SET LOCAL can only be used in transaction blocks"));
            return "SET";
        }
        String name = assign.name().text();
        if (assign.values().isEmpty()) {
            setBack(name, assign.local());
        } else {
            set(name, text(name, assign.values()), assign.local());
        }
        return "SET";
    }

    /// Sets one thing, as SET and `set_config` do; returns what SHOW says of it then.
    String set(String name, String value, boolean local) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case KnownSettings.TRANSACTION_READ_ONLY ->
                    block.apply(List.of(new Mode.Access(isOn(name, value), 0)));
            case KnownSettings.TRANSACTION_ISOLATION, "transaction_deferrable" ->
                    settings.set(name, value, true);
            case "session_authorization", "role" -> requireSelf(name, value);
            default -> settings.set(name, value, local && block.phase() != Phase.NONE);
        }
        return shown(name);
    }

    private static boolean isOn(String name, String value) {
        return KnownSettings.named(name).orElseThrow().form().normalize(name, value).equals("on");
    }

    private void requireSelf(String name, String value) {
        boolean self =
                value.equals(identity.user())
                        || value.equalsIgnoreCase("none")
                        || value.equalsIgnoreCase("default");
        if (!self) {
            throw SqlError.of(
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "changing \"" + name + "\" to another user not supported")
                    .withHint("Connect as that user instead.")
                    .exception();
        }
    }

    private void setBack(String name, boolean local) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "session_authorization", "role" -> {}
            default -> settings.reset(name, local);
        }
    }

    private String reset(Setting.Reset reset) {
        Name name = reset.name();
        if (name == null) {
            settings.resetAll();
        } else {
            setBack(name.text(), false);
        }
        return "RESET";
    }

    private String show(Setting.Show show, boolean described, Output out) {
        List<Value[]> rows = new ArrayList<>();
        Name name = show.name();
        if (name != null) {
            rows.add(new Value[] {Value.of(shown(name.text()))});
        } else {
            settings.all().forEach(one -> rows.add(row(one)));
        }
        List<Column> columns = columns(show).orElseThrow();
        if (described) {
            out.describe(columns, Formats.TEXT);
        }
        out.rows(columns, Formats.TEXT, FormatSettings.DEFAULT);
        rows.forEach(out::row);
        return "SHOW";
    }

    private Value[] row(SettingValues.Shown one) {
        String name = one.setting().name();
        return new Value[] {
            Value.of(name), Value.of(shown(name)), Value.of(one.setting().description())
        };
    }

    /// What SHOW says.
    String shown(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case KnownSettings.TRANSACTION_READ_ONLY -> block.isReadOnly() ? "on" : "off";
            case "role" -> "none";
            default -> settings.shown(name);
        };
    }

    private String discard(Setting.Discard discard) {
        return switch (discard.scope()) {
            case ALL -> {
                block.requireNoBlock("DISCARD ALL");
                settings.resetAll();
                portals.clear();
                forgetAll.run();
                yield "DISCARD ALL";
            }
            case PLANS -> "DISCARD PLANS";
            case SEQUENCES -> "DISCARD SEQUENCES";
            case TEMPORARY -> "DISCARD TEMP";
        };
    }

    private String close(Setting.Close close) {
        Name cursor = close.cursor();
        if (cursor == null) {
            portals.clear();
            return "CLOSE CURSOR ALL";
        }
        if (!portals.has(cursor.text())) {
            throw SqlException.of(
                    SqlCode.INVALID_CURSOR_NAME, "cursor \"" + cursor.text() + "\" does not exist");
        }
        portals.close(cursor.text());
        return "CLOSE CURSOR";
    }

    private static String text(String name, List<Expression> values) {
        boolean names = name.equalsIgnoreCase(KnownSettings.SEARCH_PATH);
        if (values.size() > 1
                && !names
                && !name.equalsIgnoreCase("datestyle")
                && KnownSettings.named(name).isPresent()) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE, "SET " + name + " takes only one argument");
        }
        List<String> texts = new ArrayList<>();
        for (Expression value : values) {
            String text = text(value);
            texts.add(names ? quoted(text) : text);
        }
        return String.join(", ", texts);
    }

    private static String text(Expression value) {
        return switch (value) {
            case Expression.StringLiteral(String text, int _) -> text;
            case Expression.NumberLiteral(String text, int _) -> text;
            case Expression.BooleanLiteral(boolean on, int _) -> on ? "on" : "off";
            case Expression.Unary(Operator operator, Expression operand) ->
                    operator.symbol() + text(operand);
            case Expression.TypedLiteral(var type, String text, int _)
                    when type.name().last().text().equals("interval")
                            && (type.fields() == null
                                    || type.fields() == IntervalFields.HOUR_TO_MINUTE) ->
                    hours(text);
            default ->
                    throw SqlException.unsupported(value.position(), "this value of a setting is");
        };
    }

    /// A zone may be said as how far it is from UTC.
    private static String hours(String text) {
        long micros = IntervalReader.read(text, Modifier.NONE).micros();
        return BigDecimal.valueOf(micros)
                .divide(BigDecimal.valueOf(Days.MICROS_PER_HOUR), 6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String quoted(String name) {
        return PLAIN_NAME.matcher(name).matches() || name.startsWith("\"")
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
