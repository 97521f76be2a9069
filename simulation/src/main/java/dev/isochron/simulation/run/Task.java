package dev.isochron.simulation.run;

import dev.isochron.paxos.replica.Rule;
import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.machine.Mutation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What one run is: everything that decides its history.
///
/// @param rulesOff rules of the replica that nobody keeps; empty in earnest
/// @param mutations what else is broken on purpose; empty in earnest
/// @param brief troubles last seconds and not minutes
public record Task(
        World world,
        long seed,
        Profile profile,
        Set<Rule> rulesOff,
        Set<Mutation> mutations,
        boolean brief) {

    /// What is simulated.
    public enum World {
        /// Replicated logs and their ledgers.
        LOG,
        /// Shards, transactions and client programs on top of them.
        STORE
    }

    /// A task for the world of logs.
    public Task(
            long seed,
            Profile profile,
            Set<Rule> rulesOff,
            Set<Mutation> mutations,
            boolean brief) {
        this(World.LOG, seed, profile, rulesOff, mutations, brief);
    }

    /// The product as it is.
    public static Task of(long seed, Profile profile) {
        return new Task(
                seed, profile, EnumSet.noneOf(Rule.class), EnumSet.noneOf(Mutation.class), false);
    }

    public Task withSeed(long other) {
        return new Task(world, other, profile, rulesOff, mutations, brief);
    }

    public Task inBrief() {
        return new Task(world, seed, profile, rulesOff, mutations, true);
    }

    Set<Rule> rules() {
        Set<Rule> kept = EnumSet.allOf(Rule.class);
        kept.removeAll(rulesOff);
        return kept;
    }

    /// The command that replays it.
    public String command() {
        StringBuilder command = new StringBuilder("./isochron sim --seed ").append(seed);
        if (world == World.STORE) {
            command.append(" --world store");
        }
        command.append(" --profile ").append(profile.name().toLowerCase(Locale.ROOT));
        command.append(brief ? " --brief" : "");
        rulesOff.forEach(rule -> command.append(" --rule-off ").append(rule));
        mutations.forEach(mutation -> command.append(" --mutation ").append(mutation));
        return command.toString();
    }
}
