/// What a column of a row can hold, and how such values are ordered.
///
/// ```
/// Value = Null | Bool | Int | Numeric | Float4 | Float8 | Text | Bytes | Uuid
///       | Date | Time | LocalTimestamp | UtcTimestamp | CalendarInterval | Array
/// Numeric = Finite(decimal) | MINUS_INFINITY | INFINITY | NAN
/// ```
///
/// Two relations must not be mixed up. `equals` asks whether two values are the same in every
/// detail; [ValueOrder] asks what PostgreSQL asks: `1.0` and `1.00`, `0.0` and `-0.0`, one month
/// and thirty days differ by the first and are equal by the second. Keys keep the second, rows the
/// first.
///
/// Dates and timestamps count from 2000-01-01, as PostgreSQL does in storage and on the wire, so
/// that its whole range fits. Values refuse in their constructors what their type cannot hold. They
/// are immutable. Everybody may call; nothing here depends on anything.
@NullMarked
package dev.isochron.protocol.value;

import org.jspecify.annotations.NullMarked;
