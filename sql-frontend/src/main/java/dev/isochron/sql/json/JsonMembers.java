package dev.isochron.sql.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The texts of what an array or object holds, exactly as they were written.
public final class JsonMembers {

    /// A member.
    ///
    /// @param key null in an array
    /// @param text its value as written
    public record Member(@Nullable String key, String text) {}

    private JsonMembers() {}

    /// What a text holds: `{`, `[`, or something else for a text that is neither object nor array.
    public static char kind(String json) {
        return new JsonScanner(json).peek();
    }

    /// The members of an object or array, in order; of anything else none.
    public static List<Member> of(String json) {
        JsonScanner scanner = new JsonScanner(json);
        JsonParser parser = new JsonParser(scanner, false);
        char kind = scanner.peek();
        List<Member> members = new ArrayList<>();
        if (kind != '{' && kind != '[') {
            return members;
        }
        scanner.skip();
        while (scanner.peek() != '}' && scanner.peek() != ']') {
            if (scanner.peek() == ',') {
                scanner.skip();
                scanner.peek();
            }
            String key = null;
            if (kind == '{') {
                key = scanner.string(false);
                scanner.peek();
                scanner.skip();
                scanner.peek();
            }
            int from = scanner.position();
            parser.value("JSON value");
            members.add(new Member(key, json.substring(from, scanner.position())));
        }
        return members;
    }
}
