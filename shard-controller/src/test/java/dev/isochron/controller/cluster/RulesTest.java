package dev.isochron.controller.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Which rule a key is under, and where rules change, held against a list of all keys.
class RulesTest {

    private static final int KEYS = 30;
    private static final int USUAL = 3;

    @RepeatedTest(300)
    void whatIsSaidOfSpansIsWhatIsSaidOfTheirKeys(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int[] wanted = new int[KEYS];

        Rules rules = Rules.NONE;
        int from = random.nextInt(4);
        for (long owner = 1; owner <= 3; owner++) {
            List<RuleSet.Ranged> ranges = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0 && from + 5 < KEYS; i--) {
                int until = from + 1 + random.nextInt(4);
                int replicas = 3 + 2 * random.nextInt(2);
                Arrays.fill(wanted, from, until, replicas);
                ranges.add(
                        new RuleSet.Ranged(
                                Span.of(key(from), key(until)), Rule.ofReplicas(replicas)));
                from = until + random.nextInt(2);
            }
            rules = rules.with(new RuleSet(owner, 1, ranges));
        }
        for (int begin = 0; begin < KEYS - 1; begin++) {
            assertEquals(
                    begin > 0 && wanted[begin] != wanted[begin - 1], rules.changesAt(key(begin)));
            for (int end = begin + 1; end < KEYS; end++) {
                check(rules, wanted, begin, end);
            }
        }
    }

    private static void check(Rules rules, int[] wanted, int begin, int end) {
        Span span = Span.of(key(begin), key(end));
        int most = 0;
        Optional<Key> change = Optional.empty();
        for (int i = begin; i < end; i++) {
            most = Math.max(most, wanted[i] == 0 ? USUAL : wanted[i]);
            if (i > begin && change.isEmpty() && wanted[i] != wanted[i - 1]) {
                change = Optional.of(key(i));
            }
        }
        assertEquals(most, rules.replicasOf(span, USUAL), () -> span + " under " + rules.sets());
        assertEquals(change, rules.firstChangeIn(span), () -> span + " under " + rules.sets());
    }

    private static Key key(int number) {
        return Key.of((byte) number);
    }

    @Test
    void noKeyHasTwoRulesAndNoShardAnEvenNumber() {
        Span low = Span.of(key(1), key(5));
        Span high = Span.of(key(4), key(6));
        List<RuleSet.Ranged> both =
                List.of(
                        new RuleSet.Ranged(low, Rule.ofReplicas(5)),
                        new RuleSet.Ranged(high, Rule.ofReplicas(3)));
        assertThrows(IllegalArgumentException.class, () -> new RuleSet(1, 1, both).version());
        assertEquals(Optional.of(7), Rule.ofReplicas(7).replicas());
        assertThrows(IllegalArgumentException.class, () -> Rule.ofReplicas(9).replicas());
        assertThrows(IllegalArgumentException.class, () -> Rule.ofReplicas(4).replicas());
        assertThrows(IllegalArgumentException.class, () -> Rule.ofReplicas(1).replicas());
    }
}
