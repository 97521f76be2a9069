package dev.isochron.client.route;

import dev.isochron.client.port.Sessions;
import dev.isochron.truetime.Timestamp;

/// The time as nodes tell it, and as it goes on here since.
///
/// What each says was surely past when it said it, so the highest of them is, too. What is added
/// here since is not as sure; births of attempts need no more.
final class ServerTime {

    private final Sessions sessions;
    private volatile Heard last = new Heard(Timestamp.MIN, 0);

    private record Heard(Timestamp time, long atNanos) {}

    ServerTime(Sessions sessions) {
        this.sessions = sessions;
    }

    boolean isKnown() {
        return !last.time.equals(Timestamp.MIN);
    }

    Timestamp now() {
        Heard heard = last;
        return heard.time.plusNanos(Math.max(0, sessions.nanos() - heard.atNanos));
    }

    /// The highest that was heard, which is past for sure.
    Timestamp surelyPast() {
        return last.time;
    }

    synchronized void heard(Timestamp time) {
        if (time.isAfter(last.time)) {
            last = new Heard(time, sessions.nanos());
        }
    }
}
