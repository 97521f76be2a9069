package dev.isochron.node.roster;

import java.util.Optional;
import java.util.UUID;

/// What a server says that wants to become a node of the cluster.
///
/// @param life drawn before it asked the first time, and kept: who asks again is known by it
/// @param address where it will be reached
/// @param locality its failure domains, the widest first
/// @param clockDomain which clocks its own may be compared with
/// @param cluster the cluster whose data it has already, if any
public record Application(
        UUID life, String address, String locality, String clockDomain, Optional<UUID> cluster) {}
