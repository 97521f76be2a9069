package dev.isochron.bench.sample;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.RequestKey;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.protocol.txn.CommitToken;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron sample`: runs one of the two programs once, and tells what it does.
@Command(
        name = "sample",
        description = {
            "Runs a small program against a cluster and tells what it does: bank, or permissions."
                    + " Its source is shown in docs/samples.md.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class SampleCommand implements Subcommand {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(paramLabel = "NAME", description = "bank or permissions.")
    private String name = "";

    @Option(
            names = "--connect",
            defaultValue = "127.0.0.1:7001",
            paramLabel = "HOST:PORT,…",
            description = "The cluster; default ${DEFAULT-VALUE}. Its tables must not exist yet.")
    private String connect = "";

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws BankSample.NotEnoughMoney {
        ClientSettings settings = ClientSettings.of(connect).withConnectTimeout(PATIENCE);
        try (Isochron db = Isochron.connect(settings)) {
            switch (name) {
                case "bank" -> bank(new BankSample(db));
                case "permissions" -> permissions(new PermissionSample(db));
                default ->
                        throw new Complaint(
                                "there is no sample of that name",
                                name,
                                "Choose bank or permissions.");
            }
        }
        return ExitCode.OK;
    }

    private void bank(BankSample bank) throws BankSample.NotEnoughMoney {
        bank.found();
        bank.open("ada", 100_00);
        bank.open("bob", 0);
        RequestKey order = bank.order("order-1");
        say("ada pays bob 30.00: done now " + bank.transfer(order, "ada", "bob", 30_00));
        say("the same order again: done now " + bank.transfer(order, "ada", "bob", 30_00));
        try {
            bank.transfer(bank.order("order-2"), "bob", "ada", 99_00);
        } catch (BankSample.NotEnoughMoney refused) {
            say("bob pays ada 99.00: " + refused.getMessage());
        }
        say(
                "ada %d, bob %d, all %d"
                        .formatted(bank.balance("ada"), bank.balance("bob"), bank.total()));
    }

    private void permissions(PermissionSample permissions) {
        permissions.declare();
        permissions.grant("group:staff", "member", "user:ada");
        permissions.grant("group:staff", "member", "user:bob");
        CommitToken shared = permissions.grant("doc:plan", "viewer", "group:staff#member");
        say("bob sees the plan: " + sees(permissions, "user:bob", shared));
        CommitToken left = permissions.revoke("group:staff", "member", "user:bob");
        say("bob left; the plan is written anew, with the token " + left.toText());
        say("bob sees it: " + sees(permissions, "user:bob", left));
        say("ada sees it: " + sees(permissions, "user:ada", left));
    }

    private static boolean sees(PermissionSample permissions, String user, CommitToken token) {
        return permissions.check("doc:plan", "viewer", user, token);
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
