package dev.isochron.controller.word;

import dev.isochron.controller.balance.Plan;
import java.util.List;

/// What an operator hears.
public sealed interface Ruling {

    /// It was decided, and is in the controller's log.
    ///
    /// @param records what is so now, for people
    record Done(List<String> records) implements Ruling {
        public Done {
            records = List.copyOf(records);
        }
    }

    /// It would do harm.
    record Refused(String why, String remedy) implements Ruling {}

    /// How the cluster is.
    record Seen(View view) implements Ruling {}

    /// What would be done.
    ///
    /// @param seconds that it will take, about
    record Planned(Plan plan, long seconds) implements Ruling {}

    /// Nobody who could decide answered, or what became of it is not known: ask again.
    record Nobody(String why) implements Ruling {}
}
