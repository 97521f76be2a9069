package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.key;
import static dev.isochron.protocol.wire.Fields.number;
import static dev.isochron.protocol.wire.Fields.require;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import java.util.Optional;

/// The nouns that several messages share, out and in.
final class Nouns {
    private Nouns() {}

    static Wire.Txn of(TxnId id) {
        return Wire.Txn.newBuilder()
                .setBirth(id.birth().nanos())
                .setOrigin(id.origin())
                .setNumber(id.number())
                .build();
    }

    static TxnId txn(Wire.Txn from) throws MalformedMessage {
        return new TxnId(timestamp(from.getBirth()), from.getOrigin(), from.getNumber());
    }

    static Wire.Attempt of(Attempt attempt) {
        return Wire.Attempt.newBuilder()
                .setId(of(attempt.id()))
                .setAge(of(attempt.age().firstAttempt()))
                .setTag(attempt.tag())
                .setStatement(attempt.statement())
                .build();
    }

    static Attempt attempt(Wire.Attempt from) throws MalformedMessage {
        return new Attempt(
                txn(from.getId()), new Age(txn(from.getAge())), from.getTag(), from.getStatement());
    }

    static Wire.Tenure of(Tenure tenure) {
        return Wire.Tenure.newBuilder()
                .setRound(tenure.round())
                .setOwner(tenure.owner())
                .setEntry(tenure.entry())
                .build();
    }

    static Tenure tenure(Wire.Tenure from) throws MalformedMessage {
        return new Tenure(
                number(from.getRound(), "a round"),
                number(from.getOwner(), "a ballot's owner"),
                number(from.getEntry(), "an entry"));
    }

    static Wire.LockMode of(LockMode mode) {
        return Wire.LockMode.newBuilder()
                .setReads(mode.reads().bits())
                .setWrites(mode.writes().bits())
                .build();
    }

    static LockMode mode(Wire.LockMode from) {
        return new LockMode(new ColumnSet(from.getReads()), new ColumnSet(from.getWrites()));
    }

    static Wire.Span of(Span span) {
        Wire.Span.Builder to = Wire.Span.newBuilder().setFrom(Fields.of(span.from()));
        span.until().ifPresent(until -> to.setUntil(Fields.of(until)));
        return to.build();
    }

    static Span span(Wire.Span from) {
        Optional<Key> until =
                from.hasUntil() ? Optional.of(key(from.getUntil())) : Optional.empty();
        return new Span(key(from.getFrom()), until);
    }

    static Wire.Place of(Place place) {
        return Wire.Place.newBuilder().setNode(place.node()).setAddress(place.address()).build();
    }

    static Place place(Wire.Place from) throws MalformedMessage {
        return new Place(number(from.getNode(), "a node"), from.getAddress());
    }

    static Wire.Route of(Route route) {
        return Wire.Route.newBuilder()
                .setShard(route.shard().value())
                .setGeneration(route.generation().value())
                .build();
    }

    static Route route(Wire.Route from) throws MalformedMessage {
        return new Route(
                shard(from.getShard()),
                new Generation(number(from.getGeneration(), "a generation")));
    }

    static ShardId shard(long from) throws MalformedMessage {
        return new ShardId(number(from, "a shard"));
    }

    static Wire.Vote of(Vote vote) {
        return Wire.Vote.newBuilder()
                .setSpan(of(vote.span()))
                .setTenure(of(vote.tenure()))
                .setFloor(vote.floor().nanos())
                .setBound(vote.bound().nanos())
                .setWrites(vote.writes())
                .build();
    }

    static Vote vote(Wire.Vote from) throws MalformedMessage {
        require(from.hasSpan() && from.hasTenure(), "a vote for nothing");
        return new Vote(
                span(from.getSpan()),
                tenure(from.getTenure()),
                timestamp(from.getFloor()),
                timestamp(from.getBound()),
                from.getWrites());
    }

    static Wire.RowName of(RowName row) {
        return Wire.RowName.newBuilder().setKey(Fields.of(row.key())).setText(row.text()).build();
    }

    static RowName row(Wire.RowName from) throws MalformedMessage {
        return new RowName(key(from.getKey()), Fields.text(from.getText()));
    }

    static Wire.Contender of(Contender contender) {
        return Wire.Contender.newBuilder()
                .setId(of(contender.id()))
                .setTag(contender.tag())
                .setStatement(contender.statement())
                .build();
    }

    static Contender contender(Wire.Contender from) throws MalformedMessage {
        return new Contender(
                txn(from.getId()), Fields.text(from.getTag()), Fields.text(from.getStatement()));
    }
}
