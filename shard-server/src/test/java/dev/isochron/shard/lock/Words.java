package dev.isochron.shard.lock;

import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The words of a scenario, to and from what they stand for.
///
/// ```
/// attempt  t3 | t3.2              transaction of age 3; its second attempt
/// lock     MODE SPAN              several are divided by commas
/// mode     S | X                  shared or exclusive, all columns
///          S(1;2) | X(1)          those columns
///          S(0)                   no column: that the row is there
/// span     a | a..m | a..         a row; the keys from a up to, not with, m; from a on
/// ```
final class Words {

    /// Further apart than the ages in any scenario.
    private static final long BETWEEN_ATTEMPTS = 1000;

    /// Not a column, but that the row is there; what a shared lock reads at any rate.
    private static final String ROW = "0";

    private Words() {}

    static Attempt attempt(String name) {
        String[] parts = name.substring(1).split("\\.", -1);
        long age = Long.parseLong(parts[0]);
        long number = parts.length > 1 ? Long.parseLong(parts[1]) : 1;
        return new Attempt(id(age, number), new Age(id(age, 1)), name, "");
    }

    private static TxnId id(long age, long attempt) {
        return new TxnId(new Timestamp(age + (attempt - 1) * BETWEEN_ATTEMPTS), 0, age);
    }

    static List<Lock> locks(String text) {
        List<Lock> locks = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split(" ", -1);
            locks.add(new Lock(span(words[1]), mode(words[0])));
        }
        return locks;
    }

    static LockMode mode(String text) {
        ColumnSet columns = ColumnSet.ALL;
        if (text.length() > 1) {
            String[] ids = text.substring(2, text.length() - 1).split(";", -1);
            columns =
                    ColumnSet.of(
                            Arrays.stream(ids)
                                    .filter(id -> !id.equals(ROW))
                                    .map(Words::column)
                                    .toList());
        }
        boolean whole = text.equals("X");
        return text.startsWith("S")
                ? LockMode.shared(columns)
                : whole ? LockMode.whole() : LockMode.exclusive(columns);
    }

    private static ColumnId column(String id) {
        return new ColumnId(Integer.parseInt(id));
    }

    static Span span(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return Span.point(key(text));
        }
        Key from = key(text.substring(0, dots));
        String until = text.substring(dots + 2);
        return until.isEmpty() ? Span.from(from) : Span.of(from, key(until));
    }

    static Key key(String text) {
        return Key.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static RowName row(Key key) {
        return new RowName(key, "row " + text(key));
    }

    static String text(Key key) {
        byte[] bytes = key.toBytes();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? 1 : 0;
        String text = new String(bytes, 0, bytes.length - length, StandardCharsets.UTF_8);
        return length == 1 ? text + "+" : text;
    }

    static String of(Span span) {
        return span.isPoint()
                ? text(span.from())
                : text(span.from()) + ".." + span.until().map(Words::text).orElse("");
    }

    static String of(Lock lock) {
        return of(lock.mode()) + " " + of(lock.span());
    }

    static String of(LockMode mode) {
        if (mode.writes().equals(ColumnSet.ALL)) {
            return "X";
        }
        if (mode.equals(LockMode.shared(ColumnSet.ALL))) {
            return "S";
        }
        return mode.isShared() ? "S" + columns(mode.reads()) : "X" + columns(mode.writes());
    }

    private static String columns(ColumnSet columns) {
        return columns.toString().replace("{", "(").replace("}", ")").replace(", ", ";");
    }

    static String of(Optional<? extends Failure> failure) {
        return failure.map(Words::of).orElse("yes");
    }

    static String of(Failure failure) {
        return failure.sqlState().code() + " " + failure.explanation().paragraph();
    }

    static String of(List<Ticket> tickets) {
        return String.join(" ", tickets.stream().map(Words::of).toList());
    }

    static String of(Ticket ticket) {
        return "r" + ticket.number();
    }
}
