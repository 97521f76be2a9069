package dev.isochron.bench.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program for which every step is one call.
///
/// @param probe prints its version
/// @param steps what each is for, and the words of the call
record CommandTrial(String name, List<String> probe, Map<String, List<String>> steps)
        implements Trial {

    @Override
    public List<Verdict> run(Site site) throws InterruptedException {
        Program found = Program.run(site, probe);
        if (!found.wentWell()) {
            return List.of();
        }
        String client = name + " " + found.version();
        List<Verdict> verdicts = new ArrayList<>();
        for (Map.Entry<String, List<String>> step : steps.entrySet()) {
            List<String> words = new ArrayList<>();
            for (String word : step.getValue()) {
                words.add(word.replace("PORT", Integer.toString(site.port())));
            }
            Program done = Program.run(site, words);
            verdicts.add(
                    done.wentWell() && !done.said().contains("FATAL")
                            ? Verdict.passed(client, step.getKey())
                            : Verdict.failed(client, step.getKey(), done.lastLine()));
        }
        return verdicts;
    }
}
