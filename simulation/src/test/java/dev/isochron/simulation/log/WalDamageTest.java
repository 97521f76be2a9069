package dev.isochron.simulation.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.log.LogRule;
import dev.isochron.paxos.log.Recovered;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.log.Wal;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Stores whose disk loses what was durable: nobody votes from what is left, nobody takes for
/// chosen what was not, and whoever lost nothing is found out where that can be known.
class WalDamageTest {
    private static final int SEEDS = Integer.getInteger("log.seeds", 500);
    private static final int STEPS = 200;

    /// A loss that reaches below the oldest needed segment, where a file was reused meanwhile.
    private static final List<Long> REGRESSIONS = List.of(900L);

    /// What became of the replicas of one damaged store.
    record Toll(int whole, int voteless, boolean refused) {}

    @Test
    void nobodyVotesAfterALoss() {
        int whole = 0;
        int voteless = 0;
        int refused = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Toll toll = damage(seed, LogRule.all());
            whole += toll.whole;
            voteless += toll.voteless;
            refused += toll.refused ? 1 : 0;
        }
        System.out.println(
                SEEDS
                        + " damaged stores: "
                        + whole
                        + " replicas whole, "
                        + voteless
                        + " voteless, "
                        + refused
                        + " stores refused");
        assertTrue(voteless > SEEDS / 4, "hardly anything was lost: " + voteless);
        assertTrue(whole > SEEDS / 4, "hardly anybody could be ruled out: " + whole);
        assertTrue(refused > 0 && refused < SEEDS / 4, "refused: " + refused);
    }

    @Test
    void whatOnceWentWrongDoesNotAgain() {
        REGRESSIONS.forEach(seed -> damage(seed, LogRule.all()));
    }

    static Toll damage(long seed, Set<LogRule> rules) {
        try {
            return tolls(seed, rules);
        } catch (RuntimeException | AssertionError violation) {
            throw new AssertionError("seed " + seed + ": " + violation.getMessage(), violation);
        }
    }

    private static Toll tolls(long seed, Set<LogRule> rules) {
        SplittableRandom chance = new SplittableRandom(~seed);
        LogStory story = new LogStory(seed, rules);
        Vandal vandal = new Vandal(story.disk, chance);
        for (int i = 0; i < STEPS; i++) {
            story.step();
        }
        story.disk.mend();
        int kind = chance.nextInt(10);
        if (kind == 0) {
            story.disk.loseNextWrite();
        } else if (kind == 1) {
            story.disk.misdirectNextWrite();
        }
        for (int i = 0; i < 20; i++) {
            story.calmStep();
        }
        story.settle();
        story.touch();
        story.touch();
        story.disk.kill();
        for (int i = chance.nextInt(3); i >= 0 && kind > 1; i--) {
            vandal.strikeBelow(story.lastNamedSynced());
        }
        if (kind == 2) {
            vandal.strikeHeader();
        }
        return judge(story);
    }

    private static Toll judge(LogStory story) {
        Recovered first;
        try {
            first = Wal.open(story.disk, LogStory.SMALL, LogStory.STORE, story.rules);
        } catch (StoreRefusedException refused) {
            return new Toll(0, 0, true);
        }
        int whole = LogJudge.requireHonest(first, story.state());
        story.disk.powerCut();
        Recovered second = Wal.open(story.disk, LogStory.SMALL, LogStory.STORE, story.rules);
        assertEquals(
                first.replicas(), second.replicas(), "the second opening finds something else");
        LogJudge.requireWhole(second);
        return new Toll(whole, first.replicas().size() - whole, false);
    }
}
