package dev.isochron.controller.wire;

import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.Rules;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What operators ask and hear.
public final class PleaCodec {
    private static final Control.Nothing NOTHING = Control.Nothing.getDefaultInstance();

    private PleaCodec() {}

    /// A plea as bytes.
    ///
    /// @throws IllegalArgumentException if no operator can ask so
    public static Control.Plea write(Plea plea) {
        Control.Plea.Builder to = Control.Plea.newBuilder();
        switch (plea) {
            case Plea.Show _ -> to.setShow(NOTHING);
            case Plea.PlanAll _ -> to.setPlan(NOTHING);
            case Plea.PlanDrain(NodeId server) -> to.setPlanDrain(server.value());
            case Plea.Do(Command command) -> write(command, to);
        }
        return to.build();
    }

    private static void write(Command command, Control.Plea.Builder to) {
        switch (command) {
            case Command.Join join ->
                    to.setJoin(
                            Control.Join.newBuilder()
                                    .setAddress(join.address())
                                    .setLocality(join.locality().toString())
                                    .setLifeHigh(join.life().getMostSignificantBits())
                                    .setLifeLow(join.life().getLeastSignificantBits())
                                    .setAtLeast(join.atLeast().value()));
            case Command.Drain(NodeId server) -> to.setDrain(server.value());
            case Command.Resume(NodeId server) -> to.setResume(server.value());
            case Command.Remove(NodeId server) -> to.setRemove(server.value());
            case Command.SplitAt(var key) -> to.setSplitAt(Terms.of(key));
            case Command.Govern(var rules) -> to.setGovern(RuleTerms.of(rules));
            case Command.Consider(var rule) -> to.setConsider(RuleTerms.of(rule));
            case Command.MergeAt(var key) -> to.setMergeAt(Terms.of(key));
            case Command other ->
                    throw new IllegalArgumentException("no operator asks for " + other);
        }
    }

    /// What an operator asked.
    ///
    /// @throws MalformedMessage if nobody would ask so
    public static Plea read(Control.Plea from) throws MalformedMessage {
        return Terms.guarded(() ->
                switch (from.getWhatCase()) {
                    case SHOW -> new Plea.Show();
                    case PLAN -> new Plea.PlanAll();
                    case PLAN_DRAIN -> new Plea.PlanDrain(new NodeId(from.getPlanDrain()));
                    case JOIN -> new Plea.Do(join(from.getJoin()));
                    case DRAIN -> new Plea.Do(new Command.Drain(new NodeId(from.getDrain())));
                    case RESUME -> new Plea.Do(new Command.Resume(new NodeId(from.getResume())));
                    case REMOVE -> new Plea.Do(new Command.Remove(new NodeId(from.getRemove())));
                    case SPLIT_AT -> new Plea.Do(new Command.SplitAt(Terms.key(from.getSplitAt())));
                    case MERGE_AT -> new Plea.Do(new Command.MergeAt(Terms.key(from.getMergeAt())));
                    case GOVERN -> new Plea.Do(new Command.Govern(RuleTerms.set(from.getGovern())));
                    case CONSIDER ->
                            new Plea.Do(new Command.Consider(RuleTerms.rule(from.getConsider())));
                    case WHAT_NOT_SET -> throw new MalformedMessage("a plea of no known kind");
                });
    }

    private static Command.Join join(Control.Join from) {
        return new Command.Join(
                from.getAddress(),
                Locality.parse(from.getLocality()),
                new UUID(from.getLifeHigh(), from.getLifeLow()),
                new NodeId(from.getAtLeast()));
    }

    public static Control.Ruling write(Ruling ruling) {
        Control.Ruling.Builder to = Control.Ruling.newBuilder();
        switch (ruling) {
            case Ruling.Done(List<String> records) ->
                    to.setDone(Control.Done.newBuilder().addAllRecords(records));
            case Ruling.Refused(String why, String remedy) ->
                    to.setRefused(Control.Refused.newBuilder().setWhy(why).setRemedy(remedy));
            case Ruling.Seen(View view) -> to.setView(of(view));
            case Ruling.Planned(Plan plan, long seconds) ->
                    to.setPlanned(of(plan).toBuilder().setSeconds(seconds));
            case Ruling.Nobody(String why) -> to.setNobody(why);
        }
        return to.build();
    }

    /// What an operator hears.
    ///
    /// @throws MalformedMessage if no controller would say so
    public static Ruling read(Control.Ruling from) throws MalformedMessage {
        return Terms.guarded(() ->
                switch (from.getWhatCase()) {
                    case DONE -> new Ruling.Done(from.getDone().getRecordsList());
                    case REFUSED ->
                            new Ruling.Refused(
                                    from.getRefused().getWhy(), from.getRefused().getRemedy());
                    case VIEW -> new Ruling.Seen(view(from.getView()));
                    case PLANNED ->
                            new Ruling.Planned(
                                    plan(from.getPlanned()), from.getPlanned().getSeconds());
                    case NOBODY -> new Ruling.Nobody(from.getNobody());
                    case WHAT_NOT_SET -> throw new MalformedMessage("a ruling of no known kind");
                });
    }

    private static Control.View of(View view) {
        Control.View.Builder to =
                Control.View.newBuilder().addAllSeats(Terms.numbers(view.seats()));
        for (View.ServerSeen one : view.servers()) {
            to.addServers(
                    Control.ServerView.newBuilder()
                            .setServer(Terms.of(one.server()))
                            .setSilentMillis(one.silentMillis()));
        }
        for (View.ShardSeen one : view.shards()) {
            to.addShards(
                    Control.ShardView.newBuilder()
                            .setShard(Terms.of(one.shard()))
                            .setSurvey(Terms.of(one.survey())));
        }
        view.jobs().forEach(job -> to.addJobs(Terms.of(job)));
        view.rules().sets().forEach(set -> to.addRules(RuleTerms.of(set)));
        return to.build();
    }

    private static View view(Control.View from) throws MalformedMessage {
        List<View.ServerSeen> servers = new ArrayList<>();
        for (Control.ServerView one : from.getServersList()) {
            servers.add(new View.ServerSeen(Terms.server(one.getServer()), one.getSilentMillis()));
        }
        List<View.ShardSeen> shards = new ArrayList<>();
        for (Control.ShardView one : from.getShardsList()) {
            shards.add(
                    new View.ShardSeen(Terms.shard(one.getShard()), Terms.survey(one.getSurvey())));
        }
        List<Job> jobs = new ArrayList<>();
        for (Control.Job one : from.getJobsList()) {
            jobs.add(Terms.job(one));
        }
        List<RuleSet> sets = from.getRulesList().stream().map(RuleTerms::set).toList();
        return new View(servers, shards, jobs, Terms.nodes(from.getSeatsList()), Rules.of(sets));
    }

    private static Control.Planned of(Plan plan) {
        Control.Planned.Builder to = Control.Planned.newBuilder();
        for (Plan.Move move : plan.moves()) {
            to.addMoves(
                    Control.PlannedMove.newBuilder()
                            .setShard(move.shard().value())
                            .setFrom(Terms.of(move.from()))
                            .setTo(move.to().value())
                            .setReason(Terms.of(move.reason()))
                            .setBytes(move.bytes()));
        }
        for (Plan.Retirement retirement : plan.retirements()) {
            to.addRetirements(
                    Control.PlannedRetirement.newBuilder()
                            .setShard(retirement.shard().value())
                            .setNode(retirement.node().value()));
        }
        for (Plan.Handover handover : plan.handovers()) {
            to.addHandovers(
                    Control.PlannedHandover.newBuilder()
                            .setShard(handover.shard().value())
                            .setFrom(handover.from().value())
                            .setTo(handover.to().value()));
        }
        for (Plan.Blocked blocked : plan.blocked()) {
            to.addBlocked(
                    Control.Blocked.newBuilder()
                            .setShard(blocked.shard().value())
                            .setWhy(blocked.why()));
        }
        return to.build();
    }

    private static Plan plan(Control.Planned from) throws MalformedMessage {
        List<Plan.Move> moves = new ArrayList<>();
        for (Control.PlannedMove one : from.getMovesList()) {
            moves.add(
                    new Plan.Move(
                            new ShardId(one.getShard()),
                            Terms.maybeNode(one.getFrom()),
                            new NodeId(one.getTo()),
                            Terms.reason(one.getReason()),
                            one.getBytes()));
        }
        List<Plan.Retirement> retirements =
                from.getRetirementsList().stream()
                        .map(one ->
                                new Plan.Retirement(
                                        new ShardId(one.getShard()), new NodeId(one.getNode())))
                        .toList();
        List<Plan.Handover> handovers =
                from.getHandoversList().stream()
                        .map(one ->
                                new Plan.Handover(
                                        new ShardId(one.getShard()),
                                        new NodeId(one.getFrom()),
                                        new NodeId(one.getTo())))
                        .toList();
        List<Plan.Blocked> blocked =
                from.getBlockedList().stream()
                        .map(one -> new Plan.Blocked(new ShardId(one.getShard()), one.getWhy()))
                        .toList();
        return new Plan(moves, retirements, handovers, blocked);
    }
}
