package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.txn.CommitToken;
import dev.isochron.protocol.txn.MalformedToken;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;

/// Which moment a snapshot shows.
public final class Freshness {

    private Freshness() {}

    /// Everything that was acknowledged before the first read.
    public static ReadAt strong() {
        return new ReadAt.Strong(false);
    }

    /// Exactly then.
    public static ReadAt at(Timestamp timestamp) {
        return new ReadAt.Exact(timestamp);
    }

    /// As things were so long ago.
    public static ReadAt ago(Duration age) {
        return new ReadAt.ExactStaleness(age);
    }

    /// As fresh as the nearest replica has it at once, but no older than this.
    public static ReadAt within(Duration age) {
        return new ReadAt.MaxStaleness(age);
    }

    /// At least what the commit wrote that returned this token.
    public static ReadAt atLeast(CommitToken token) {
        return new ReadAt.AtLeast(token.timestamp());
    }

    /// At least what the commit wrote that returned this text.
    ///
    /// @throws BadInputException if no commit returned it
    public static ReadAt atLeast(String token) {
        try {
            return atLeast(CommitToken.parse(token));
        } catch (MalformedToken e) {
            throw new BadInputException(new BadInput.BadToken(String.valueOf(e.getMessage())));
        }
    }
}
