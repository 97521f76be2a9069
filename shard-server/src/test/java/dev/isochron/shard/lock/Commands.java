package dev.isochron.shard.lock;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The commands of a scenario, one a line; [Words] says how attempts, locks and spans are written.
///
/// ```
/// table [limits L L L L L L]    another leadership's table, empty
/// ATTEMPT lock LOCKS            acquire, waiting if need be; also nowait, skip, restore
/// ATTEMPT voted | release | end
/// ATTEMPT shrink TICKET SPAN
/// ATTEMPT verify TENURE LOCKS   TENURE is ENTRY, or BALLOT#ENTRY; a TICKET is r1, r2, …
/// give-up TICKET MILLIS
/// ask-again | forget T | show [LIMIT]
/// ```
final class Commands {
    private static final ShardId SHARD = new ShardId(7);
    private static final int ALL = 1000;

    private final Set<LockRule> rules;
    private long round;
    private LockTable table;

    Commands(Set<LockRule> rules) {
        this.rules = rules;
        this.table = next(LockLimits.standard());
    }

    private LockTable next(LockLimits limits) {
        round++;
        return new LockTable(SHARD, new Ballot(round, 1), Words::row, limits, rules);
    }

    List<String> perform(List<String> commands) {
        List<String> happened = new ArrayList<>();
        for (String command : commands) {
            happened.addAll(perform(command.split(" ", -1)));
        }
        return happened;
    }

    private List<String> perform(String[] words) {
        return switch (words[0]) {
            case "table" -> {
                table = next(limits(words));
                yield List.of();
            }
            case "give-up" -> giveUp(words);
            case "ask-again" -> events(table.askAgain());
            case "forget" -> {
                table.forgetUpTo(new Timestamp(Long.parseLong(words[1])));
                yield List.of();
            }
            case "show" -> show(words.length > 1 ? Integer.parseInt(words[1]) : ALL);
            default -> ofAttempt(words[0], words[1], words);
        };
    }

    private static LockLimits limits(String[] words) {
        if (words.length == 1) {
            return LockLimits.standard();
        }
        int[] each = Arrays.stream(words).skip(2).mapToInt(Integer::parseInt).toArray();
        return new LockLimits(each[0], each[1], each[2], each[3], each[4], each[5], each[6]);
    }

    private List<String> ofAttempt(String name, String verb, String[] words) {
        Attempt attempt = Words.attempt(name);
        String rest = String.join(" ", Arrays.asList(words).subList(2, words.length));
        return switch (verb) {
            case "lock" -> step(name, table.acquire(attempt, Words.locks(rest), LockWait.WAIT));
            case "nowait" ->
                    step(name, table.acquire(attempt, Words.locks(rest), LockWait.NO_WAIT));
            case "skip" -> step(name, table.acquire(attempt, Words.locks(rest), LockWait.SKIP));
            case "restore" ->
                    List.of(name + " restored " + table.restore(attempt, Words.locks(rest)));
            case "voted" -> events(table.voted(attempt.id()));
            case "release" -> events(table.release(attempt.id()));
            case "end" ->
                    events(table.end(attempt.id(), new Aborted.DecidedByInquiry(attempt.id())));
            case "shrink" ->
                    events(table.shrink(attempt.id(), ticket(words[2]), Words.span(words[3])));
            case "verify" -> verify(attempt, words);
            default -> throw new IllegalArgumentException("no such command: " + verb);
        };
    }

    private List<String> verify(Attempt attempt, String[] words) {
        String locks = String.join(" ", Arrays.asList(words).subList(3, words.length));
        Tenure tenure = tenure(words[2]);
        return List.of(
                "%s under %s: %s"
                        .formatted(
                                attempt.tag(),
                                tenure,
                                Words.of(table.verify(attempt.id(), tenure, Words.locks(locks)))));
    }

    private Tenure tenure(String text) {
        String[] parts = text.split("#", -1);
        boolean alone = parts.length == 1;
        long ballot = alone ? round : Long.parseLong(parts[0]);
        return new Tenure(ballot, 1, Long.parseLong(parts[alone ? 0 : 1]));
    }

    private static Ticket ticket(String text) {
        return new Ticket(Long.parseLong(text.substring(1)));
    }

    private List<String> giveUp(String[] words) {
        Ticket ticket = ticket(words[1]);
        return table.giveUp(ticket, Duration.ofMillis(Long.parseLong(words[2])))
                .map(step -> step(Words.of(ticket), step))
                .orElse(List.of(Words.of(ticket) + " does not wait"));
    }

    private static List<String> step(String who, LockStep step) {
        List<String> told = new ArrayList<>();
        told.add(
                switch (step.answer()) {
                    case Answer.Granted(Ticket ticket, Tenure tenure, List<Lock> skipped) ->
                            who
                                    + " granted "
                                    + Words.of(ticket)
                                    + " "
                                    + tenure
                                    + (skipped.isEmpty() ? "" : " without " + list(skipped));
                    case Answer.Waiting(Ticket ticket) -> who + " waits " + Words.of(ticket);
                    case Answer.Refused(var why) -> who + " refused: " + Words.of(why);
                });
        told.addAll(events(step.events()));
        return told;
    }

    private static String list(List<Lock> locks) {
        return String.join(", ", locks.stream().map(Words::of).toList());
    }

    private static List<String> events(List<LockEvent> events) {
        return events.stream().map(event -> "  " + event(event)).toList();
    }

    private static String event(LockEvent event) {
        return switch (event) {
            case LockEvent.Granted(Ticket ticket, Attempt attempt, Tenure tenure) ->
                    attempt.tag() + " granted " + Words.of(ticket) + " " + tenure;
            case LockEvent.Ended(Attempt attempt, Tenure _, List<Ticket> waiting, var why) ->
                    attempt.tag()
                            + " ended"
                            + (waiting.isEmpty() ? "" : " with " + Words.of(waiting))
                            + ": "
                            + Words.of(why);
            case LockEvent.Withdrawn(Ticket ticket, Attempt attempt, var why) ->
                    attempt.tag() + " withdrawn " + Words.of(ticket) + ": " + Words.of(why);
            case LockEvent.CoordinatorAsked(Attempt holder, Tenure _, Attempt wounder, var why) ->
                    "ask coordinator of %s for %s: %s"
                            .formatted(holder.tag(), wounder.tag(), why.rule());
            case LockEvent.Released(Attempt attempt, Tenure _) -> attempt.tag() + " released";
        };
    }

    private List<String> show(int limit) {
        LockListing listing = table.listing(limit);
        List<String> lines = new ArrayList<>();
        for (LockListing.Holding held : listing.holdings()) {
            lines.add(
                    "%s holds %s%s"
                            .formatted(
                                    held.attempt().tag(),
                                    Words.of(held.lock()),
                                    held.hasVoted() ? ", voted" : ""));
        }
        for (LockListing.Wait wait : listing.waits()) {
            List<String> blockers = wait.blockers().stream().map(Attempt::tag).toList();
            lines.add(
                    "%s waits %s for %s behind %s"
                            .formatted(
                                    wait.attempt().tag(),
                                    Words.of(wait.ticket()),
                                    Words.of(wait.wanted()),
                                    String.join(" ", blockers)));
        }
        if (listing.isCut()) {
            lines.add("and more");
        }
        return lines.isEmpty() ? List.of("nobody holds anything") : lines;
    }
}
