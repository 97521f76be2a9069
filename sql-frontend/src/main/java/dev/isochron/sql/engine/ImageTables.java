package dev.isochron.sql.engine;

import dev.isochron.sql.bind.Ground;
import dev.isochron.sql.bind.RulesOf;
import dev.isochron.sql.bind.Tables;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.KnownStatistics;
import dev.isochron.sql.change.Rules;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.run.VirtualTable;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.tree.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The tables of one image, as a session looks them up.
final class ImageTables implements Tables, Rules {

    private final Known known;
    private final List<String> path;
    private final Env env;

    /// What is worked out of an image, and of what is known of rows, once for all sessions.
    static final class Known {
        private final CatalogImage image;
        private final KnownStatistics statistics;
        private final Routines routines;
        private final Virtuals virtuals;
        private final KeptPlans plans = new KeptPlans();
        private final ConcurrentSkipListMap<Integer, TableAccess> accesses =
                new ConcurrentSkipListMap<>();
        private final ConcurrentSkipListMap<Integer, TableRules> rules =
                new ConcurrentSkipListMap<>();

        Known(
                CatalogImage image,
                KnownStatistics statistics,
                Routines routines,
                Virtuals virtuals) {
            this.image = image;
            this.statistics = statistics;
            this.routines = routines;
            this.virtuals = virtuals;
        }

        /// The same by other statistics, with the plans that stand by them.
        Known with(KnownStatistics others) {
            Known made = new Known(image, others, routines, virtuals);
            made.plans.takeOver(plans, program -> program.stands(others));
            return made;
        }

        CatalogImage image() {
            return image;
        }

        KnownStatistics statistics() {
            return statistics;
        }

        KeptPlans plans() {
            return plans;
        }
    }

    /// Where tables are found that are computed.
    interface Virtuals {
        Optional<VirtualTable> find(CatalogImage image, String schema, String name);
    }

    /// @param path the schemas in which names without a schema are looked up
    /// @param env the session in which constraints are bound
    ImageTables(Known known, List<String> path, Env env) {
        this.known = known;
        this.path = path;
        this.env = env;
    }

    CatalogImage image() {
        return known.image;
    }

    KnownStatistics statistics() {
        return known.statistics;
    }

    @Override
    public Optional<CatalogTable> stored(String schema, String name) {
        return known.image.table(schema, name);
    }

    @Override
    public Optional<CatalogTable> stored(int oid) {
        return known.image.table(oid);
    }

    /// A stored table of this name, in its schema or along the path.
    Optional<CatalogTable> find(QualifiedName name) {
        String schema = name.schema();
        if (schema != null) {
            return stored(schema, name.text());
        }
        return path.stream().flatMap(each -> stored(each, name.text()).stream()).findFirst();
    }

    @Override
    public Optional<VirtualTable> virtual(String schema, String name) {
        return known.virtuals.find(known.image, schema, name);
    }

    @Override
    public List<String> path() {
        return path;
    }

    @Override
    public boolean hasSchema(String name) {
        return known.image.schema(name).isPresent();
    }

    @Override
    public TableAccess access(CatalogTable table) {
        TableAccess access = known.accesses.get(table.oid());
        if (access != null && access.table().equals(table)) {
            return access;
        }
        TableAccess made = new TableAccess(table, known.statistics.of(table));
        if (known.image.table(table.oid()).filter(table::equals).isPresent()) {
            known.accesses.put(table.oid(), made);
        }
        return made;
    }

    @Override
    public TableRules rules(CatalogTable table) {
        TableRules rules = known.rules.get(table.oid());
        if (rules != null && rules.table().equals(table)) {
            return rules;
        }
        TableRules made = RulesOf.table(table, known.image, new Ground(this, known.routines, env));
        known.rules.put(table.oid(), made);
        return made;
    }

    @Override
    public TableRules of(int table) {
        return rules(known.image.table(table).orElseThrow());
    }
}
