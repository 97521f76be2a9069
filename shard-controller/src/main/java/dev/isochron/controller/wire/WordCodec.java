package dev.isochron.controller.wire;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Order;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.controller.word.ShardReport;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;

/// Words between nodes and the controller.
public final class WordCodec {
    private WordCodec() {}

    public static Control.ControlWord write(ControlWord word) {
        Control.ControlWord.Builder to = Control.ControlWord.newBuilder();
        switch (word) {
            case ControlWord.Report report -> to.setReport(of(report));
            case ControlWord.Orders orders -> to.setOrders(of(orders));
            case ControlWord.Asking(long number, var plea) ->
                    to.setNumber(number).setPlea(PleaCodec.write(plea));
            case ControlWord.Ruled(long number, var ruling) ->
                    to.setNumber(number).setRuling(PleaCodec.write(ruling));
        }
        return to.build();
    }

    /// Reads a word.
    ///
    /// @throws MalformedMessage if any part of `from` is not as a node would say it
    public static ControlWord read(Control.ControlWord from) throws MalformedMessage {
        return Terms.guarded(() ->
                switch (from.getWhatCase()) {
                    case REPORT -> report(from.getReport());
                    case ORDERS -> orders(from.getOrders());
                    case PLEA ->
                            new ControlWord.Asking(
                                    from.getNumber(), PleaCodec.read(from.getPlea()));
                    case RULING ->
                            new ControlWord.Ruled(
                                    from.getNumber(), PleaCodec.read(from.getRuling()));
                    case WHAT_NOT_SET -> throw new MalformedMessage("a word of no known kind");
                });
    }

    private static Control.Report of(ControlWord.Report report) {
        Control.Report.Builder to =
                Control.Report.newBuilder()
                        .setAddress(report.address())
                        .setLocality(report.locality().toString());
        for (ShardReport one : report.shards()) {
            to.addShards(
                    Control.ShardReport.newBuilder()
                            .setShard(Terms.of(one.shard()))
                            .addAllCaughtUp(Terms.numbers(one.caughtUp()))
                            .setSurvey(Terms.of(one.survey())));
        }
        report.absent().forEach(shard -> to.addAbsent(shard.value()));
        return to.build();
    }

    private static ControlWord.Report report(Control.Report from) {
        List<ShardReport> shards = new ArrayList<>(from.getShardsCount());
        for (Control.ShardReport one : from.getShardsList()) {
            shards.add(
                    new ShardReport(
                            Terms.shard(one.getShard()),
                            Terms.nodes(one.getCaughtUpList()),
                            Terms.survey(one.getSurvey())));
        }
        List<ShardId> absent = from.getAbsentList().stream().map(ShardId::new).toList();
        return new ControlWord.Report(
                from.getAddress(), Locality.parse(from.getLocality()), shards, absent);
    }

    private static Control.Orders of(ControlWord.Orders orders) {
        Control.Orders.Builder to =
                Control.Orders.newBuilder().addAllSeats(Terms.numbers(orders.seats()));
        orders.orders().forEach(order -> to.addOrders(of(order)));
        return to.build();
    }

    private static ControlWord.Orders orders(Control.Orders from) throws MalformedMessage {
        List<Order> orders = new ArrayList<>(from.getOrdersCount());
        for (Control.Order one : from.getOrdersList()) {
            orders.add(order(one));
        }
        return new ControlWord.Orders(orders, Terms.nodes(from.getSeatsList()));
    }

    private static Control.Order of(Order order) {
        Control.Order.Builder to = Control.Order.newBuilder().setRoute(Terms.of(order.route()));
        switch (order) {
            case Order.AddLearner add ->
                    to.setAddLearner(
                            Control.AddLearner.newBuilder()
                                    .setNode(add.node().value())
                                    .setAddress(add.address()));
            case Order.Swap swap ->
                    to.setSwap(
                            Control.Swap.newBuilder()
                                    .setIn(swap.in().value())
                                    .setOut(Terms.of(swap.out())));
            case Order.Retire retire -> to.setRetire(retire.node().value());
            case Order.HandOver over -> to.setHandOverTo(over.to().value());
            case Order.SplitShard split -> to.setSplit(Terms.split(split.at(), split.right()));
            case Order.MergeShards merge -> to.setMergeRight(Terms.of(merge.right()));
            case Order.Forget forget -> to.setForgetOn(forget.node().value());
            case Order.Dismiss dismiss -> to.setDismiss(dismiss.node().value());
        }
        return to.build();
    }

    private static Order order(Control.Order from) throws MalformedMessage {
        Route route = Terms.route(from.getRoute());
        return switch (from.getWhatCase()) {
            case ADD_LEARNER ->
                    new Order.AddLearner(
                            route,
                            new NodeId(from.getAddLearner().getNode()),
                            from.getAddLearner().getAddress());
            case SWAP ->
                    new Order.Swap(
                            route,
                            new NodeId(from.getSwap().getIn()),
                            Terms.maybeNode(from.getSwap().getOut()));
            case RETIRE -> new Order.Retire(route, new NodeId(from.getRetire()));
            case HAND_OVER_TO -> new Order.HandOver(route, new NodeId(from.getHandOverTo()));
            case SPLIT ->
                    new Order.SplitShard(
                            route,
                            Terms.key(from.getSplit().getAt()),
                            new ShardId(from.getSplit().getRight()));
            case MERGE_RIGHT -> new Order.MergeShards(route, Terms.route(from.getMergeRight()));
            case FORGET_ON -> new Order.Forget(route, new NodeId(from.getForgetOn()));
            case DISMISS -> new Order.Dismiss(route, new NodeId(from.getDismiss()));
            case WHAT_NOT_SET -> throw new MalformedMessage("an order without a known kind");
        };
    }
}
