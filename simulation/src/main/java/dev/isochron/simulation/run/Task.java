package dev.isochron.simulation.run;

import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.machine.Omissions;
import java.util.Locale;

/// What one run is: everything that decides its history.
///
/// @param without rules that nobody keeps, and what else is broken on purpose
/// @param brief troubles last seconds and not minutes
public record Task(World world, long seed, Profile profile, Omissions without, boolean brief) {

    /// What is simulated.
    public enum World {
        /// Replicated logs and their ledgers.
        LOG,
        /// Shards, transactions and client programs on top of them.
        STORE,
        /// The store with a controller that moves its replicas, on five nodes that come and go.
        CONTROL,
        /// The store where versions and requests are forgotten within seconds.
        RETENTION,
        /// The store where stored rows are damaged, and replicas rebuilt.
        DAMAGE,
        /// SQL sessions of several gateways that change the schema and use it.
        SQL
    }

    /// The product as it is, in the world of logs.
    public static Task of(long seed, Profile profile) {
        return of(World.LOG, seed, profile);
    }

    /// The product as it is.
    public static Task of(World world, long seed, Profile profile) {
        return new Task(world, seed, profile, Omissions.NONE, false);
    }

    public Task without(Omissions omitted) {
        return new Task(world, seed, profile, omitted, brief);
    }

    public Task withSeed(long other) {
        return new Task(world, other, profile, without, brief);
    }

    public Task inBrief() {
        return new Task(world, seed, profile, without, true);
    }

    /// The command that replays it.
    public String command() {
        StringBuilder command = new StringBuilder("./isochron sim --seed ").append(seed);
        if (world != World.LOG) {
            command.append(" --world ").append(world.name().toLowerCase(Locale.ROOT));
        }
        command.append(" --profile ").append(profile.name().toLowerCase(Locale.ROOT));
        command.append(brief ? " --brief" : "");
        return command.append(without.options()).toString();
    }
}
