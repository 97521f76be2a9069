package dev.isochron.protocol.program;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Value;

/// A value computed from one row.
public sealed interface Term {

    /// An input of the program.
    record Column(int input) implements Term {
        public Column {
            if (input < 0) {
                throw new IllegalArgumentException("inputs are counted from 0, not " + input);
            }
        }
    }

    /// The same for every row.
    ///
    /// @param type as which it is sent
    record Constant(ColumnType type, Value value) implements Term {
        public Constant {
            if (!type.accepts(value)) {
                throw new IllegalArgumentException("a constant that is not of type " + type);
            }
        }
    }

    /// Of two integers, null if one is; it has no result beyond `bits`, and none by zero.
    ///
    /// @param bits of the result: 16, 32 or 64
    record Arithmetic(Operator operator, int bits, Term left, Term right) implements Term {
        public Arithmetic {
            if (bits != Short.SIZE && bits != Integer.SIZE && bits != Long.SIZE) {
                throw new IllegalArgumentException("integers have 16, 32 or 64 bits, not " + bits);
            }
        }
    }

    /// What arithmetic does; quotient and remainder are those that go towards zero.
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER
    }
}
