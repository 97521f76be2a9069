package dev.isochron.sql.engine;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.schema.Index;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogPlacement;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.cluster.Placement;
import dev.isochron.sql.cluster.PlacementRules;
import dev.isochron.sql.cluster.PlacementRules.Ranged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Tells the cluster what the catalogs of databases say of where rows are kept.
///
/// The catalog is what counts; the cluster is told all of it whenever it changed, with its version,
/// so whoever tells it last, or twice, does no harm. A gateway tells what its own sessions
/// committed, and now and then what it heard of from others, who may be gone.
final class Placements {

    private final ClusterPort cluster;

    /// Of each database, the newest version that the cluster is known to have heard of.
    private final ConcurrentSkipListMap<Integer, Told> told = new ConcurrentSkipListMap<>();

    private record Told(long version, boolean isUsual) {}

    Placements(ClusterPort cluster) {
        this.cluster = cluster;
    }

    /// A version of a catalog is true. Most databases say nothing, and the cluster knows.
    void tell(CatalogImage image) {
        PlacementRules rules = rules(image);
        Told before = told.get(rules.database());
        boolean isUsual = rules.ranges().isEmpty();
        boolean isOld =
                before != null
                        && (before.version >= rules.version() || (before.isUsual && isUsual));
        if (!isOld) {
            cluster.govern(
                    rules,
                    () ->
                            told.merge(
                                    rules.database(),
                                    new Told(rules.version(), isUsual),
                                    (old, later) -> later.version >= old.version ? later : old));
        }
    }

    /// All that is said of keys, by the roots that they begin with: what is interleaved is where
    /// its root is, and an index that stands alone is placed as its table.
    static PlacementRules rules(CatalogImage image) {
        Placement usual =
                image.placement(CatalogPlacement.OF_DATABASE)
                        .map(CatalogPlacement::placement)
                        .orElse(Placement.USUAL);
        List<Ranged> ranges = new ArrayList<>();
        for (CatalogTable table : image.tables()) {
            Placement placement =
                    root(table, image)
                            .flatMap(root -> image.placement(root.oid()))
                            .map(own -> own.placement().over(usual))
                            .orElse(usual);
            if (placement.isUsual()) {
                continue;
            }
            if (table.stored().parent().isEmpty()) {
                ranges.add(new Ranged(KeySpace.ofRoot(table.stored().id()), placement));
            }
            for (Index index : table.stored().indexes()) {
                if (index.level() == 0) {
                    ranges.add(new Ranged(KeySpace.ofRoot(index.id()), placement));
                }
            }
        }
        return new PlacementRules(image.database().oid(), image.version(), joined(ranges));
    }

    private static Optional<CatalogTable> root(CatalogTable table, CatalogImage image) {
        return table.stored().parent().isEmpty()
                ? Optional.of(table)
                : image.stored(table.stored().ancestors().getFirst().table());
    }

    /// Neighbours that are alike need no border between them.
    private static List<Ranged> joined(List<Ranged> ranges) {
        ranges.sort(Comparator.comparing(range -> range.span().from()));
        List<Ranged> joined = new ArrayList<>();
        for (Ranged next : ranges) {
            Ranged last = joined.isEmpty() ? null : joined.getLast();
            if (last != null
                    && last.span().touches(next.span())
                    && last.placement().equals(next.placement())) {
                Span both = new Span(last.span().from(), next.span().until());
                joined.set(joined.size() - 1, new Ranged(both, next.placement()));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }
}
