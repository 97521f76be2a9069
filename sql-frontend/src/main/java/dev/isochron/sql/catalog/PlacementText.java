package dev.isochron.sql.catalog;

import dev.isochron.sql.catalog.Notation.Group;
import dev.isochron.sql.cluster.Learners;
import dev.isochron.sql.cluster.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was said of where rows are kept, as it stands in the catalog.
///
/// ```
/// (placement 16384 (replicas 5) (leaders "region=eu") (learners 1 "zone=b"))
/// ```
final class PlacementText {

    private PlacementText() {}

    static Group write(CatalogPlacement from) {
        List<Object> items = new ArrayList<>();
        items.add(from.table());
        from.placement().replicas().ifPresent(count -> items.add(Group.of("replicas", count)));
        from.placement().leaders().ifPresent(where -> items.add(Group.of("leaders", where)));
        from.placement().learners().ifPresent(one -> items.add(group(one)));
        return new Group("placement", items);
    }

    private static Group group(Learners learners) {
        return learners.where().isEmpty()
                ? Group.of("learners", learners.count())
                : Group.of("learners", learners.count(), learners.where().get());
    }

    private static Learners learners(Group from) {
        return new Learners(
                from.number(0),
                from.items().size() > 1 ? Optional.of(from.text(1)) : Optional.empty());
    }

    static CatalogPlacement read(int oid, Group from) {
        Placement placement =
                new Placement(
                        from.group("replicas").map(group -> group.number(0)),
                        from.group("leaders").map(group -> group.text(0)),
                        from.group("learners").map(PlacementText::learners));
        return new CatalogPlacement(oid, from.number(0), placement);
    }
}
