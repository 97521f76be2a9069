package dev.isochron.sql.cast;

import dev.isochron.sql.type.TypeId;
import dev.isochron.sql.type.TypeNames;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// PostgreSQL's table of casts, as far as its types are here.
///
/// Each line is a source, then its targets with a letter: `i` implicit, `a` on assignment, `e`
/// explicit.
final class CastTable {

    private static final String ALIASES =
            " regclass:X regcollation:X regnamespace:X regoper:X regproc:X regprocedure:X"
                    + " regrole:X regtype:X";

    private static final String TABLE =
            """
            bool bpchar:a int4:e text:a varchar:a
            bpchar char:a name:i text:i varchar:i
            char bpchar:a int4:e text:i varchar:a
            date timestamp:i timestamptz:i
            float4 float8:i int2:a int4:a int8:a numeric:a
            float8 float4:a int2:a int4:a int8:a numeric:a
            int2 float4:i float8:i int4:i int8:i numeric:i oid:i ALIASES
            int4 bool:e char:e float4:i float8:i int2:a int8:i numeric:i oid:i ALIASES
            int8 float4:i float8:i int2:a int4:a numeric:i oid:i ALIASES
            interval time:a
            json jsonb:a
            jsonb bool:e float4:e float8:e int2:e int4:e int8:e json:a numeric:e
            name bpchar:a text:i varchar:a
            numeric float4:i float8:i int2:a int4:a int8:a
            oid int4:a int8:a ALIASES
            pg_node_tree text:i
            regclass int4:a int8:a oid:i
            regcollation int4:a int8:a oid:i
            regnamespace int4:a int8:a oid:i
            regoper int4:a int8:a oid:i
            regproc int4:a int8:a oid:i regprocedure:i
            regprocedure int4:a int8:a oid:i regproc:i
            regrole int4:a int8:a oid:i
            regtype int4:a int8:a oid:i
            text bpchar:i char:a name:i regclass:i varchar:i
            time interval:i
            timestamp date:a time:a timestamptz:i
            timestamptz date:a time:a timestamp:a
            varchar bpchar:i char:a name:i regclass:i text:i
            """;

    private static final Map<TypeId, Map<TypeId, CastContext>> CASTS = read();

    private CastTable() {}

    /// Where one type becomes the other by the table.
    static Optional<CastContext> find(TypeId from, TypeId to) {
        Map<TypeId, CastContext> targets = CASTS.get(from);
        return targets == null ? Optional.empty() : Optional.ofNullable(targets.get(to));
    }

    private static Map<TypeId, Map<TypeId, CastContext>> read() {
        Map<TypeId, Map<TypeId, CastContext>> all = new EnumMap<>(TypeId.class);
        TABLE.lines().forEach(line -> readLine(line, all));
        return all;
    }

    private static void readLine(String line, Map<TypeId, Map<TypeId, CastContext>> all) {
        String whole = line.replace(" ALIASES", ALIASES.replace(":X", ":i"));
        String[] words = whole.split(" ", -1);
        Map<TypeId, CastContext> targets = new EnumMap<>(TypeId.class);
        for (int i = 1; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            targets.put(type(words[i].substring(0, colon)), context(words[i].charAt(colon + 1)));
        }
        all.put(type(words[0]), targets);
    }

    private static TypeId type(String name) {
        return TypeNames.find(name).orElseThrow().id();
    }

    private static CastContext context(char letter) {
        return switch (letter) {
            case 'i' -> CastContext.IMPLICIT;
            case 'a' -> CastContext.ASSIGNMENT;
            default -> CastContext.EXPLICIT;
        };
    }
}
