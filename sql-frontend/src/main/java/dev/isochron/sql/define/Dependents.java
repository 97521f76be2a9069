package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Foreign keys that need what is being dropped: they forbid it, or go with it by CASCADE.
final class Dependents {

    private final Work work;
    private final List<String> taken = new ArrayList<>();

    Dependents(Work work) {
        this.work = work;
    }

    /// Takes foreign keys away that need what goes, or refuses it for their sake.
    ///
    /// @param table that they refer to
    /// @param needs which of them need what goes
    /// @param going what goes, `table t`
    /// @param basis what the foreign keys depend on, for the detail
    void release(
            CatalogTable table,
            Predicate<CatalogImage.Referring> needs,
            String going,
            String basis,
            boolean cascade) {
        List<CatalogImage.Referring> all =
                work.image().referringTo(table.oid()).stream().filter(needs).toList();
        if (!cascade && !all.isEmpty()) {
            List<String> details = new ArrayList<>();
            for (CatalogImage.Referring referring : all) {
                details.add(
                        "constraint %s on table %s depends on %s"
                                .formatted(
                                        referring.reference().name(),
                                        referring.table().name(),
                                        basis));
            }
            throw stillNeeded(going, String.join("\n", details));
        }
        all.forEach(this::takeAway);
    }

    /// Notes something that goes by CASCADE, `table app.t`.
    void taken(String what) {
        taken.add("drop cascades to " + what);
    }

    /// Tells whoever said CASCADE what went with it, in PostgreSQL's words.
    void tell() {
        if (taken.size() == 1) {
            work.notice(SqlError.of(SqlCode.SUCCESSFUL_COMPLETION, taken.getFirst()));
        } else if (!taken.isEmpty()) {
            String many = "drop cascades to " + taken.size() + " other objects";
            work.notice(
                    SqlError.of(SqlCode.SUCCESSFUL_COMPLETION, many)
                            .withDetail(String.join("\n", taken)));
        }
        taken.clear();
    }

    /// The foreign keys that need a key, primary or unique: those that refer to its columns, if
    /// nothing else of the table makes these unique.
    void releaseKey(CatalogTable table, Constraint key, boolean cascade) {
        Set<ColumnId> columns = new LinkedHashSet<>(key.columns());
        boolean another =
                table.constraints().stream()
                        .anyMatch(one -> one.oid() != key.oid() && isKeyOf(one, columns));
        release(
                table,
                referring ->
                        !another
                                && new LinkedHashSet<>(referring.reference().referenced())
                                        .equals(columns),
                "constraint %s on table %s".formatted(key.name(), table.name()),
                "index " + key.name(),
                cascade);
    }

    private static boolean isKeyOf(Constraint constraint, Set<ColumnId> columns) {
        return switch (constraint) {
            case Constraint.Primary _, Constraint.Unique _ ->
                    new LinkedHashSet<>(constraint.columns()).equals(columns);
            case Constraint.Check _, Constraint.Reference _ -> false;
        };
    }

    /// Takes defaults away that count on by a sequence that goes, or refuses it for their sake.
    ///
    /// @param whose the tables that are looked at
    /// @param going what goes, `sequence s`, or what it goes with
    void releaseNumbers(
            CatalogSequence sequence,
            Predicate<CatalogTable> whose,
            String going,
            boolean cascade) {
        List<String> details = new ArrayList<>();
        List<CatalogTable> changed = new ArrayList<>();
        for (CatalogTable table : work.image().tables()) {
            Draft draft = Draft.of(table);
            int before = details.size();
            for (CatalogColumn column : table.columns()) {
                boolean isMeant =
                        column.initial() instanceof Initial.Next(int oid, _)
                                && oid == sequence.oid()
                                && whose.test(table);
                if (isMeant) {
                    draft.replace(column.withInitial(new Initial.Nothing()));
                    details.add(
                            "default value for column %s of table %s"
                                    .formatted(column.name(), table.name()));
                }
            }
            if (details.size() > before) {
                changed.add(draft.build(work));
            }
        }
        if (!cascade && !details.isEmpty()) {
            String basis = " depends on sequence " + sequence.name();
            throw stillNeeded(
                    going,
                    details.stream().map(one -> one + basis).collect(Collectors.joining("\n")));
        }
        changed.forEach(work.changes()::put);
        details.forEach(this::taken);
    }

    /// The image may have changed since it was asked who refers: one table can do so twice.
    private void takeAway(CatalogImage.Referring referring) {
        CatalogTable other = referring.table();
        CatalogTable now = work.image().table(other.oid()).orElse(other);
        List<Constraint> left = new ArrayList<>(now.constraints());
        left.removeIf(one -> one.oid() == referring.reference().oid());
        work.changes().put(now.withConstraints(left));
        taken("constraint %s on table %s".formatted(referring.reference().name(), now.name()));
    }

    /// @param going what cannot be dropped
    /// @param detail who needs it
    static SqlException stillNeeded(String going, String detail) {
        return SqlError.of(
                        SqlCode.DEPENDENT_OBJECTS_STILL_EXIST,
                        "cannot drop " + going + " because other objects depend on it")
                .withDetail(detail)
                .withHint("Use DROP ... CASCADE to drop the dependent objects too.")
                .exception();
    }
}
