package dev.isochron.bench.tpcc.run;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What happened within the measuring interval; any thread may tell.
final class Ledger implements Aborts {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// Texts of errors and aborts that are told apart; more are counted together.
    private static final int MOST_TEXTS = 40;

    private static final String OTHERS = "others";
    private static final int LONGEST_TEXT = 160;

    private final long fromNanos;
    private final long lengthNanos;
    private final int seconds;
    private final Map<Kind, Account> accounts = new EnumMap<>(Kind.class);
    private final List<Latencies> newOrders = new ArrayList<>();
    private final Map<String, Long> aborts = new TreeMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private long lastWriteNanos;
    private long longestGapNanos;

    /// What is counted of one kind.
    private static final class Account {
        private final long[] perSecond;
        private final Latencies latencies = new Latencies();
        private long completed;
        private long rolledBack;
        private long attempts;
        private long inOneShard;
        private long told;

        Account(int seconds) {
            perSecond = new long[seconds];
        }

        KindResult result(Kind kind) {
            return new KindResult(
                    kind,
                    completed,
                    rolledBack,
                    attempts,
                    latencies,
                    new KindResult.Reach(told, inOneShard));
        }
    }

    /// @param fromNanos where the measuring interval begins, by `System.nanoTime`
    Ledger(long fromNanos, Duration length) {
        this.fromNanos = fromNanos;
        this.lengthNanos = length.toNanos();
        this.seconds = (int) ((lengthNanos + SECOND - 1) / SECOND);
        this.lastWriteNanos = fromNanos;
        for (Kind kind : Kind.values()) {
            accounts.put(kind, new Account(seconds));
        }
    }

    long endNanos() {
        return fromNanos + lengthNanos;
    }

    synchronized void ended(Kind kind, long startNanos, long nowNanos, Outcome outcome) {
        long at = nowNanos - fromNanos;
        if (at < 0 || at >= lengthNanos) {
            return;
        }
        int second = (int) (at / SECOND);
        Account account = account(kind);
        account.perSecond[second]++;
        account.latencies.record(nowNanos - startNanos);
        account.completed++;
        account.rolledBack += outcome.isRolledBack() ? 1 : 0;
        account.attempts += outcome.attempts();
        account.told += outcome.shardsWritten() > 0 ? 1 : 0;
        account.inOneShard += outcome.shardsWritten() == 1 ? 1 : 0;
        if (kind == Kind.NEW_ORDER) {
            while (newOrders.size() <= second) {
                newOrders.add(Latencies.small());
            }
            newOrders.get(second).record(nowNanos - startNanos);
        }
        if (writes(kind)) {
            wrote(nowNanos);
        }
    }

    private Account account(Kind kind) {
        return accounts.computeIfAbsent(kind, _ -> new Account(seconds));
    }

    private static boolean writes(Kind kind) {
        return switch (kind) {
            case NEW_ORDER, PAYMENT, DELIVERY -> true;
            case ORDER_STATUS, STOCK_LEVEL -> false;
        };
    }

    private void wrote(long nowNanos) {
        longestGapNanos = Math.max(longestGapNanos, nowNanos - lastWriteNanos);
        lastWriteNanos = Math.max(lastWriteNanos, nowNanos);
    }

    @Override
    public synchronized void undone(String rule, String row) {
        count(aborts, row.isEmpty() ? rule : rule + ": " + row);
    }

    synchronized void failed(Kind kind, RuntimeException failure) {
        String text = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        count(errors, kind + ": " + failure.getClass().getSimpleName() + ": " + cut);
    }

    /// Outside the measuring interval nothing is counted.
    private void count(Map<String, Long> texts, String text) {
        long at = System.nanoTime() - fromNanos;
        if (at < 0 || at >= lengthNanos) {
            return;
        }
        boolean known = texts.containsKey(text) || texts.size() < MOST_TEXTS;
        texts.merge(known ? text : OTHERS, 1L, Long::sum);
    }

    /// Once the interval is over.
    synchronized RunResult result() {
        wrote(endNanos());
        List<KindResult> kinds = new ArrayList<>();
        Map<Kind, List<Long>> seconds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Account account = account(kind);
            kinds.add(account.result(kind));
            List<Long> series = new ArrayList<>();
            for (long completed : account.perSecond) {
                series.add(completed);
            }
            seconds.put(kind, series);
        }
        return new RunResult(
                lengthNanos / 1e9,
                kinds,
                seconds,
                new RunResult.NewOrderMicros(micros(50), micros(99)),
                new TreeMap<>(aborts),
                new TreeMap<>(errors),
                longestGapNanos / 1e9);
    }

    private List<Double> micros(double percent) {
        List<Double> series = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            boolean any = second < newOrders.size() && newOrders.get(second).count() > 0;
            series.add(any ? newOrders.get(second).micros(percent) : 0);
        }
        return series;
    }
}
