package dev.isochron.truetime;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which clocks a clock's intervals may be compared with. Nodes tell each other their domain when
/// they meet; a peer of another domain is refused, because its timestamps mean something else.
public sealed interface ClockDomain {

    /// Intervals around world time; every such clock may be compared with every other.
    record World() implements ClockDomain {

        @Override
        public String toString() {
            return "world";
        }
    }

    /// The monotonic clock of one boot of one host plus an offset that all its nodes share.
    ///
    /// @param bootId the kernel's random id of this boot
    /// @param timeNamespace which time namespace; containers can shift the monotonic clock
    /// @param offsetNanos what is added to the monotonic clock
    record Host(String bootId, String timeNamespace, long offsetNanos) implements ClockDomain {

        private static final Pattern WORD = Pattern.compile("[0-9A-Za-z.:-]{1,80}");

        public Host {
            if (!WORD.matcher(bootId).matches() || !WORD.matcher(timeNamespace).matches()) {
                throw new IllegalArgumentException(
                        "boot id and time namespace are short words, but were '%s' and '%s'"
                                .formatted(bootId, timeNamespace));
            }
        }

        @Override
        public String toString() {
            return "host/" + bootId + "/" + timeNamespace + "/" + offsetNanos;
        }
    }

    /// The form of a domain in a message or file; [Object#toString] is the reverse.
    ///
    /// @throws IllegalArgumentException if the text names no domain
    static ClockDomain parse(String text) {
        if (text.equals("world")) {
            return new World();
        }
        String[] parts = text.split("/", -1);
        if (parts.length == 4 && parts[0].equals("host")) {
            try {
                return new Host(parts[1], parts[2], Long.parseLong(parts[3]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a clock domain: " + brief(text), e);
            }
        }
        throw new IllegalArgumentException("not a clock domain: " + brief(text));
    }

    /// Why a clock of this domain may not work with one of `peer`, in one paragraph for a person;
    /// empty if it may.
    default Optional<String> objectionTo(ClockDomain peer) {
        return equals(peer) ? Optional.empty() : Optional.of(difference(this, peer));
    }

    private static String difference(ClockDomain ours, ClockDomain peer) {
        return switch (ours) {
            case World _ ->
                    """
                    The peer's clock is tied to one boot of its host (%s) and ours to world \
                    time. Set the same kind of clock.source on all nodes.\
                    """
                            .formatted(peer);
            case Host own ->
                    switch (peer) {
                        case World _ ->
                                """
                                The peer's clock follows world time and ours only this boot of \
                                this host (%s). Set the same kind of clock.source on all nodes.\
                                """
                                        .formatted(own);
                        case Host other -> objection(own, other);
                    };
        };
    }

    private static String objection(Host own, Host other) {
        if (!own.bootId.equals(other.bootId)) {
            return """
            The peer runs on another host or another boot (%s, ours is %s), and \
            clock.source=single-host is only true within one boot of one host. Set \
            clock.source=kernel on every node of a cluster with more than one host.\
            """
                    .formatted(other.bootId, own.bootId);
        }
        if (!own.timeNamespace.equals(other.timeNamespace)) {
            return """
            The peer runs in another time namespace (%s, ours is %s), whose monotonic \
            clock may be shifted. Run the nodes in one time namespace, or set \
            clock.source=kernel.\
            """
                    .formatted(other.timeNamespace, own.timeNamespace);
        }
        return """
        The peer shares this host but not our clock offset (%d ns, ours is %d ns): it \
        uses another clock.dir. Give all nodes of this host the same clock.dir and \
        restart the one that differs.\
        """
                .formatted(other.offsetNanos, own.offsetNanos);
    }

    private static String brief(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }
}
