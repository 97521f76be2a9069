package dev.isochron.sql.catalog;

import dev.isochron.sql.catalog.Notation.Group;
import dev.isochron.sql.cluster.Placement;
import java.util.ArrayList;
import java.util.List;

/// What was said of where rows are kept, as it stands in the catalog.
///
/// ```
/// (placement 16384 (replicas 5) (leaders "region=eu") (learners 1))
/// ```
final class PlacementText {

    private PlacementText() {}

    static Group write(CatalogPlacement from) {
        List<Object> items = new ArrayList<>();
        items.add(from.table());
        from.placement().replicas().ifPresent(count -> items.add(Group.of("replicas", count)));
        from.placement().leaders().ifPresent(where -> items.add(Group.of("leaders", where)));
        from.placement().learners().ifPresent(count -> items.add(Group.of("learners", count)));
        return new Group("placement", items);
    }

    static CatalogPlacement read(int oid, Group from) {
        Placement placement =
                new Placement(
                        from.group("replicas").map(group -> group.number(0)),
                        from.group("leaders").map(group -> group.text(0)),
                        from.group("learners").map(group -> group.number(0)));
        return new CatalogPlacement(oid, from.number(0), placement);
    }
}
