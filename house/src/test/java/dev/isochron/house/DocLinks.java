package dev.isochron.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Links that lead somewhere: every relative link of a Markdown page, and every `docs/….md` that
/// any file of the tree names, with its anchor.
///
/// Links to other sites are not followed: a test must not depend on them.
final class DocLinks {

    private static final Pattern INLINE =
            Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");

    private static final Pattern REFERENCE = Pattern.compile("^\\s{0,3}\\[[^\\]]+\\]:\\s*(\\S+)");

    private static final Pattern MENTION =
            Pattern.compile("(?<![\\w./-])(docs/[\\w./-]+\\.md(?:#[\\w-]+)?)");

    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*\\s*$");

    private static final Pattern EXPLICIT_ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");

    /// Being written; this set is empty when the foundations are laid.
    private static final List<String> PLANNED = List.of("clock.md", "formats.md");

    private final SourceTree tree;

    private DocLinks(SourceTree tree) {
        this.tree = tree;
    }

    static List<Finding> inspect(SourceTree tree) {
        DocLinks links = new DocLinks(tree);
        List<Finding> findings = new ArrayList<>();
        tree.files().forEach(file -> links.inspectFile(file, findings));
        return findings;
    }

    private void inspectFile(SourceFile file, List<Finding> findings) {
        List<String> lines = file.lines();
        boolean fenced = false;
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            fenced ^= text.stripLeading().startsWith("```");
            Set<String> targets = new TreeSet<>();
            if (file.isMarkdown() && !fenced) {
                String prose = CODE_SPAN.matcher(text).replaceAll("");
                matches(INLINE, prose, targets);
                matches(REFERENCE, prose, targets);
            }
            int at = line;
            targets.forEach(target -> resolve(file, at, target, file.folder(), findings));
            Set<String> mentions = new TreeSet<>();
            matches(MENTION, text, mentions);
            mentions.removeAll(targets);
            mentions.forEach(target -> resolve(file, at, target, "", findings));
        }
    }

    private static void matches(Pattern pattern, String text, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            into.add(matcher.group(1));
        }
    }

    /// Records a finding unless `target`, seen from `folder`, is there.
    private void resolve(
            SourceFile file, int line, String target, String folder, List<Finding> findings) {
        if (target.matches("[a-z][a-z0-9+.-]*:.*") || PLANNED.stream().anyMatch(target::endsWith)) {
            return;
        }
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        @Nullable String anchor = hash < 0 ? null : target.substring(hash + 1);
        String full = path.isEmpty() ? file.path() : Path.of(folder, path).normalize().toString();
        Finding finding = file.finding(line, "doc-link", "`" + target + "` leads nowhere");
        if (!tree.exists(full)) {
            findings.add(finding);
        } else if (anchor != null && full.endsWith(".md") && !anchors(full).contains(anchor)) {
            findings.add(finding);
        }
    }

    private Set<String> anchors(String path) {
        return anchorsOf(tree.file(path));
    }

    /// The anchors that GitHub gives the headings of a page, and those it writes itself.
    static Set<String> anchorsOf(SourceFile page) {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        boolean fenced = false;
        for (String line : page.lines()) {
            fenced ^= line.stripLeading().startsWith("```");
            matches(EXPLICIT_ANCHOR, line, anchors);
            Matcher heading = HEADING.matcher(line);
            if (!fenced && heading.matches()) {
                String slug = slug(heading.group(1));
                int before = seen.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : slug + "-" + before);
            }
        }
        return anchors;
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replaceAll("\\s", "-");
    }
}
