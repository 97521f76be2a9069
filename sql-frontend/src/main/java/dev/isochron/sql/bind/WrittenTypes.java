package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.type.Modifier;
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
            SqlType modified = modified(type, written);
            return written.dimensions() > 0 ? modified.array() : modified;
        } catch (SqlException e) {
            throw new SqlException(e.error().orPosition(written.position()));
        }
    }

    private static SqlType modified(SqlType type, TypeName written) {
        TypeName.IntervalFields fields = written.fields();
        if (fields == null) {
            return TypeModifiers.apply(type, written.modifiers());
        }
        int digits = written.modifiers().isEmpty() ? -1 : written.modifiers().getFirst();
        return type.withModifier(Modifier.ofInterval(bits(fields), digits));
    }

    /// As PostgreSQL counts the fields of an interval.
    private static int bits(TypeName.IntervalFields fields) {
        int year = 1 << 2;
        int month = 1 << 1;
        int day = 1 << 3;
        int hour = 1 << 10;
        int minute = 1 << 11;
        int second = 1 << 12;
        return switch (fields) {
            case YEAR -> year;
            case MONTH -> month;
            case DAY -> day;
            case HOUR -> hour;
            case MINUTE -> minute;
            case SECOND -> second;
            case YEAR_TO_MONTH -> year | month;
            case DAY_TO_HOUR -> day | hour;
            case DAY_TO_MINUTE -> day | hour | minute;
            case DAY_TO_SECOND -> day | hour | minute | second;
            case HOUR_TO_MINUTE -> hour | minute;
            case HOUR_TO_SECOND -> hour | minute | second;
            case MINUTE_TO_SECOND -> minute | second;
        };
    }
}
