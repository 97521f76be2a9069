package dev.isochron.sql.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many copies beside the voters never vote, and where.
///
/// @param where the failure domain that they are to stand in, `zone=b`
public record Learners(int count, Optional<String> where) {

    private static final Pattern FORM =
            Pattern.compile("(?<count>\\d{1,9})(\\s+in\\s+(?<in>.+=.+))?|(?<only>.+=.+)");

    /// So many, wherever they stand best.
    public static Learners anywhere(int count) {
        return new Learners(count, Optional.empty());
    }

    /// Reads `2`, `zone=b` for one there, or `2 in zone=b`.
    ///
    /// @throws IllegalArgumentException saying how it is written
    public static Learners parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    ("learners is a number, a failure domain, or both: 2, 'zone=b' or"
                                    + " '2 in zone=b', not \"%s\"")
                            .formatted(text));
        }
        String only = form.group("only");
        return only != null
                ? new Learners(1, Optional.of(only))
                : new Learners(
                        Integer.parseInt(form.group("count")),
                        Optional.ofNullable(form.group("in")));
    }

    /// As it stands behind `learners =` in SQL.
    public String toSql() {
        return where.isEmpty() ? toString() : "'" + toString().replace("'", "''") + "'";
    }

    @Override
    public String toString() {
        return count + where.map(domain -> " in " + domain).orElse("");
    }
}
