package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One transaction in a [World]: it reads row by row and scan by scan, then prepares its writes on
/// all shards at once, votes, commits; or is told to end, and begins again with its age.
final class Client {

    /// Keys of one shard; those of all shards differ.
    private static final String KEYS = "abcd";

    /// What it does on one shard at one time.
    ///
    /// @param write whether this is a prepare
    private record Task(int shard, List<Lock> locks, boolean write) {}

    private final World world;
    private final int age;
    private final List<Task> reads = new ArrayList<>();
    private final List<Task> writes = new ArrayList<>();

    private int tries;
    private Attempt attempt;
    private final List<Task> open = new ArrayList<>();
    private final Map<Integer, Tenure> tenures = new LinkedHashMap<>();
    private final Map<Integer, List<Lock>> held = new LinkedHashMap<>();
    private final Map<Integer, Map<Ticket, Task>> waiting = new LinkedHashMap<>();
    private final List<Integer> voted = new ArrayList<>();
    private final Map<Key, Integer> seen = new LinkedHashMap<>();
    private boolean done;

    Client(World world, int age) {
        this.world = world;
        this.age = age;
        this.attempt = Words.attempt("t" + age);
        for (int i = world.random.nextInt(4); i >= 0; i--) {
            int shard = world.random.nextInt(world.shards());
            reads.add(new Task(shard, List.of(new Lock(someSpan(shard), Words.mode("S"))), false));
        }
        for (int shard = 0; shard < world.shards(); shard++) {
            LockMode mode = Words.mode("X");
            List<Lock> locks = new ArrayList<>();
            for (int i = world.random.nextInt(3); i > 0; i--) {
                locks.add(Lock.on(someKey(shard), mode));
            }
            writes.add(new Task(shard, locks, true));
        }
        begin();
    }

    private Span someSpan(int shard) {
        int from = world.random.nextInt(KEYS.length());
        return world.random.nextInt(3) > 0
                ? Span.point(someKey(shard))
                : Span.of(key(shard, from), Words.key(shard + "z"));
    }

    private Key someKey(int shard) {
        return key(shard, world.random.nextInt(KEYS.length()));
    }

    private static Key key(int shard, int index) {
        return Words.key(shard + "" + KEYS.charAt(index));
    }

    private void begin() {
        tries++;
        attempt = Words.attempt("t" + age + "." + tries);
        open.clear();
        open.addAll(reads);
        tenures.clear();
        held.clear();
        waiting.clear();
        voted.clear();
        seen.clear();
    }

    boolean isDone() {
        return done;
    }

    boolean owns(Attempt other) {
        return other.age().equals(attempt.age());
    }

    boolean canAct() {
        return !done && (!open.isEmpty() || waiting.isEmpty());
    }

    /// The next read, any prepare, or the decision.
    void act() {
        if (!open.isEmpty()) {
            boolean reading = !open.getFirst().write();
            if (reading && !waiting.isEmpty()) {
                return;
            }
            ask(open.remove(reading ? 0 : world.random.nextInt(open.size())));
        } else if (voted.isEmpty()) {
            open.addAll(prepares());
            if (open.isEmpty()) {
                done = true;
            }
        } else {
            commit();
        }
    }

    private List<Task> prepares() {
        return writes.stream()
                .filter(task -> !task.locks().isEmpty() || tenures.containsKey(task.shard()))
                .toList();
    }

    private void ask(Task task) {
        if (task.locks().isEmpty()) {
            vote(task.shard());
            return;
        }
        LockStep step = table(task).acquire(attempt, task.locks(), LockWait.WAIT);
        world.happened(task.shard(), step.events());
        switch (step.answer()) {
            case Answer.Granted(Ticket _, Tenure tenure, var _) -> took(task, tenure);
            case Answer.Waiting(Ticket ticket) ->
                    waiting.computeIfAbsent(task.shard(), _ -> new LinkedHashMap<>())
                            .put(ticket, task);
            case Answer.Refused _ -> abort();
        }
    }

    private LockTable table(Task task) {
        return world.table(this, task.shard());
    }

    void granted(Attempt to, int shard, Ticket ticket) {
        Map<Ticket, Task> here = waiting.getOrDefault(shard, Map.of());
        if (!to.id().equals(attempt.id()) || !here.containsKey(ticket)) {
            return;
        }
        Task task = Optional.ofNullable(here.remove(ticket)).orElseThrow();
        if (here.isEmpty()) {
            waiting.remove(shard);
        }
        table(task).tenure(attempt.id()).ifPresentOrElse(tenure -> took(task, tenure), this::abort);
    }

    /// What is read is read at once; a prepare votes at once, for all that was read here, under the
    /// tenure that the first read got.
    private void took(Task task, Tenure tenure) {
        tenures.putIfAbsent(task.shard(), tenure);
        held.computeIfAbsent(task.shard(), _ -> new ArrayList<>()).addAll(task.locks());
        for (Lock lock : task.locks()) {
            for (int i = 0; i < KEYS.length(); i++) {
                Key key = key(task.shard(), i);
                if (!task.write() && lock.span().contains(key)) {
                    seen.putIfAbsent(key, world.version(key));
                }
            }
        }
        if (task.write()) {
            vote(task.shard());
        }
    }

    private void vote(int shard) {
        LockTable table = world.table(this, shard);
        Tenure tenure = Optional.ofNullable(tenures.get(shard)).orElseThrow();
        if (table.verify(attempt.id(), tenure, held.getOrDefault(shard, List.of())).isPresent()) {
            abort();
            return;
        }
        world.happened(shard, table.voted(attempt.id()));
        voted.add(shard);
    }

    private void commit() {
        if (voted.size() < prepares().size()) {
            throw new AssertionError(this + " commits with " + voted.size() + " votes");
        }
        seen.forEach((key, version) -> {
            if (world.version(key) != version) {
                throw new AssertionError(this + " read " + key + ", which has changed");
            }
        });
        for (Task task : writes) {
            task.locks().stream().map(lock -> lock.span().from()).distinct().forEach(world::write);
        }
        done = true;
        releaseAll();
    }

    /// Ended here or by its coordinator; too late if it is decided.
    void toldToEnd(Attempt which) {
        if (which.id().equals(attempt.id()) && !done) {
            abort();
        }
    }

    private void abort() {
        releaseAll();
        begin();
    }

    private void releaseAll() {
        for (int shard = 0; shard < world.shards(); shard++) {
            world.releaseLater(attempt.id(), shard);
        }
    }

    void leaderChanged(int shard, LockTable next) {
        if (done) {
            return;
        }
        if (voted.contains(shard)) {
            next.restore(attempt, held.getOrDefault(shard, List.of()));
        } else if (waiting.containsKey(shard)) {
            abort();
        }
    }

    @Override
    public String toString() {
        return attempt.tag()
                + (done ? " done" : " voted " + voted + " open " + open.size())
                + waiting.keySet().stream()
                        .map(shard -> " waits at " + shard)
                        .collect(Collectors.joining());
    }
}
