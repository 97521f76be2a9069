package dev.isochron.sql.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Queries over three small tables, from a seed: joins, conditions, groups, sub-queries, set
/// operations, and what [RandomForms] adds. None fails, and the order of rows is either total or
/// does not matter.
final class RandomQueries {

    private final Random random;
    private final RandomForms forms;
    private int aliases;

    RandomQueries(long seed) {
        this.random = new Random(seed);
        this.forms = new RandomForms(random);
    }

    /// The tables and their rows.
    List<String> tables() {
        List<String> statements = new ArrayList<>();
        statements.add("create table ta (id int primary key, n int, s text, b bool)");
        statements.add("create table tb (id int primary key, a int, n bigint, s varchar(10))");
        statements.add("create table tc (k int, l int, s text, primary key (k, l))");
        statements.add("create index on tb (a)");
        statements.add("create index on ta (s, n)");
        for (int i = 1; i <= 30; i++) {
            statements.add(
                    "insert into ta values (%d, %s, %s, %s)"
                            .formatted(i, number(), word(), any("true", "false", "null")));
            statements.add(
                    "insert into tb values (%d, %s, %s, %s)"
                            .formatted(i, number(), number(), word()));
        }
        for (int k = 0; k < 6; k++) {
            for (int l = 0; l < 4; l++) {
                statements.add("insert into tc values (%d, %d, %s)".formatted(k, l, word()));
            }
        }
        return statements;
    }

    /// The next query.
    String next() {
        aliases = 0;
        return switch (random.nextInt(14)) {
            case 12 -> windowed();
            case 13 -> random.nextBoolean() ? tied() : common();
            case 0 -> setOperation();
            case 1, 2 -> grouped();
            case 3 -> limited();
            case 4, 5, 6, 7 -> forms.next();
            default -> selected(1 + random.nextInt(3));
        };
    }

    private record Source(String text, List<String> numbers, List<String> texts) {

        Source and(Source other, String join) {
            List<String> allNumbers = new ArrayList<>(numbers);
            allNumbers.addAll(other.numbers);
            List<String> allTexts = new ArrayList<>(texts);
            allTexts.addAll(other.texts);
            return new Source(text + join, allNumbers, allTexts);
        }
    }

    private Source source(int tables) {
        Source source = table();
        for (int i = 1; i < tables; i++) {
            Source next = table();
            Source both = source.and(next, "");
            String kind = any("join", "left join", "right join", "full join", "cross join");
            String on =
                    kind.equals("cross join")
                            ? ""
                            : " on " + any(source.numbers) + " = " + any(next.numbers);
            if (!on.isEmpty() && !kind.startsWith("full") && random.nextInt(3) == 0) {
                on += " and " + condition(both, 1);
            }
            source = source.and(next, " " + kind + " " + next.text + on);
        }
        return source;
    }

    private Source table() {
        String alias = "t" + aliases++;
        return switch (random.nextInt(4)) {
            case 0 ->
                    new Source(
                            "ta " + alias,
                            List.of(alias + ".id", alias + ".n"),
                            List.of(alias + ".s"));
            case 1 ->
                    new Source(
                            "tb " + alias,
                            List.of(alias + ".id", alias + ".a", alias + ".n"),
                            List.of(alias + ".s"));
            case 2 ->
                    new Source(
                            "tc " + alias,
                            List.of(alias + ".k", alias + ".l"),
                            List.of(alias + ".s"));
            default ->
                    new Source(
                            "(select n as x, max(s) as y from ta where n < %d group by n) %s"
                                    .formatted(random.nextInt(10), alias),
                            List.of(alias + ".x"),
                            List.of(alias + ".y"));
        };
    }

    private String selected(int tables) {
        Source source = source(tables);
        List<String> targets = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            targets.add(random.nextBoolean() ? numeric(source, 2) : textual(source, 1));
        }
        return "select %s%s from %s%s"
                .formatted(
                        random.nextInt(4) == 0 ? "distinct " : "",
                        String.join(", ", targets),
                        source.text,
                        where(source));
    }

    private String grouped() {
        Source source = source(1 + random.nextInt(2));
        String key = random.nextBoolean() ? any(source.numbers) : any(source.texts);
        String having = random.nextInt(3) == 0 ? " having count(*) > " + random.nextInt(3) : "";
        return "select %s, count(*), sum(%s), min(%s), max(%s), count(distinct %s) from %s%s"
                        .formatted(
                                key,
                                numeric(source, 1),
                                any(source.texts),
                                any(source.numbers),
                                any(source.numbers),
                                source.text,
                                where(source))
                + " group by "
                + key
                + having;
    }

    private String limited() {
        String table = any("ta", "tb");
        return "select id, n, s from %s where %s order by %s, id limit %d offset %d"
                .formatted(
                        table,
                        condition(new Source("", List.of("id", "n"), List.of("s")), 1),
                        any("n", "n desc", "s nulls first", "s desc nulls last", "n + id"),
                        random.nextInt(12),
                        random.nextInt(6));
    }

    /// Rows that are alike where the limit falls are all there, so the order is no matter.
    private String tied() {
        Source source = source(1 + random.nextInt(2));
        String key = any(any(source.numbers), any(source.texts), numeric(source, 1));
        return "select %s, %s from %s%s order by %s%s fetch first %d rows with ties"
                .formatted(
                        any(source.numbers),
                        any(source.texts),
                        source.text,
                        where(source),
                        key,
                        any("", " desc", " nulls first"),
                        random.nextInt(8));
    }

    private String windowed() {
        Source source = source(1 + random.nextInt(2));
        String order = any(source.numbers) + any("", " desc", " nulls first");
        String window = "(partition by %s order by %s)".formatted(any(source.texts), order);
        return "select %s, rank() over %s, %s(%s) over %s from %s%s"
                .formatted(
                        any(source.numbers),
                        window,
                        any("sum", "count", "min", "max"),
                        any(source.numbers),
                        random.nextBoolean() ? window : "(order by " + order + ")",
                        source.text,
                        where(source));
    }

    private String common() {
        Source inner = source(1 + random.nextInt(2));
        String key = any(inner.numbers);
        return "with c as %s(select %s as x, count(*) as y from %s%s group by %s)"
                        .formatted(
                                any("", "materialized ", "not materialized "),
                                key,
                                inner.text,
                                where(inner),
                                key)
                + any(
                        " select ta.n, c.y from ta join c on c.x = ta.n",
                        " select ta.id, (select max(y) from c where c.x = ta.n) from ta",
                        " select one.x, other.y from c one left join c other on one.x = other.y",
                        " select x from c where y > 1 union all select n from ta where n in"
                                + " (select x from c)");
    }

    /// Conditions that say something of several columns at once.
    private String several(Source source) {
        String pair = "(%s, %s)".formatted(any(source.numbers), any(source.numbers));
        String one = "(%s, %s)".formatted(number(), number());
        String other = "(%s, %s)".formatted(number(), number());
        return switch (random.nextInt(4)) {
            case 0 -> pair + any(" in ", " not in ") + "(%s, %s)".formatted(one, other);
            case 1 -> pair + any(" < ", " <= ", " > ", " >= ", " = ", " <> ") + one;
            case 2 -> "%s = %s or %s = %s".formatted(pair, one, pair, other);
            default ->
                    "%s = %d and %s < %d or %s = %d"
                            .formatted(
                                    any(source.numbers),
                                    random.nextInt(6),
                                    any(source.numbers),
                                    random.nextInt(20),
                                    any(source.numbers),
                                    random.nextInt(6));
        };
    }

    private String setOperation() {
        Source left = source(1);
        Source right = source(1);
        return "select %s from %s%s %s select %s from %s%s"
                .formatted(
                        any(left.numbers),
                        left.text,
                        where(left),
                        any("union", "union all", "intersect", "except", "except all"),
                        any(right.numbers),
                        right.text,
                        where(right));
    }

    private String where(Source source) {
        return random.nextInt(4) == 0 ? "" : " where " + condition(source, 2);
    }

    private String condition(Source source, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            String one = condition(source, depth - 1);
            String other = condition(source, depth - 1);
            return any(
                    "(%s and %s)".formatted(one, other),
                    "(%s or %s)".formatted(one, other),
                    "not (%s)".formatted(one));
        }
        String number = numeric(source, 1);
        String text = any(source.texts);
        return switch (random.nextInt(10)) {
            case 9 -> "(" + several(source) + ")";
            case 0 -> number + " is null";
            case 1 -> text + " like " + any("'a%'", "'%b'", "'_'", "'%'");
            case 2 -> number + " in (" + number() + ", " + number() + ", 3)";
            case 3 -> number + " between " + random.nextInt(5) + " and " + random.nextInt(12);
            case 4 -> any(source.numbers) + " in (select n from ta where n is not null)";
            case 5 -> "exists (select 1 from tb e where e.a = " + any(source.numbers) + ")";
            case 6 -> number + " > (select count(*) from tc e where e.k = " + number() + ")";
            case 7 -> text + any(" = ", " < ", " >= ", " is distinct from ") + textual(source, 1);
            default -> number + any(" = ", " <> ", " < ", " >= ") + numeric(source, 1);
        };
    }

    private String numeric(Source source, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextInt(3) == 0 ? number() + "::int" : any(source.numbers);
        }
        String one = numeric(source, depth - 1);
        String other = numeric(source, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> "(" + one + " + " + other + ")";
            case 1 -> "(" + one + " - " + other + ")";
            case 2 -> "coalesce(" + one + ", " + other + ")";
            case 3 -> "case when " + condition(source, 0) + " then " + one + " end";
            case 4 -> "length(" + any(source.texts) + ")";
            default -> "(" + one + " * 2)";
        };
    }

    private String textual(Source source, int depth) {
        String text = any(source.texts);
        if (depth == 0) {
            return text;
        }
        return switch (random.nextInt(5)) {
            case 0 -> "upper(" + text + ")";
            case 1 -> text + " || 'z'";
            case 2 -> "coalesce(" + text + ", 'none')";
            case 3 -> any(source.numbers) + "::text";
            default -> text;
        };
    }

    private String number() {
        return random.nextInt(6) == 0 ? "null" : String.valueOf(random.nextInt(12));
    }

    private String word() {
        if (random.nextInt(6) == 0) {
            return "null";
        }
        return random.ints(random.nextInt(3) + 1L, 'a', 'd')
                .mapToObj(Character::toString)
                .collect(Collectors.joining("", "'", "'"));
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
