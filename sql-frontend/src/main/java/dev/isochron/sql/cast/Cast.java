package dev.isochron.sql.cast;

import dev.isochron.sql.expression.Conversion;
import dev.isochron.sql.expression.Volatility;

/// How one type becomes another.
///
/// @param context where it may happen
/// @param conversion what is done to a value
/// @param volatility stable if settings of the session decide
/// @param changesNothing whether both types have the same values, in the same form
public record Cast(
        CastContext context,
        Conversion conversion,
        Volatility volatility,
        boolean changesNothing) {}
