package dev.isochron.sql.setting;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The settings of one session.
///
/// A transaction that is undone undoes what it set; SET LOCAL lasts until its end. [#mark] and
/// [#restore] do it, also for savepoints.
public final class SettingValues {
    /// Names with a dot that nobody knows are kept for whoever asks; so many.
    private static final int MAX_OWN = 1000;

    private final TreeMap<String, String> initial;
    private TreeMap<String, String> lasting = new TreeMap<>();
    private TreeMap<String, String> local = new TreeMap<>();
    private final TreeMap<String, String> reported = new TreeMap<>();
    private long version;
    private long reportedVersion = -1;

    /// What was set at some moment.
    public record Mark(Map<String, String> lasting, Map<String, String> local) {}

    /// @param initial what differs from the usual for this session, by name
    /// @throws SqlException if one cannot be that
    public SettingValues(Map<String, String> initial) {
        this.initial = new TreeMap<>();
        initial.forEach((name, value) -> {
            String key = key(name);
            this.initial.put(key, normalize(name, value));
        });
    }

    /// The value as it is kept.
    ///
    /// @throws SqlException if there is no such setting
    public String value(String name) {
        String value = valueOrNull(name);
        if (value == null) {
            throw unknown(name);
        }
        return value;
    }

    /// The value as it is kept, if there is such a setting.
    public Optional<String> find(String name) {
        return Optional.ofNullable(valueOrNull(name));
    }

    /// Asked for several times by each statement.
    private @Nullable String valueOrNull(String name) {
        String key = key(name);
        String value = local.get(key);
        if (value == null) {
            value = lasting.get(key);
        }
        return value == null ? initialValue(key) : value;
    }

    private @Nullable String initialValue(String key) {
        String value = initial.get(key);
        return value != null ? value : KnownSettings.named(key).map(Setting::initial).orElse(null);
    }

    /// A number in its smallest unit.
    public long number(String name) {
        return Long.parseLong(value(name));
    }

    public boolean isOn(String name) {
        return value(name).equals("on");
    }

    /// The value as SHOW writes it.
    public String shown(String name) {
        String value = value(name);
        return KnownSettings.named(name).map(s -> s.form().shown(value)).orElse(value);
    }

    /// Sets something, for the session or for the transaction.
    ///
    /// @throws SqlException if it is not known, cannot be changed, or cannot be that
    public void set(String name, String value, boolean onlyHere) {
        KnownSettings.named(name).filter(s -> s.isFixed()).ifPresent(SettingValues::refuse);
        put(name, normalize(name, value), onlyHere);
    }

    private void put(String name, String value, boolean onlyHere) {
        String key = key(name);
        version++;
        if (onlyHere) {
            local.put(key, value);
        } else {
            lasting.put(key, value);
            local.remove(key);
        }
    }

    /// Sets it back to what it was when the session began.
    public void reset(String name, boolean onlyHere) {
        Optional<Setting> known = KnownSettings.named(name);
        known.filter(s -> s.isFixed()).ifPresent(SettingValues::refuse);
        if (known.isEmpty()) {
            requireOwn(name);
        }
        String key = key(name);
        version++;
        if (onlyHere) {
            local.put(key, Optional.ofNullable(initialValue(key)).orElse(""));
        } else {
            lasting.remove(key);
            local.remove(key);
        }
    }

    /// Sets everything back.
    public void resetAll() {
        version++;
        lasting = new TreeMap<>();
        local = new TreeMap<>();
    }

    /// What the server itself says of the session.
    public void tell(String name, String value) {
        version++;
        initial.put(key(name), value);
    }

    /// What the server says of the session, and nothing else depends on.
    public void note(String name, String value) {
        initial.put(key(name), value);
    }

    /// What was set until now.
    public Mark mark() {
        return new Mark(new TreeMap<>(lasting), new TreeMap<>(local));
    }

    /// Undoes what was set since.
    public void restore(Mark mark) {
        version++;
        lasting = new TreeMap<>(mark.lasting);
        local = new TreeMap<>(mark.local);
    }

    /// The transaction is over.
    public void forgetLocal() {
        if (!local.isEmpty()) {
            version++;
            local = new TreeMap<>();
        }
    }

    /// Another number after every change.
    public long version() {
        return version;
    }

    /// What drivers follow and have not been told yet.
    public Map<String, String> unreported() {
        if (reportedVersion == version) {
            return Map.of();
        }
        reportedVersion = version;
        Map<String, String> news = new LinkedHashMap<>();
        for (Setting setting : KnownSettings.reported()) {
            String value = value(setting.name());
            if (!value.equals(reported.put(setting.name(), value))) {
                news.put(setting.name(), value);
            }
        }
        return news;
    }

    /// Names with their values as SHOW writes them.
    public List<Shown> all() {
        List<Shown> all = new ArrayList<>();
        for (Setting setting : KnownSettings.all()) {
            all.add(new Shown(setting, shown(setting.name())));
        }
        return all;
    }

    /// A setting and its value as SHOW writes it.
    public record Shown(Setting setting, String value) {}

    private String normalize(String name, String value) {
        Optional<Setting> known = KnownSettings.named(name);
        if (known.isEmpty()) {
            requireOwn(name);
            return value;
        }
        return known.get().form().normalize(known.get().name(), value);
    }

    /// Names with a dot belong to whoever made them up.
    private void requireOwn(String name) {
        boolean own = name.indexOf('.') > 0 && !key(name).startsWith("isochron.");
        if (!own) {
            throw unknown(name);
        }
        if (lasting.size() + local.size() > MAX_OWN) {
            throw SqlException.of(
                    SqlCode.CONFIGURATION_LIMIT_EXCEEDED, "too many settings in one session");
        }
    }

    private static void refuse(Setting setting) {
        throw SqlException.of(
                SqlCode.CANNOT_CHANGE_RUNTIME_PARAM,
                "parameter \"" + setting.name() + "\" cannot be changed");
    }

    private static SqlException unknown(String name) {
        return SqlException.of(
                SqlCode.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
