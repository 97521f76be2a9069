package dev.isochron.sql.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values for a prepared statement, as they came.
///
/// @param formats of the values
/// @param values null is SQL's null
/// @param resultFormats of the columns of the result
@SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
public record Binding(
        String portal,
        String statement,
        List<Integer> formats,
        byte[] @Nullable [] values,
        List<Integer> resultFormats) {}
