package dev.isochron.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// The rules of style that one source file can break by itself; CONTRIBUTING.md words them for
/// people.
final class StyleRules {

    /// A sign that two things live in one file.
    static final int MAX_FILE_LINES = 500;

    /// A screen; twenty is the habit.
    static final int MAX_METHOD_LINES = 60;

    /// Beyond five a parameter object is waiting to be named.
    static final int MAX_PARAMETERS = 5;

    /// What the formatter wraps code at, held for comments and strings, too.
    static final int MAX_COLUMNS = 100;

    private static final Pattern EMPTY_ENDING =
            Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl|Base|Common|Info|Data)");

    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");

    /// Imports, addresses, and the rows of tables in comments; drawings are left alone as well.
    private static final Pattern CANNOT_WRAP = Pattern.compile("^import |://|^\\s*/// \\|");

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    private StyleRules() {}

    /// All findings of one file that no comment allows.
    static List<Finding> inspect(SourceFile file) {
        List<Finding> findings = new ArrayList<>();
        inspectWhole(file, findings);
        inspectLines(file, findings);
        ParsedSource source = ParsedSource.of(file);
        new Declarations(source, findings).scan(source.unit(), null);
        return findings.stream().filter(finding -> !file.allows(finding)).toList();
    }

    private static void inspectWhole(SourceFile file, List<Finding> findings) {
        int count = file.lines().size();
        if (count > MAX_FILE_LINES && !file.allowsThroughout("file-length")) {
            findings.add(
                    file.finding(
                            MAX_FILE_LINES + 1,
                            "file-length",
                            count + " lines; beyond " + MAX_FILE_LINES + " two things live here"));
        }
    }

    private static void inspectLines(SourceFile file, List<Finding> findings) {
        List<String> lines = file.lines();
        boolean drawing = false;
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            drawing ^= text.stripLeading().startsWith("/// ```");
            boolean mayBeLong = drawing || CANNOT_WRAP.matcher(text).find();
            if (text.length() > MAX_COLUMNS && !mayBeLong) {
                String message = text.length() + " columns; " + MAX_COLUMNS;
                findings.add(file.finding(line, "columns", message));
            }
            if (text.stripLeading().startsWith("/**")) {
                String message = "write `///` lines, not a block comment";
                findings.add(file.finding(line, "doc-comment", message));
            }
            if (UNFINISHED.matcher(text).find() && !text.contains("Pattern.compile")) {
                String message = "finish it, or open an issue and say so";
                findings.add(file.finding(line, "unfinished", message));
            }
        }
    }

    /// Walks the declarations of one file.
    private static final class Declarations extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final ParsedSource source;
        private final List<Finding> findings;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();

        Declarations(ParsedSource source, List<Finding> findings) {
            this.source = source;
            this.findings = findings;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            if (EMPTY_ENDING.matcher(name).matches()) {
                add(type, "empty-name", name + " ends in a word that says nothing; name the idea");
            }
            enclosing.push(type);
            super.visitClass(type, null);
            enclosing.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            inspectLength(method);
            if (!isOverride(method)) {
                inspectName(method);
                inspectParameters(method);
            }
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, @Nullable Void nothing) {
            if (source.file().isTest()
                    && call.getMethodSelect() instanceof MemberSelectTree select
                    && select.toString().equals("Thread.sleep")) {
                add(call, "sleep", "a test waits for a condition, not for time to pass");
            }
            return super.visitMethodInvocation(call, null);
        }

        private void inspectLength(MethodTree method) {
            int length = source.lastLine(method) - source.firstLine(method) + 1;
            if (length > MAX_METHOD_LINES) {
                add(
                        method,
                        "method-length",
                        nameOf(method)
                                + " has "
                                + length
                                + " lines; "
                                + MAX_METHOD_LINES
                                + " fit a screen");
            }
        }

        private void inspectName(MethodTree method) {
            if (GETTER.matcher(method.getName()).matches()) {
                add(method, "get-prefix", nameOf(method) + ": name what it returns, without get");
            }
        }

        private void inspectParameters(MethodTree method) {
            int count = method.getParameters().size();
            if (count > MAX_PARAMETERS && isPublic(method) && !isRecordConstructor(method)) {
                add(
                        method,
                        "parameters",
                        nameOf(method) + " takes " + count + " parameters; " + MAX_PARAMETERS);
            }
        }

        private boolean isPublic(MethodTree method) {
            return method.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || enclosing.element().getKind() == Tree.Kind.INTERFACE;
        }

        private boolean isRecordConstructor(MethodTree method) {
            return method.getReturnType() == null
                    && enclosing.element().getKind() == Tree.Kind.RECORD;
        }

        private String nameOf(MethodTree method) {
            return method.getReturnType() == null
                    ? enclosing.element().getSimpleName() + "()"
                    : method.getName() + "()";
        }

        private void add(Tree place, String rule, String message) {
            findings.add(source.file().finding(source.firstLine(place), rule, message));
        }

        private static boolean isOverride(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .map(AnnotationTree::getAnnotationType)
                    .anyMatch(type -> type.toString().equals("Override"));
        }
    }
}
