package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.ControllerRecord;
import java.util.List;

/// What follows from a command.
public sealed interface Decision {

    /// These records; none if there is nothing to change.
    record Decided(List<ControllerRecord> records) implements Decision {
        public Decided {
            records = List.copyOf(records);
        }

        static Decided of(ControllerRecord... records) {
            return new Decided(List.of(records));
        }
    }

    /// Nothing, because it would do harm.
    ///
    /// @param why what stands against it
    /// @param remedy what would make it possible
    record Refused(String why, String remedy) implements Decision {
        @Override
        public String toString() {
            return why + "; " + remedy;
        }
    }
}
