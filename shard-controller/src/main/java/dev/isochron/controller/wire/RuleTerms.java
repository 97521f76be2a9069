package dev.isochron.controller.wire;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.RuleSet.Ranged;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.List;
import java.util.Optional;

/// Rules, out and in.
final class RuleTerms {
    private RuleTerms() {}

    static Control.Rule of(Rule rule) {
        return Control.Rule.newBuilder()
                .setReplicas(rule.replicas().orElse(0))
                .setLeaders(rule.leaders().map(Locality.Tier::toString).orElse(""))
                .setLearners(rule.learners())
                .setLearnersIn(rule.learnersIn().map(Locality.Tier::toString).orElse(""))
                .build();
    }

    static Rule rule(Control.Rule from) {
        return new Rule(
                Optional.of(from.getReplicas()).filter(count -> count != 0),
                tier(from.getLeaders()),
                from.getLearners(),
                tier(from.getLearnersIn()));
    }

    private static Optional<Locality.Tier> tier(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Locality.Tier.parse(text));
    }

    static Control.RuleSet of(RuleSet set) {
        Control.RuleSet.Builder to =
                Control.RuleSet.newBuilder().setOwner(set.owner()).setVersion(set.version());
        for (Ranged range : set.ranges()) {
            Control.Ranged.Builder one =
                    Control.Ranged.newBuilder()
                            .setFrom(Terms.of(range.span().from()))
                            .setRule(of(range.rule()));
            range.span().until().ifPresent(until -> one.setUntil(Terms.of(until)));
            to.addRanges(one);
        }
        return to.build();
    }

    static RuleSet set(Control.RuleSet from) {
        List<Ranged> ranges =
                from.getRangesList().stream()
                        .map(one -> new Ranged(span(one), rule(one.getRule())))
                        .toList();
        return new RuleSet(from.getOwner(), from.getVersion(), ranges);
    }

    private static Span span(Control.Ranged from) {
        Optional<Key> until =
                from.hasUntil() ? Optional.of(Terms.key(from.getUntil())) : Optional.empty();
        return new Span(Terms.key(from.getFrom()), until);
    }
}
