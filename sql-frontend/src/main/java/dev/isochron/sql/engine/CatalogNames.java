package dev.isochron.sql.engine;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.format.ObjectNames;
import dev.isochron.sql.function.text.Quoting;
import dev.isochron.sql.system.Callables;
import dev.isochron.sql.system.SystemCatalog;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import dev.isochron.sql.type.TypeNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The names behind `regclass` and `regnamespace`.
final class CatalogNames implements ObjectNames {

    private final Supplier<CatalogImage> image;
    private final List<String> path;

    CatalogNames(Supplier<CatalogImage> image, List<String> path) {
        this.image = image;
        this.path = path;
    }

    @Override
    public OptionalLong find(TypeId kind, String name) {
        List<String> parts = List.of(name.split("\\.", -1));
        String last = plain(parts.getLast());
        if (kind == TypeId.REGNAMESPACE) {
            return image.get()
                    .schema(last)
                    .map(schema -> OptionalLong.of(schema.oid()))
                    .orElse(OptionalLong.empty());
        }
        if (kind == TypeId.REGTYPE) {
            return TypeNames.findWritten(name)
                    .map(type -> OptionalLong.of(type.oid()))
                    .orElse(OptionalLong.empty());
        }
        if (kind == TypeId.REGPROC || kind == TypeId.REGPROCEDURE) {
            return Callables.number(last);
        }
        if (kind != TypeId.REGCLASS) {
            return OptionalLong.empty();
        }
        List<String> schemas =
                parts.size() > 1 ? List.of(plain(parts.get(parts.size() - 2))) : path;
        OptionalInt system =
                SystemCatalog.number(parts.size() > 1 ? schemas.getFirst() : "pg_catalog", last);
        if (system.isPresent()) {
            return OptionalLong.of(system.getAsInt());
        }
        for (String schema : schemas) {
            OptionalLong found =
                    image.get()
                            .relation(schema, last)
                            .map(CatalogNames::oid)
                            .orElse(OptionalLong.empty());
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong oid(CatalogImage.Relation relation) {
        return switch (relation) {
            case CatalogImage.Relation.OfTable(CatalogTable table) -> OptionalLong.of(table.oid());
            case CatalogImage.Relation.OfSequence(CatalogSequence sequence) ->
                    OptionalLong.of(sequence.oid());
            case CatalogImage.Relation.OfIndex(CatalogTable table, String name) ->
                    table.stored()
                            .index(name)
                            .map(index -> OptionalLong.of(table.index(index.id()).oid()))
                            .orElseGet(() ->
                                    table.primary()
                                            .map(key -> OptionalLong.of(key.index()))
                                            .orElse(OptionalLong.empty()));
        };
    }

    private static String plain(String written) {
        return written.startsWith("\"") && written.endsWith("\"") && written.length() > 1
                ? written.substring(1, written.length() - 1)
                : written.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public @Nullable String show(TypeId kind, long oid) {
        if (kind == TypeId.REGPROC || kind == TypeId.REGPROCEDURE) {
            return Callables.name(oid).orElse(null);
        }
        if (kind == TypeId.REGTYPE) {
            return TypeNames.find((int) oid).map(SqlType::displayName).orElse(null);
        }
        return switch (image.get().object((int) oid).orElse(null)) {
            case CatalogTable table -> shown(table.schema(), table.name());
            case CatalogSequence sequence -> shown(sequence.schema(), sequence.name());
            case CatalogSchema schema -> schema.name();
            case null, default -> indexName(oid).or(() -> SystemCatalog.name(oid)).orElse(null);
        };
    }

    private Optional<String> indexName(long oid) {
        return SystemCatalog.index(image.get(), oid)
                .map(index -> shown(index.schema(), index.name()));
    }

    private String shown(String schema, String name) {
        String plain = Quoting.name(name);
        return path.contains(schema) ? plain : Quoting.name(schema) + "." + plain;
    }
}
