package dev.isochron.paxos.log;

import dev.isochron.paxos.log.Survey.Kind;
import dev.isochron.paxos.log.Survey.Noted;
import dev.isochron.paxos.log.Survey.Stretch;
import dev.isochron.paxos.model.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a survey amounts to: where the log ends, and what below that end is lost.
///
/// ```
///            synced: all below was durable before a batch that survives was written
///               │
/// ──sound──▓▓▓──┼──sound──▓▓▓──sound──
///          loss │       torn: the log ends here, what follows is overwritten
/// ```
///
/// Damage at or beyond `synced` may be a write that a power cut tore: nobody was told of it, so the
/// log is cut there and goes on. Damage below it was durable and is gone: whoever may have had
/// records there must not vote again (P6). To take one for the other either stops every store after
/// a power cut, or silently breaks promises.
///
/// @param end where the log goes on
/// @param kept what counts, in order: sound batches, and losses
/// @param losses the losses that no earlier recovery has accounted for; one behind `end` is a batch
///   that the disk put in another's place
/// @param noted what earlier recoveries found out about losses
/// @param torn damage was found at `end` and cut off
/// @param oldest generation of the oldest segment still needed
record Verdict(
        long end,
        List<Stretch> kept,
        List<Stretch> losses,
        List<Noted> noted,
        boolean torn,
        long oldest) {

    static Verdict of(Survey survey, long lowestGeneration, Set<LogRule> rules) {
        long synced = survey.synced();
        if (!rules.contains(LogRule.LOSS_IS_NOT_TORN)) {
            synced = 0;
        } else if (!rules.contains(LogRule.TORN_TAIL_IS_CUT)) {
            synced = Long.MAX_VALUE;
        }
        List<Stretch> kept = new ArrayList<>();
        long end = survey.end();
        boolean torn = false;
        for (Stretch stretch : survey.stretches()) {
            boolean bad = stretch.kind() != Kind.SOUND;
            if (bad && stretch.to() > synced) {
                torn = true;
                end = Math.max(stretch.from(), synced);
                if (stretch.from() < synced) {
                    kept.add(stretch.endingAt(synced));
                }
                break;
            }
            kept.add(stretch);
        }
        long oldest = lowestGeneration;
        for (Stretch stretch : kept) {
            oldest = Math.max(oldest, stretch.oldest());
        }
        List<Stretch> candidates = new ArrayList<>(kept);
        if (survey.misplaced() > end) {
            candidates.add(new Stretch(end, end, survey.misplaced(), Kind.LOST, 0));
        }
        List<Noted> noted = new ArrayList<>(survey.noted());
        long last = end;
        noted.removeIf(note -> note.at() >= last);
        return new Verdict(end, kept, unaccounted(candidates, noted), noted, torn, oldest);
    }

    /// The same, without what lies below the oldest needed segment. Files down there go in any
    /// order, so a loss that reaches up from there may look longer now than when it was noted.
    Verdict from(long position) {
        return new Verdict(
                end,
                reachingAbove(position, kept),
                unaccounted(reachingAbove(position, losses), noted),
                noted,
                torn,
                oldest);
    }

    /// Whose records were lost there, if an earlier recovery found that out: it could tell more
    /// than a later one can, since segments before the loss may have gone meanwhile.
    Optional<Set<GroupId>> forgetfulAt(Stretch loss) {
        return noted.stream()
                .filter(note -> note.covers(loss))
                .findFirst()
                .flatMap(Noted::forgetful);
    }

    private static List<Stretch> reachingAbove(long position, List<Stretch> stretches) {
        return stretches.stream()
                .filter(stretch -> stretch.to() > position)
                .map(stretch -> stretch.notBefore(position))
                .toList();
    }

    private static List<Stretch> unaccounted(List<Stretch> stretches, List<Noted> noted) {
        return stretches.stream()
                .filter(stretch -> stretch.kind() != Kind.SOUND)
                .filter(stretch -> noted.stream().noneMatch(note -> note.covers(stretch)))
                .toList();
    }
}
