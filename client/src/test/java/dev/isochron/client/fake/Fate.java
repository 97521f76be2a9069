package dev.isochron.client.fake;

import dev.isochron.protocol.error.Failure;

/// What happens to one request on its way.
public sealed interface Fate {
    Fate DELIVER = new Deliver();
    Fate NOT_SENT = new NotSent();
    Fate LOSE_REQUEST = new LoseRequest();
    Fate LOSE_REPLY = new LoseReply();
    Fate LATE = new Late();
    Fate VANISH = new Vanish();

    record Deliver() implements Fate {}

    record NotSent() implements Fate {}

    /// It never arrives, and its sender does not know.
    record LoseRequest() implements Fate {}

    /// It is done, and its sender does not know.
    record LoseReply() implements Fate {}

    /// Its sender thinks that it is lost; it arrives later.
    record Late() implements Fate {}

    /// It never arrives, and its sender learns nothing but that no answer comes.
    record Vanish() implements Fate {}

    /// A node answers this, and does nothing.
    record Answer(Failure failure) implements Fate {}
}
