package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeModifiers;
import dev.isochron.sql.type.TypeNames;

/// Types as statements write them.
public final class WrittenTypes {

    private WrittenTypes() {}

    /// The type of a name.
    public static SqlType of(TypeName written) {
        QualifiedName name = written.name();
        String schema = name.schema();
        SqlType type =
                schema == null || schema.equals(QualifiedName.SYSTEM_SCHEMA)
                        ? TypeNames.find(name.text()).orElse(null)
                        : null;
        if (type == null) {
            throw TypeNames.isUnsupported(name.text())
                    ? SqlException.unsupported(written.position(), "type " + name.text() + " is")
                    : SqlException.at(
                            written.position(),
                            SqlCode.UNDEFINED_OBJECT,
                            "type \"" + name.text() + "\" does not exist");
        }
        try {
            SqlType modified = TypeModifiers.apply(type, written.modifiers());
            return written.dimensions() > 0 ? modified.array() : modified;
        } catch (SqlException e) {
            throw new SqlException(e.error().orPosition(written.position()));
        }
    }
}
