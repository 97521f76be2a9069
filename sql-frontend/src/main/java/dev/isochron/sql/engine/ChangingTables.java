package dev.isochron.sql.engine;

import dev.isochron.sql.bind.Tables;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.run.VirtualTable;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.store.TableAccess;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The tables of a catalog that is being changed, always as they are now.
final class ChangingTables implements Tables {

    private final SqlEngine engine;
    private final Supplier<CatalogImage> image;
    private final SessionView view;
    private final SessionHost host;

    ChangingTables(
            SqlEngine engine, Supplier<CatalogImage> image, SessionView view, SessionHost host) {
        this.engine = engine;
        this.image = image;
        this.view = view;
        this.host = host;
    }

    private ImageTables now() {
        return engine.tables(engine.known(image.get()), view, host);
    }

    @Override
    public Optional<CatalogTable> stored(String schema, String name) {
        return image.get().table(schema, name);
    }

    @Override
    public Optional<CatalogTable> stored(int oid) {
        return image.get().table(oid);
    }

    @Override
    public Optional<VirtualTable> virtual(String schema, String name) {
        return now().virtual(schema, name);
    }

    @Override
    public List<String> path() {
        return view.searchPath();
    }

    @Override
    public boolean hasSchema(String name) {
        return image.get().schema(name).isPresent();
    }

    @Override
    public TableAccess access(CatalogTable table) {
        return new TableAccess(table);
    }

    @Override
    public TableRules rules(CatalogTable table) {
        return now().rules(table);
    }
}
