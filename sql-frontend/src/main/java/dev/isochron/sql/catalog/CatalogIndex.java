package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.IndexId;
import org.jspecify.annotations.Nullable;

/// What SQL adds to a stored index.
///
/// @param id the stored index of the table
public record CatalogIndex(int oid, IndexId id, State state, @Nullable String comment) {

    /// How far an index can be used.
    public enum State {
        /// Writes keep it, reads do not use it yet.
        WRITTEN,
        /// It agrees with its table.
        PUBLIC
    }

    public boolean isPublic() {
        return state == State.PUBLIC;
    }

    public CatalogIndex withState(State newState) {
        return new CatalogIndex(oid, id, newState, comment);
    }
}
