package dev.isochron.sql.engine;

import java.util.Random;

/// Statements over the tables of [RandomQueries] that use more of the language: common tables,
/// aggregates with FILTER and order, windows, arrays, json, rows, and changes that give rows back.
///
/// The order of rows within an array or a text is always said; changes are the same on both sides.
final class RandomForms {

    private final Random random;

    RandomForms(Random random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(12)) {
            case 0 -> filtered();
            case 1 -> common();
            case 2 -> correlated();
            case 3 -> windowed();
            case 4 -> arrays();
            case 5 -> json();
            case 6 -> nestedSets();
            case 7 -> rows();
            case 8 -> threeJoined();
            case 9 -> insert();
            case 10 -> update();
            default -> delete();
        };
    }

    private String filtered() {
        return ("select %s, count(*) filter (where %s), sum(n) filter (where %s), %s from %s"
                        + " group by 1")
                .formatted(
                        any("s", "id % 3", "n"),
                        condition(""),
                        condition(""),
                        any(
                                "array_agg(id order by id desc)",
                                "string_agg(s, ',' order by s, id) filter (where n > 2)",
                                "array_agg(distinct n order by n)",
                                "bool_and(n > 1), bool_or(n > 8)",
                                "avg(n), stddev_pop(id)",
                                "json_agg(n order by id)",
                                "count(distinct s)"),
                        any("ta", "tb"));
    }

    private String common() {
        return ("with x as (select n, count(*) as c from ta where %s group by n),"
                        + " y as (select a, max(s) as m from tb group by a)"
                        + " select x.n, x.c, y.m from x %s y on x.n = y.a where %s")
                .formatted(
                        condition(""),
                        any("join", "left join", "full join", "right join"),
                        any(
                                "true",
                                "x.c > 1",
                                "y.m is null or x.c = 1",
                                "x.n in (select k from tc)"));
    }

    private String correlated() {
        return "select t.id, %s from ta t where %s"
                .formatted(
                        any(
                                "(select count(*) from tb where tb.a = t.n)",
                                "(select max(u.s) from tb u where u.n < t.n)",
                                "(select s from tc where k = t.id and l = 1)",
                                "array(select l from tc where k = t.n order by l)",
                                "exists (select from tb where tb.id = t.n and tb.s = t.s)",
                                "t.n = any (select a from tb where id < t.id)",
                                "t.n <> all (select a from tb where a is not null)",
                                "(select sum(u.n) from ta u where u.s = t.s having count(*) > 1)"),
                        condition("t."));
    }

    private String windowed() {
        return "select id, %s over (partition by %s order by %s) from ta where %s"
                .formatted(
                        any(
                                "row_number()",
                                "rank()",
                                "dense_rank()",
                                "sum(n)",
                                "count(*)",
                                "lag(n)",
                                "lead(s, 2)",
                                "first_value(id)",
                                "max(n)"),
                        any("s", "b", "id % 2"),
                        any("id", "n, id", "n desc nulls last, id"),
                        condition(""));
    }

    private String arrays() {
        return ("select %s from (select id, n, array[n, id, %d] as v,"
                                + " string_to_array(s || ',z', ',')")
                        .formatted(
                                any(
                                        "v[1], v[2:3]",
                                        "v || n, n || v",
                                        "v @> array[n], v && array[1, 2, 3]",
                                        "array_length(v, 1), array_position(v, 3)",
                                        "array_remove(v, n), array_append(v, 7)",
                                        "w[1], array_to_string(v, '-', '?')",
                                        "unnest(v), id",
                                        "v = array[n, id, 3], v < array[5]",
                                        "n = any (v), 3 > all (v)",
                                        "cardinality(v), v::text, w::text"),
                                random.nextInt(9))
                + " as w from ta where "
                + condition("")
                + ") x";
    }

    private String json() {
        return "select %s from (select id, s, jsonb_build_object('n', n, 's', s, 'l', array[id, n])"
                        .formatted(
                                any(
                                        "j -> 'n', j ->> 's'",
                                        "j -> 'l' -> 0, j #>> '{l,1}'",
                                        "j ? 's', j @> '{\"n\": 3}'",
                                        "jsonb_typeof(j -> 'n'), j -> 'missing'",
                                        "(j ->> 'n')::int + 1",
                                        "j || '{\"x\": [1, null]}'",
                                        "j - 'n', j - 's'",
                                        "jsonb_array_length(j -> 'l'), j::text",
                                        "jsonb_set(j, '{s}', '\"q\"')",
                                        "j = jsonb_build_object('n', 3), j::json ->> 's'"))
                + " as j from ta where "
                + condition("")
                + ") x";
    }

    private String nestedSets() {
        String one = "select n from ta where " + condition("");
        String two = "select a from tb where " + condition("");
        String three = "select k from tc where l = " + random.nextInt(4);
        return "(%s %s %s) %s %s".formatted(one, sets(), two, sets(), three)
                + any("", " order by 1 nulls first limit 5", " order by 1 desc nulls last");
    }

    private String sets() {
        return any("union", "union all", "intersect", "except", "except all", "intersect all");
    }

    private String rows() {
        return "select id from ta where "
                + any(
                                "(n, s) = (select a, s from tb where id = %d)",
                                "(n, id) < (select a, id from tb where id = %d)",
                                "(n, id) in (select a, n from tb where id <> %d)",
                                "(n, s) in ((1, 'a'), (%d, 'b'))",
                                "(n, id) >= (%d, 4)",
                                "row(n, s) is distinct from row(%d, 'a')",
                                "(n, %d) is not null")
                        .formatted(1 + random.nextInt(9));
    }

    private String threeJoined() {
        return ("select p.id, q.id, r.k, r.l, (q.n - p.n) %% 7 from ta p %s tb q on p.n = q.a"
                        + " %s tc r on r.k = %s where %s")
                .formatted(
                        any("join", "left join", "right join"),
                        any("join", "left join", "full join"),
                        any("q.id", "p.id", "q.n", "coalesce(q.a, p.n)"),
                        any(
                                "p.id < 9",
                                "r.s is null or r.s > 'b'",
                                "q.id between 3 and 20",
                                "p.s = q.s or r.l = 2"));
    }

    private String insert() {
        int id = 1 + random.nextInt(40);
        return "insert into tb values (%d, %d, %d, 'i') on conflict %s returning *"
                .formatted(
                        id,
                        random.nextInt(12),
                        random.nextInt(12),
                        any(
                                "do nothing",
                                "(id) do nothing",
                                "(id) do update set n = tb.n + excluded.n, s = excluded.s",
                                "(id) do update set a = excluded.a where tb.n > 3"));
    }

    private String update() {
        return any(
                        "update tb set n = n + 1, s = 'u' where id = %d returning id, n, s",
                        "update ta set n = (select count(*) from tb where a = ta.n) where id = %d"
                                + " returning id, n",
                        "update tb set (a, s) = (select n, s from ta where ta.id = tb.id)"
                                + " where id = %d returning *",
                        "update tb set n = t.n from ta t where t.id = tb.id and t.id < %d"
                                + " returning tb.id, tb.n, t.s",
                        "update tc set l = l + 10 where k = %d returning k, l")
                .formatted(random.nextInt(12));
    }

    private String delete() {
        return any(
                        "delete from tb where id = %d returning *",
                        "delete from tb using ta t where t.id = tb.id and t.n = tb.a and t.id > %d"
                                + " returning tb.id, t.id",
                        "with gone as (delete from tb where n = %d and id > 20 returning id)"
                                + " select count(*) from gone")
                .formatted(random.nextInt(30));
    }

    private String condition(String alias) {
        return any(
                        "@id < 12",
                        "@n is not null",
                        "@n between 2 and 8",
                        "@s like '%a%'",
                        "@s > 'b' or @n = 3",
                        "coalesce(@n, 0) % 2 = 0",
                        "@n in (1, 3, 5, 7) and @id <> 4",
                        "not (@n > 5)")
                .replace("@", alias);
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
