package dev.isochron.sql.format;

import dev.isochron.sql.type.TypeId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Finds and shows the objects whose numbers are values of `regclass` and its like.
public interface ObjectNames {

    /// Knows no object.
    ObjectNames NONE =
            new ObjectNames() {
                @Override
                public OptionalLong find(TypeId kind, String name) {
                    return OptionalLong.empty();
                }

                @Override
                public @Nullable String show(TypeId kind, long oid) {
                    return null;
                }
            };

    /// The number of an object.
    ///
    /// @param kind such as [TypeId#REGCLASS]
    /// @param name as the user wrote it, perhaps with a schema, perhaps quoted
    /// @return empty if there is none, or none of that kind can be named
    OptionalLong find(TypeId kind, String name);

    /// The name of an object as the session would write it: with a schema only where it is needed.
    ///
    /// @return null if there is none of that number
    @Nullable String show(TypeId kind, long oid);
}
