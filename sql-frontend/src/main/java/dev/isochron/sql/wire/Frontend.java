package dev.isochron.sql.wire;

import dev.isochron.sql.session.Binding;
import java.util.List;
import java.util.Optional;

/// What a client that is logged in says.
sealed interface Frontend {

    /// Statements, to be run at once.
    record Query(String text) implements Frontend {}

    /// A statement to be prepared under a name.
    ///
    /// @param types oids of the first parameters; 0 is for the server to find out
    record Parse(String name, String text, List<Integer> types) implements Frontend {
        public Parse {
            types = List.copyOf(types);
        }
    }

    /// Values for a prepared statement.
    record Bind(Binding binding) implements Frontend {}

    record Describe(Kind kind, String name) implements Frontend {}

    /// A portal is to run.
    ///
    /// @param atMost rows; 0 for all
    record Execute(String portal, int atMost) implements Frontend {}

    record Close(Kind kind, String name) implements Frontend {}

    /// The end of a chain of messages: commits what is not in a block, ends an error.
    record Sync() implements Frontend {
        static final Sync SYNC = new Sync();
    }

    /// Answers are wanted now.
    record Flush() implements Frontend {}

    record Terminate() implements Frontend {}

    /// A step of a login.
    record Secret(Sealed bytes) implements Frontend {}

    /// A piece of a copy.
    record CopyPiece(Sealed bytes) implements Frontend {}

    record CopyDone() implements Frontend {}

    record CopyFail(String why) implements Frontend {}

    /// A call of the fast path, which is not there.
    record FunctionCall() implements Frontend {}

    /// A message longer than its limit, or than there is memory for; its bytes were not kept.
    ///
    /// @param full whether it would have been taken at another time
    record TooLong(long length, int limit, boolean full) implements Frontend {}

    /// What a name means.
    enum Kind {
        STATEMENT,
        PORTAL;

        static Optional<Kind> of(int letter) {
            return switch (letter) {
                case 'S' -> Optional.of(STATEMENT);
                case 'P' -> Optional.of(PORTAL);
                default -> Optional.empty();
            };
        }
    }

    /// Bytes that nobody prints.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; handed on without a copy
    record Sealed(byte[] bytes) {
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }
}
