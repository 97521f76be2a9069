package dev.isochron.controller.cluster;

import dev.isochron.protocol.key.Key;

/// Where a shard could be cut, as its leader sees it.
///
/// @param leftPercent how much of what it is cut for, bytes or requests, would be left of it
public record Border(Key at, int leftPercent) {

    public Border {
        if (leftPercent < 0 || leftPercent > 100) {
            throw new IllegalArgumentException(
                    "a part is 0 to 100 percent, not " + leftPercent + " percent");
        }
    }

    @Override
    public String toString() {
        return "%s (%d/%d)".formatted(at, leftPercent, 100 - leftPercent);
    }
}
