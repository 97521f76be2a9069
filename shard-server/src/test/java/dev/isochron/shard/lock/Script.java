package dev.isochron.shard.lock;

import java.util.ArrayList;
import java.util.List;

/// A scenario's text, taken apart and put together again.
///
/// @param comment the lines before the first block, each beginning with `#`
public record Script(List<String> comment, List<Block> blocks) {
    private static final String DIVIDER = "----";

    /// Commands, and what they lead to.
    ///
    /// @param happened what the file says happens
    public record Block(List<String> commands, List<String> happened) {
        @Override
        public String toString() {
            return String.join("\n", commands)
                    + "\n"
                    + DIVIDER
                    + "\n"
                    + String.join("\n", happened)
                    + "\n";
        }
    }

    public static Script parse(String text) {
        List<String> comment = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        List<String> happened = new ArrayList<>();
        boolean after = false;
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                if (!commands.isEmpty()) {
                    blocks.add(new Block(List.copyOf(commands), List.copyOf(happened)));
                }
                commands.clear();
                happened.clear();
                after = false;
            } else if (line.equals(DIVIDER)) {
                after = true;
            } else if (line.startsWith("#")) {
                comment.add(line);
            } else {
                (after ? happened : commands).add(line);
            }
        }
        return new Script(comment, blocks);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.join("\n", comment)).append('\n');
        blocks.forEach(block -> text.append('\n').append(block));
        return text.toString();
    }
}
