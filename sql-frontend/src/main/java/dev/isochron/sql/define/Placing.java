package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogPlacement;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.cluster.Learners;
import dev.isochron.sql.cluster.Placement;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Option;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `SET (replicas = 5)` of a table or a database: where its rows are kept.
///
/// The catalog says what is wanted; once it is committed, the cluster is told. It is asked before
/// whether it could be so.
final class Placing {

    private static final String REPLICAS = "replicas";
    private static final String LEADERS = "leader_preference";
    private static final String LEARNERS = "learners";

    /// Parameters of tables in PostgreSQL, as dumps and tools set them.
    private static final Pattern STORAGE =
            Pattern.compile(
                    "(toast\\.)?(fillfactor|autovacuum_.*|vacuum_.*|log_autovacuum_.*"
                            + "|parallel_workers|toast_tuple_target|user_catalog_table|oids)");

    private final Work work;

    Placing(Work work) {
        this.work = work;
    }

    /// What says nothing of placement is left to others.
    static boolean isSuch(Option option) {
        return switch (option.name().text()) {
            case REPLICAS, LEADERS, LEARNERS -> true;
            default -> false;
        };
    }

    /// A database other than the session's keeps its catalog to itself.
    void alter(Definition.AlterDatabase alter) {
        String own = work.image().database().name();
        if (!alter.name().text().equals(own)) {
            throw SqlError.of(
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "the rows of database \"%s\" are placed by sessions of that database"
                                    .formatted(alter.name().text()))
                    .withHint("Connect to it, and say so again.")
                    .exception();
        }
        for (Option option : alter.options()) {
            if (!isSuch(option)) {
                throw unrecognized(option);
            }
        }
        place(CatalogPlacement.OF_DATABASE, alter.options(), alter.reset());
    }

    /// What PostgreSQL stores rows by is understood and of no effect; what it does not know either
    /// is a slip, as `replica` for `replicas`, which would go unseen.
    private static void requireKnown(Option option) {
        if (!isSuch(option) && !STORAGE.matcher(option.name().text()).matches()) {
            throw unrecognized(option);
        }
    }

    private static SqlException unrecognized(Option option) {
        return SqlException.at(
                option.position(),
                SqlCode.INVALID_PARAMETER_VALUE,
                "unrecognized parameter \"" + option.name().text() + "\"");
    }

    /// Rows below another table's are where those are.
    void alter(CatalogTable table, List<Option> options, boolean reset) {
        options.forEach(Placing::requireKnown);
        List<Option> own = options.stream().filter(Placing::isSuch).toList();
        if (own.isEmpty()) {
            return;
        }
        if (table.stored().parent().isPresent()) {
            String root =
                    work.image()
                            .stored(table.stored().ancestors().getFirst().table())
                            .map(CatalogTable::name)
                            .orElse("another table");
            throw SqlError.of(
                            SqlCode.WRONG_OBJECT_TYPE,
                            "the rows of \"%s\" are kept among those of \"%s\""
                                    .formatted(table.name(), root))
                    .withHint("Say so of \"%s\": it takes effect for both.".formatted(root))
                    .exception();
        }
        place(table.oid(), own, reset);
    }

    private void place(int table, List<Option> options, boolean reset) {
        Optional<CatalogPlacement> before = work.image().placement(table);
        Placement placement = before.map(CatalogPlacement::placement).orElse(Placement.USUAL);
        for (Option option : options) {
            placement = with(placement, option, reset);
        }
        if (placement.isUsual()) {
            before.ifPresent(work.changes()::drop);
            return;
        }
        if (!reset) {
            work.env().port(ClusterPort.class).consider(placement);
        }
        int oid = before.map(CatalogPlacement::oid).orElseGet(work.changes()::nextOid);
        work.changes().put(new CatalogPlacement(oid, table, placement));
    }

    private static Placement with(Placement placement, Option option, boolean reset) {
        return switch (option.name().text()) {
            case LEADERS ->
                    placement.withLeaders(reset ? Optional.empty() : Optional.of(text(option)));
            case LEARNERS ->
                    placement.withLearners(
                            reset ? Optional.empty() : Optional.of(learners(option)));
            default ->
                    placement.withReplicas(reset ? Optional.empty() : Optional.of(number(option)));
        };
    }

    private static String text(Option option) {
        return option.values().isEmpty() ? "" : option.values().getFirst();
    }

    private static Learners learners(Option option) {
        try {
            return Learners.parse(text(option));
        } catch (IllegalArgumentException unfit) {
            throw SqlException.at(
                    option.position(),
                    SqlCode.INVALID_PARAMETER_VALUE,
                    String.valueOf(unfit.getMessage()));
        }
    }

    private static int number(Option option) {
        String text = text(option);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw SqlException.at(
                    option.position(),
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "%s is a number, not \"%s\"".formatted(option.name().text(), text));
        }
    }
}
