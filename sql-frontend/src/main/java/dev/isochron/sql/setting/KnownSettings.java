package dev.isochron.sql.setting;

import dev.isochron.sql.dialect.ForeignDialect;
import dev.isochron.sql.setting.Setting.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// All settings there are, by name.
public final class KnownSettings {
    public static final String APPLICATION_NAME = "application_name";
    public static final String BYTEA_OUTPUT = "bytea_output";
    public static final String CLIENT_MIN_MESSAGES = "client_min_messages";
    public static final String DEFAULT_READ_ONLY = "default_transaction_read_only";
    public static final String EXTRA_FLOAT_DIGITS = "extra_float_digits";
    public static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";
    public static final String IDLE_SESSION = "idle_session_timeout";
    public static final String INTERVAL_STYLE = "IntervalStyle";
    public static final String LOCK_TIMEOUT = "lock_timeout";
    public static final String SEARCH_PATH = "search_path";
    public static final String SQL_DIALECT = "sql_dialect";
    public static final String STATEMENT_TIMEOUT = "statement_timeout";
    public static final String TIME_ZONE = "TimeZone";
    public static final String TRANSACTION_ISOLATION = "transaction_isolation";
    public static final String TRANSACTION_READ_ONLY = "transaction_read_only";
    public static final String COMMIT_TOKEN = "isochron.commit_token";
    public static final String AUTO_ANALYZE = "isochron.auto_analyze";
    public static final String BACKFILL_RATE = "isochron.backfill_rate";
    public static final String COPY_PART_ROWS = "isochron.copy_part_rows";
    public static final String MAX_STALENESS = "isochron.max_staleness";
    public static final String READ_TOKEN = "isochron.read_token";

    /// What version of PostgreSQL clients may take this for; a major version decides what they ask.
    public static final String SERVER_VERSION = "15.0 (Isochron)";

    private static final long MAX_INT = Integer.MAX_VALUE;

    private static final TreeMap<String, Setting> ALL = new TreeMap<>();

    static {
        ofTheClient();
        ofTransactions();
        ofTime();
        ofTheServer();
        ofPlanners();
        ofIsochron();
    }

    private static final List<Setting> REPORTED =
            ALL.values().stream().filter(Setting::isReported).toList();

    private KnownSettings() {}

    private static void ofTheClient() {
        words(
                APPLICATION_NAME,
                Checks::applicationName,
                "",
                Trait.REPORTED,
                "Name of the program.");
        words("client_encoding", Checks::encoding, "UTF8", Trait.REPORTED, "Always UTF-8.");
        words("DateStyle", Checks::dateStyle, "ISO, MDY", Trait.REPORTED, "Always ISO.");
        words(
                INTERVAL_STYLE,
                Form.Check.only("postgres", "Intervals are written in PostgreSQL's own style."),
                "postgres",
                Trait.REPORTED,
                "How intervals are written.");
        words(
                TIME_ZONE,
                Checks::timeZone,
                "Etc/UTC",
                Trait.REPORTED,
                "Where this session's clock hangs.");
        words(
                SEARCH_PATH,
                Checks::searchPath,
                "\"$user\", public",
                Trait.USER,
                "Schemas of names without one.");
        whole(EXTRA_FLOAT_DIGITS, -15, 3, Unit.NONE, 1);
        choice(BYTEA_OUTPUT, "hex", "hex", "escape");
        choice(
                CLIENT_MIN_MESSAGES,
                "notice",
                "debug5",
                "debug4",
                "debug3",
                "debug2",
                "debug1",
                "log",
                "notice",
                "warning",
                "error");
        words(
                "standard_conforming_strings",
                Form.Check.only("on", "A backslash in '…' is a backslash; write E'…' for escapes."),
                "on",
                Trait.REPORTED,
                "Backslashes in strings are plain characters.");
        ofTexts();
    }

    private static void ofTexts() {
        flag("escape_string_warning", "on");
        flag("quote_all_identifiers", "off");
        flag("array_nulls", "on");
        choice("backslash_quote", "safe_encoding", "safe_encoding", "on", "off");
        choice("xmloption", "content", "content", "document");
        for (String name : List.of("lc_messages", "lc_monetary", "lc_numeric", "lc_time")) {
            words(
                    name,
                    Form.Check.any(),
                    "C",
                    Trait.USER,
                    "Messages and numbers are not localized.");
        }
    }

    private static void ofTransactions() {
        isolation("default_transaction_isolation", Trait.USER);
        isolation(TRANSACTION_ISOLATION, Trait.TRANSACTION);
        add(
                DEFAULT_READ_ONLY,
                new Form.Flag(),
                "off",
                Trait.REPORTED,
                "New transactions only read.");
        add(
                TRANSACTION_READ_ONLY,
                new Form.Flag(),
                "off",
                Trait.TRANSACTION,
                "This one only reads.");
        flag("default_transaction_deferrable", "off");
        add("transaction_deferrable", new Form.Flag(), "off", Trait.TRANSACTION, "It never waits.");
        choice("synchronous_commit", "on", "on", "local", "remote_write", "remote_apply");
        choice("session_replication_role", "origin", "origin");
        flag("check_function_bodies", "on");
        flag("row_security", "on");
        words(
                "default_tablespace",
                Form.Check.only("", "There are none."),
                "",
                Trait.USER,
                "None.");
        words("temp_tablespaces", Form.Check.only("", "There are none."), "", Trait.USER, "None.");
        words(
                "default_table_access_method",
                Form.Check.only("heap", "There is one way to keep a table."),
                "heap",
                Trait.USER,
                "How tables are kept.");
    }

    private static void isolation(String name, Trait trait) {
        words(
                name,
                Checks::isolation,
                "serializable",
                trait,
                "Always serializable, whatever is asked for.");
    }

    private static void ofTime() {
        for (String name :
                List.of(STATEMENT_TIMEOUT, LOCK_TIMEOUT, IDLE_IN_TRANSACTION, IDLE_SESSION)) {
            whole(name, 0, MAX_INT, Unit.MILLIS, 0);
        }
        whole("deadlock_timeout", 1, MAX_INT, Unit.MILLIS, 1000);
        whole("tcp_keepalives_idle", 0, MAX_INT, Unit.NONE, 0);
        whole("tcp_keepalives_interval", 0, MAX_INT, Unit.NONE, 0);
        whole("tcp_keepalives_count", 0, MAX_INT, Unit.NONE, 0);
        whole("tcp_user_timeout", 0, MAX_INT, Unit.MILLIS, 0);
    }

    private static void ofTheServer() {
        reported("server_version", SERVER_VERSION);
        reported("server_encoding", "UTF8");
        reported("integer_datetimes", "on");
        reported("in_hot_standby", "off");
        reported("is_superuser", "on");
        reported("session_authorization", "");
        fixed("server_version_num", "150000");
        fixed("max_identifier_length", "63");
        fixed("max_index_keys", "32");
        fixed("max_function_args", "100");
        fixed("block_size", "8192");
        fixed("max_connections", "1000");
        fixed("max_prepared_transactions", "0");
        fixed("lc_collate", "C");
        fixed("lc_ctype", "C");
        fixed("data_checksums", "on");
        fixed("wal_level", "replica");
        fixed("password_encryption", "scram-sha-256");
        fixed("ssl", "off");
        fixed("shared_preload_libraries", "");
        fixed("default_with_oids", "off");
    }

    /// Accepted because tools set them; the planner here has other costs and no such choices.
    private static void ofPlanners() {
        whole("work_mem", 64, MAX_INT, Unit.KILOBYTES, 4096);
        whole("maintenance_work_mem", 1024, MAX_INT, Unit.KILOBYTES, 65_536);
        whole("effective_cache_size", 1, MAX_INT, Unit.KILOBYTES, 4_194_304);
        whole("statement_mem", 0, MAX_INT, Unit.KILOBYTES, 0);
        whole("max_parallel_workers_per_gather", 0, 1024, Unit.NONE, 2);
        whole("from_collapse_limit", 1, MAX_INT, Unit.NONE, 8);
        whole("join_collapse_limit", 1, MAX_INT, Unit.NONE, 8);
        choice("plan_cache_mode", "auto", "auto", "force_generic_plan", "force_custom_plan");
        for (String name :
                List.of(
                        "enable_seqscan",
                        "enable_indexscan",
                        "enable_indexonlyscan",
                        "enable_bitmapscan",
                        "enable_hashjoin",
                        "enable_mergejoin",
                        "enable_nestloop",
                        "enable_hashagg",
                        "enable_sort",
                        "geqo",
                        "jit")) {
            flag(name, "on");
        }
    }

    private static void ofIsochron() {
        words(
                SQL_DIALECT,
                Checks::dialect,
                ForeignDialect.OWN,
                Trait.USER,
                "Statements are read as this database's, and translated.");
        add(
                COMMIT_TOKEN,
                new Form.Words(Form.Check.any()),
                "",
                Trait.FIXED,
                "What the last commit of this session can be read by elsewhere.");
        words(
                READ_TOKEN,
                Checks::token,
                "",
                Trait.USER,
                "Reads show at least the commit that gave this token.");
        add(
                AUTO_ANALYZE,
                new Form.Flag(),
                "on",
                Trait.USER,
                "Rows that this session changes make their tables be analyzed.");
        add(
                BACKFILL_RATE,
                new Form.Whole(0, MAX_INT, Unit.NONE),
                "0",
                Trait.USER,
                "CREATE INDEX on a long table fills so many rows a second at most; 0 is no limit.");
        add(
                COPY_PART_ROWS,
                new Form.Whole(0, MAX_INT, Unit.NONE),
                "0",
                Trait.USER,
                "COPY FROM outside of a block commits every so many rows; 0 is all at once.");
        add(
                MAX_STALENESS,
                new Form.Whole(0, MAX_INT, Unit.MILLIS),
                "0",
                Trait.USER,
                "Reads without locks may be this old, and come from any replica.");
    }

    private static void reported(String name, String value) {
        add(name, new Form.Words(Form.Check.any()), value, Trait.FIXED_REPORTED, "Of the server.");
    }

    private static void fixed(String name, String value) {
        add(name, new Form.Words(Form.Check.any()), value, Trait.FIXED, "Of the server.");
    }

    private static void flag(String name, String initial) {
        add(name, new Form.Flag(), initial, Trait.USER, "Has no effect.");
    }

    private static void whole(String name, long min, long max, Unit unit, long initial) {
        add(name, new Form.Whole(min, max, unit), Long.toString(initial), Trait.USER, "");
    }

    private static void choice(String name, String initial, String... words) {
        add(name, new Form.Choice(List.of(words)), initial, Trait.USER, "");
    }

    private static void words(
            String name, Form.Check check, String initial, Trait trait, String description) {
        add(name, new Form.Words(check), initial, trait, description);
    }

    private static void add(
            String name, Form form, String initial, Trait trait, String description) {
        ALL.put(
                name.toLowerCase(Locale.ROOT),
                new Setting(name, form, initial, trait, description));
    }

    /// The setting of this name, in whatever case.
    public static Optional<Setting> named(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    /// All of them, sorted by name.
    public static Collection<Setting> all() {
        return new ArrayList<>(ALL.values());
    }

    /// Those that drivers are told.
    static List<Setting> reported() {
        return REPORTED;
    }
}
