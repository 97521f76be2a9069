package dev.isochron.sql.system;

import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;

/// The columns of a table of the system.
record Shape(List<OutputColumn> columns) {
    Shape {
        columns = List.copyOf(columns);
    }

    /// Reads `name type, name type[], …`.
    static Shape of(String declaration) {
        List<OutputColumn> columns = new ArrayList<>();
        for (String part : declaration.split(",", -1)) {
            String[] words = part.strip().split(" ", 2);
            boolean array = words[1].endsWith("[]");
            String name = array ? words[1].substring(0, words[1].length() - 2) : words[1];
            SqlType type =
                    TypeNames.find(name).orElseThrow(() -> new IllegalArgumentException(name));
            columns.add(new OutputColumn(words[0], array ? type.array() : type));
        }
        return new Shape(columns);
    }

    int place(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column " + name);
    }
}
