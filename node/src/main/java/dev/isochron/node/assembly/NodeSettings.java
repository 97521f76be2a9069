package dev.isochron.node.assembly;

import dev.isochron.node.control.ControlSettings;
import dev.isochron.node.desk.DeskSettings;
import dev.isochron.node.ledger.LedgerSettings;
import dev.isochron.node.shard.ShardOptions;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.paxos.replica.Rule;
import java.util.Set;

/// What a node is told when it is assembled.
///
/// @param plan which cluster it is a part of
/// @param clockDomain which clocks its own may be compared with
/// @param shards what it is told about its shards
/// @param control the pace of the controller
/// @param rules [Rule#all()], except where a simulation proves that a rule is needed
public record NodeSettings(
        NodeId self,
        Plan plan,
        String clockDomain,
        PaxosSettings paxos,
        LogSettings log,
        LedgerSettings ledger,
        DeskSettings desk,
        PeerSettings peers,
        Set<Rule> rules,
        ShardOptions shards,
        ControlSettings control) {

    /// The usual pace of the controller.
    // allow(parameters): these are the record's own components
    public NodeSettings(
            NodeId self,
            Plan plan,
            String clockDomain,
            PaxosSettings paxos,
            LogSettings log,
            LedgerSettings ledger,
            DeskSettings desk,
            PeerSettings peers,
            Set<Rule> rules,
            ShardOptions shards) {
        this(
                self,
                plan,
                clockDomain,
                paxos,
                log,
                ledger,
                desk,
                peers,
                rules,
                shards,
                ControlSettings.DEFAULT);
    }

    /// The usual options for shards.
    // allow(parameters): these are the record's own components
    public NodeSettings(
            NodeId self,
            Plan plan,
            String clockDomain,
            PaxosSettings paxos,
            LogSettings log,
            LedgerSettings ledger,
            DeskSettings desk,
            PeerSettings peers,
            Set<Rule> rules) {
        this(self, plan, clockDomain, paxos, log, ledger, desk, peers, rules, ShardOptions.USUAL);
    }

    public NodeSettings {
        if (!plan.nodes().contains(self)) {
            throw new IllegalArgumentException(
                    "node " + self.value() + " is not among the nodes " + plan.nodes());
        }
    }

    /// The usual bounds.
    public static NodeSettings of(NodeId self, Plan plan, String clockDomain) {
        return new NodeSettings(
                self,
                plan,
                clockDomain,
                PaxosSettings.defaults(),
                LogSettings.DEFAULT,
                LedgerSettings.DEFAULT,
                DeskSettings.DEFAULT,
                PeerSettings.DEFAULT,
                Rule.all());
    }

    public NodeSettings withClockDomain(String other) {
        return new NodeSettings(
                self, plan, other, paxos, log, ledger, desk, peers, rules, shards, control);
    }

    public NodeSettings withPaxos(PaxosSettings other) {
        return new NodeSettings(
                self, plan, clockDomain, other, log, ledger, desk, peers, rules, shards, control);
    }

    public NodeSettings withLog(LogSettings other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, other, ledger, desk, peers, rules, shards, control);
    }

    public NodeSettings withLedger(LedgerSettings other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, log, other, desk, peers, rules, shards, control);
    }

    public NodeSettings withDesk(DeskSettings other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, log, ledger, other, peers, rules, shards, control);
    }

    public NodeSettings withPeers(PeerSettings other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, log, ledger, desk, other, rules, shards, control);
    }

    public NodeSettings withRules(Set<Rule> other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, log, ledger, desk, peers, other, shards, control);
    }

    public NodeSettings withShards(ShardOptions other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, log, ledger, desk, peers, rules, other, control);
    }

    public NodeSettings withControl(ControlSettings other) {
        return new NodeSettings(
                self, plan, clockDomain, paxos, log, ledger, desk, peers, rules, shards, other);
    }
}
