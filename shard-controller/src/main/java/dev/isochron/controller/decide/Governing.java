package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord.RulesStand;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.decide.Decision.Decided;
import dev.isochron.controller.decide.Decision.Refused;
import java.util.List;
import java.util.Optional;

/// What people want of the replicas of some keys.
final class Governing {

    private final ClusterImage image;

    Governing(ClusterImage image) {
        this.image = image;
    }

    /// Rules were considered one by one before they came into the catalog; there they stand, so
    /// they are taken even if servers are missing by now.
    Decision govern(RuleSet rules) {
        boolean isNews =
                image.rules()
                        .of(rules.owner())
                        .map(known -> known.version() < rules.version())
                        .orElse(true);
        if (!isNews) {
            return Decided.of();
        }
        Optional<RuleSet.Ranged> conflict = image.rules().conflict(rules);
        return conflict.isPresent()
                ? new Refused(
                        "the rules of another database have %s already".formatted(conflict.get()),
                        "keys belong to one database")
                : Decided.of(new RulesStand(rules));
    }

    /// @param usual replicas where no rule says otherwise
    Decision consider(Rule rule, int usual) {
        List<Server> takers =
                image.servers().stream()
                        .filter(server -> server.standing().takesReplicas())
                        .toList();
        int learners = rule.learners();
        int voters = rule.replicas().orElse(learners == 0 ? 0 : usual);
        int wanted = voters + learners;
        if (takers.size() < wanted) {
            String what =
                    learners == 0
                            ? "%d replicas".formatted(voters)
                            : "%d replicas and %d learners beside them".formatted(voters, learners);
            return new Refused(
                    "%s need as many nodes that take replicas, and there are %d"
                            .formatted(what, takers.size()),
                    "let %d more in, or ask for fewer".formatted(wanted - takers.size()));
        }
        Optional<Refused> contradiction = contradiction(rule, takers);
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        boolean isNowhere =
                rule.leaders().isPresent()
                        && takers.stream()
                                .noneMatch(one -> one.locality().isIn(rule.leaders().get()));
        return isNowhere
                ? new Refused(
                        "no node that takes replicas stands in " + rule.leaders().get(),
                        "see where nodes stand with SHOW NODES; a node says so with --locality")
                : Decided.of();
    }

    /// Learners stand beside the voters, and so beside the leader, if that is to be there as well.
    private static Optional<Refused> contradiction(Rule rule, List<Server> takers) {
        if (rule.learnersIn().isEmpty()) {
            return Optional.empty();
        }
        Locality.Tier where = rule.learnersIn().get();
        long there = takers.stream().filter(one -> one.locality().isIn(where)).count();
        boolean isLedThere = rule.leaders().filter(where::equals).isPresent();
        long wanted = rule.learners() + (isLedThere ? 1L : 0L);
        String beside = isLedThere ? " and the leader beside them" : "";
        return there >= wanted
                ? Optional.empty()
                : Optional.of(
                        new Refused(
                                ("%d learners%s need %d nodes that take replicas in %s, and"
                                                + " there are %d")
                                        .formatted(rule.learners(), beside, wanted, where, there),
                                "let more in there, ask for fewer, or name another place; SHOW"
                                        + " NODES tells where nodes stand"));
    }
}
