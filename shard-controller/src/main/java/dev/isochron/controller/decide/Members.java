package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord.ServerJoined;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Decision.Decided;
import dev.isochron.controller.decide.Decision.Refused;
import dev.isochron.paxos.model.NodeId;
import java.util.Optional;

/// Who becomes a member, and what members say of themselves.
final class Members {

    /// As many as one message may name.
    private static final int MAX_SERVERS = 4096;

    private final ClusterImage image;

    Members(ClusterImage image) {
        this.image = image;
    }

    /// The number is given with the record: whoever asks again finds it in the image.
    Decision join(Command.Join join) {
        Optional<Server> known =
                image.servers().stream()
                        .filter(server -> !server.life().equals(Server.UNASKED))
                        .filter(server -> server.life().equals(join.life()))
                        .findFirst();
        if (known.isPresent()) {
            return known.get().standing() == Standing.REMOVED
                    ? new Refused(
                            "this was %s, which was removed from the cluster"
                                    .formatted(known.get().id()),
                            "start it with an empty directory: it gets a new number")
                    : Decided.of();
        }
        Optional<Refused> refused = contradiction(join);
        if (refused.isPresent()) {
            return refused.get();
        }
        NodeId next = image.nextServer();
        NodeId number = next.compareTo(join.atLeast()) < 0 ? join.atLeast() : next;
        if (number.value() > MAX_SERVERS) {
            return new Refused(
                    "the cluster has given %d numbers, which is all it has".formatted(MAX_SERVERS),
                    "found a new one");
        }
        return Decided.of(
                new ServerJoined(
                        new Server(
                                number,
                                join.address(),
                                join.locality(),
                                Standing.ACTIVE,
                                join.life())));
    }

    private Optional<Refused> contradiction(Command.Join join) {
        for (Server server : image.servers()) {
            if (server.standing() == Standing.REMOVED) {
                continue;
            }
            if (server.address().equals(join.address())) {
                return Optional.of(
                        new Refused(
                                join.address() + " is the address of " + server.id() + " already",
                                "start the new server at an address of its own, or remove "
                                        + server.id()
                                        + " first"));
            }
            if (contradicts(server, join.locality())) {
                return Optional.of(contradiction(join.locality(), server));
            }
        }
        return Optional.empty();
    }

    /// Who says nothing of where it stands contradicts nobody, if the others say nothing either; a
    /// founder may have been started before there were tiers.
    private static boolean contradicts(Server there, Locality locality) {
        boolean isSilent = there.locality().equals(Locality.UNKNOWN);
        return !isSilent && !there.locality().isComparableWith(locality);
    }

    private static Refused contradiction(Locality locality, Server there) {
        return new Refused(
                "the locality \"%s\" does not name the tiers that %s names (\"%s\")"
                        .formatted(locality, there.id(), there.locality()),
                "name the same tiers in the same order on all servers");
    }

    /// What a member says of itself counts, unless others contradict it or it was removed.
    Decision present(Command.Present present) {
        Optional<Server> known = image.server(present.server());
        Locality before = known.map(Server::locality).orElse(Locality.UNKNOWN);
        boolean says = !present.locality().equals(Locality.UNKNOWN);
        Locality locality = says ? present.locality() : before;
        if (!locality.equals(before)) {
            for (Server other : image.servers()) {
                boolean counts =
                        !other.id().equals(present.server())
                                && other.standing() != Standing.REMOVED;
                if (counts && contradicts(other, locality)) {
                    return new Refused(
                            present.server() + ": " + contradiction(locality, other).why(),
                            contradiction(locality, other).remedy());
                }
            }
        }
        Server now =
                new Server(
                        present.server(),
                        present.address(),
                        locality,
                        known.map(Server::standing).orElse(Standing.ACTIVE),
                        known.map(Server::life).orElse(Server.UNASKED));
        return known.equals(Optional.of(now)) ? Decided.of() : Decided.of(new ServerJoined(now));
    }
}
