package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;
import dev.isochron.sql.setting.TimeZones;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What statements see of this session; computed again when a setting has changed.
final class View implements SessionView {
    private final Identity identity;
    private final SettingValues settings;
    private final Surroundings around;
    private final Faults faults;
    private LongSupplier began = () -> 0;
    private BooleanSupplier inBlock = () -> false;
    private @Nullable Setter setter;
    private @Nullable Output output;
    private @Nullable Object kept;
    private long statement;
    private long seen = -1;
    private long told = -1;
    private @Nullable FormatSettings format;
    private List<String> searchPath = List.of();
    private Duration statementLimit = Duration.ZERO;
    private Duration idleInTransaction = Duration.ZERO;
    private Duration idleOutside = Duration.ZERO;

    View(Identity identity, SettingValues settings, Surroundings around, Faults faults) {
        this.identity = identity;
        this.settings = settings;
        this.around = around;
        this.faults = faults;
        rests('I');
    }

    /// A statement is about to be run.
    void runs(String text) {
        around.activity().runs(text);
    }

    /// What was asked for is done.
    ///
    /// @param status as ReadyForQuery says it
    void rests(char status) {
        if (told != settings.version()) {
            told = settings.version();
            around.activity().application(settings.find("application_name").orElse(""));
        }
        around.activity().rests(Activity.State.of(status), began.getAsLong());
    }

    Identity identity() {
        return identity;
    }

    /// @param how `set_config` sets things
    void setter(Setter how) {
        setter = how;
    }

    /// Sets one thing; returns what SHOW says of it then.
    interface Setter {
        String set(String name, String value, boolean local);
    }

    @Override
    public String set(String name, String value, boolean local) {
        return Objects.requireNonNull(setter).set(name, value, local);
    }

    /// @param when the transaction began
    /// @param isOpen whether the user began it
    void transaction(LongSupplier when, BooleanSupplier isOpen) {
        began = when;
        inBlock = isOpen;
    }

    @Override
    public Peers peers() {
        return around.peers();
    }

    @Override
    public boolean inBlock() {
        return inBlock.getAsBoolean();
    }

    /// A statement arrives.
    ///
    /// @param to where its answers go
    void arrive(Output to) {
        statement = around.time().micros();
        around.activity().begins(statement);
        output = to;
    }

    /// Another statement of one text begins: it has the time that a statement has by now.
    void begins() {
        checkCancelled();
        around.bell().listen(statementLimit());
    }

    @Override
    public void notice(SqlError notice) {
        Output to = output;
        if (to != null) {
            to.notice(Output.Severity.NOTICE, notice);
        }
    }

    /// How long a statement may take; zero is for ever.
    Duration statementLimit() {
        refresh();
        return statementLimit;
    }

    /// How long the client may be silent, in a transaction and outside; zero is for ever.
    Duration idleLimit(boolean inTransaction) {
        refresh();
        return inTransaction ? idleInTransaction : idleOutside;
    }

    private void refresh() {
        if (format == null || seen != settings.version()) {
            seen = settings.version();
            statementLimit = millis(KnownSettings.STATEMENT_TIMEOUT);
            idleInTransaction = millis(KnownSettings.IDLE_IN_TRANSACTION);
            idleOutside = millis(KnownSettings.IDLE_SESSION);
            format =
                    FormatSettings.DEFAULT
                            .withZone(TimeZones.of(settings.value(KnownSettings.TIME_ZONE)))
                            .withExtraFloatDigits(
                                    (int) settings.number(KnownSettings.EXTRA_FLOAT_DIGITS))
                            .withByteaHex(settings.value(KnownSettings.BYTEA_OUTPUT).equals("hex"));
            searchPath = SearchPath.of(settings.value(KnownSettings.SEARCH_PATH), identity.user());
        }
    }

    private Duration millis(String name) {
        return Duration.ofMillis(settings.number(name));
    }

    @Override
    public FormatSettings format() {
        refresh();
        return Objects.requireNonNull(format);
    }

    @Override
    public List<String> searchPath() {
        refresh();
        return searchPath;
    }

    @Override
    public String user() {
        return identity.user();
    }

    @Override
    public String database() {
        return identity.database();
    }

    @Override
    public int process() {
        return identity.process();
    }

    @Override
    public SettingValues settings() {
        return settings;
    }

    @Override
    public long transactionMicros() {
        return began.getAsLong();
    }

    @Override
    public long statementMicros() {
        return statement;
    }

    @Override
    public long clockMicros() {
        return around.time().micros();
    }

    @Override
    public long chance() {
        return around.chance().next();
    }

    @Override
    public <T> T kept(Class<T> kind, Supplier<T> made) {
        Object before = kept;
        if (before == null) {
            T now = made.get();
            kept = now;
            return now;
        }
        return kind.cast(before);
    }

    @Override
    public void checkCancelled() {
        faults.check();
    }
}
