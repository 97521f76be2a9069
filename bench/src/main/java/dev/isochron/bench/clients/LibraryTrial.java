package dev.isochron.bench.clients;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A library for Java.
///
/// @param client its name and version
/// @param steps what each is for, and how it is done
record LibraryTrial(String client, Map<String, Step> steps) implements Trial {

    /// A step, which throws where it does not go.
    @FunctionalInterface
    interface Step {
        void on(Site site) throws Exception;
    }

    @Override
    public String name() {
        return client;
    }

    @Override
    public List<Verdict> run(Site site) {
        List<Verdict> verdicts = new ArrayList<>();
        steps.forEach((what, step) -> verdicts.add(tried(site, what, step)));
        return verdicts;
    }

    private Verdict tried(Site site, String what, Step step) {
        try {
            step.on(site);
            return Verdict.passed(client, what);
        } catch (SQLException e) {
            return Verdict.failed(client, what, e.getSQLState() + " " + e.getMessage());
        } catch (Exception e) {
            return Verdict.failed(client, what, String.valueOf(e.getMessage()));
        }
    }
}
