package dev.isochron.shard.lock;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Some shards with a lock table each, clients that run transactions over them, and a seed that
/// chooses who goes next and which message arrives.
///
/// Checked after every step: the oldest transaction waits for nobody younger who has not voted.
/// Checked at every commit: nothing it read has changed since. Checked at the end: everybody, who
/// only retries with its age, has come to an end.
final class World {
    private static final int SHARDS = 3;
    private static final int CLIENTS = 6;

    /// Far more than any run needs that gets on.
    private static final int PATIENCE = 20_000;

    /// Something under way to a client.
    sealed interface Mail {
        record Granted(Attempt to, int shard, Ticket ticket) implements Mail {}

        record Ended(Attempt to) implements Mail {}

        record Asked(Attempt to) implements Mail {}

        record Release(TxnId attempt, int shard) implements Mail {}
    }

    final SplittableRandom random;
    private final Set<LockRule> rules;
    private final List<LockTable> tables = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Mail> mail = new ArrayList<>();
    private final Map<Key, Integer> versions = new LinkedHashMap<>();
    private long round;

    World(SplittableRandom random, Set<LockRule> rules) {
        this.random = random;
        this.rules = rules;
        for (int shard = 0; shard < SHARDS; shard++) {
            tables.add(table(shard));
        }
        for (int age = 1; age <= CLIENTS; age++) {
            clients.add(new Client(this, age));
        }
    }

    private LockTable table(int shard) {
        return new LockTable(
                new ShardId(shard + 1L),
                new Ballot(++round, 1),
                Words::row,
                LockLimits.standard(),
                rules);
    }

    LockTable table(Client client, int shard) {
        return tables.get(shard);
    }

    int shards() {
        return SHARDS;
    }

    /// Until all are done.
    void run() {
        for (int i = 0; i < PATIENCE; i++) {
            if (clients.stream().allMatch(Client::isDone)) {
                return;
            }
            step();
            checkTheOldest();
        }
        throw new AssertionError("no end in sight: " + clients);
    }

    private void step() {
        List<Client> ready = clients.stream().filter(Client::canAct).toList();
        int choices = ready.size() + mail.size();
        if (choices == 0 || random.nextInt(40) == 0) {
            remind(choices == 0);
        } else if (random.nextInt(200) == 0) {
            changeLeader(random.nextInt(SHARDS));
        } else {
            int chosen = random.nextInt(choices);
            if (chosen < ready.size()) {
                ready.get(chosen).act();
            } else {
                deliver(mail.remove(chosen - ready.size()));
            }
        }
    }

    /// The timers of the leaders; if nothing else can happen, this must help.
    private void remind(boolean mustHelp) {
        for (int shard = 0; shard < SHARDS; shard++) {
            happened(shard, tables.get(shard).askAgain(), mustHelp);
        }
        if (mustHelp && mail.isEmpty()) {
            throw new AssertionError("deadlock: " + clients);
        }
    }

    void happened(int shard, List<LockEvent> events) {
        happened(shard, events, false);
    }

    /// Questions to coordinators get lost now and then; they are asked again.
    private void happened(int shard, List<LockEvent> events, boolean reliable) {
        for (LockEvent event : events) {
            switch (event) {
                case LockEvent.Granted(Ticket ticket, Attempt attempt, var _) ->
                        mail.add(new Mail.Granted(attempt, shard, ticket));
                case LockEvent.Ended ended -> mail.add(new Mail.Ended(ended.attempt()));
                case LockEvent.CoordinatorAsked asked -> {
                    if (reliable || random.nextInt(3) > 0) {
                        mail.add(new Mail.Asked(asked.holder()));
                    }
                }
                case LockEvent.Withdrawn _, LockEvent.Released _ -> {}
            }
        }
    }

    private void deliver(Mail item) {
        switch (item) {
            case Mail.Granted(Attempt to, int shard, Ticket ticket) ->
                    client(to).granted(to, shard, ticket);
            case Mail.Ended(Attempt to) -> client(to).toldToEnd(to);
            case Mail.Asked(Attempt to) -> client(to).toldToEnd(to);
            case Mail.Release(TxnId attempt, int shard) ->
                    happened(shard, tables.get(shard).release(attempt));
        }
    }

    void releaseLater(TxnId attempt, int shard) {
        mail.add(new Mail.Release(attempt, shard));
    }

    private Client client(Attempt attempt) {
        return clients.get((int) attempt.age().firstAttempt().number() - 1);
    }

    /// The prepared ones are in the log and come back; all else is lost, and found out about when a
    /// tenure is quoted or an answer does not come.
    private void changeLeader(int shard) {
        LockTable next = table(shard);
        tables.set(shard, next);
        for (Client client : clients) {
            client.leaderChanged(shard, next);
        }
    }

    int version(Key key) {
        return versions.getOrDefault(key, 0);
    }

    void write(Key key) {
        versions.merge(key, 1, Integer::sum);
    }

    private void checkTheOldest() {
        for (Client oldest : clients) {
            if (!oldest.isDone()) {
                for (LockTable table : tables) {
                    checkWaits(oldest, table.listing(Integer.MAX_VALUE));
                }
                return;
            }
        }
    }

    private static void checkWaits(Client oldest, LockListing listing) {
        for (LockListing.Wait wait : listing.waits()) {
            if (!oldest.owns(wait.attempt())) {
                continue;
            }
            for (Attempt blocker : wait.blockers()) {
                boolean voted =
                        listing.holdings().stream()
                                .anyMatch(h -> h.hasVoted() && h.attempt().equals(blocker));
                if (!voted) {
                    throw new AssertionError("the oldest waits for the unvoted " + blocker);
                }
            }
        }
    }
}
