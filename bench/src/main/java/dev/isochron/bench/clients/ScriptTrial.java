package dev.isochron.bench.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A script that an interpreter runs. It prints `client NAME VERSION`, then `step WHAT` before each
/// step, and ends with an error where one fails; what comes after that is not tried.
///
/// @param resource the script, beside this class
/// @param interpreter the words before the script's name
/// @param needs run before; if it fails, the client is not on this machine
record ScriptTrial(
        String name,
        String resource,
        Function<Site, List<String>> interpreter,
        Function<Site, List<String>> needs)
        implements Trial {

    private static final String CLIENT = "client ";
    private static final String STEP = "step ";

    @Override
    public List<Verdict> run(Site site) throws InterruptedException {
        if (!Program.run(site, needs.apply(site)).wentWell()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(interpreter.apply(site));
        words.add(script(site).toString());
        return verdicts(name, Program.run(site, words));
    }

    private Path script(Site site) {
        try (InputStream in = ScriptTrial.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(site.scratch().resolve(resource), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Verdict> verdicts(String name, Program done) {
        String client = name;
        List<String> steps = new ArrayList<>();
        for (String line : done.said().lines().toList()) {
            if (line.startsWith(CLIENT)) {
                // Packagers add words of theirs to a version.
                String[] words = line.substring(CLIENT.length()).split(" ", -1);
                client = words[0] + " " + words[1];
            } else if (line.startsWith(STEP)) {
                steps.add(line.substring(STEP.length()));
            }
        }
        if (steps.isEmpty()) {
            steps.add("begins");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (String step : steps) {
            verdicts.add(Verdict.passed(client, step));
        }
        if (!done.wentWell()) {
            String why =
                    done.said()
                            .lines()
                            .filter(line -> line.matches("(?i).*(error|unsupported).*"))
                            .reduce((_, last) -> last)
                            .orElseGet(done::lastLine);
            verdicts.set(verdicts.size() - 1, Verdict.failed(client, steps.getLast(), why));
        }
        return verdicts;
    }
}
