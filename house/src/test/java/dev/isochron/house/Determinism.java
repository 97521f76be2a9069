package dev.isochron.house;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds what a compiled class touches that would make a core depend on more than its input.
///
/// Calls, constructors, fields and method references are looked at, in lambdas as well.
final class Determinism {

    private final Shells shells;

    Determinism(Shells shells) {
        this.shells = shells;
    }

    /// @param file the source of the class, for the findings
    List<Finding> inspect(JavaClass type, String file) {
        List<Finding> findings = new ArrayList<>();
        type.getAccessesFromSelf().forEach(access -> inspectAccess(access, type, file, findings));
        type.getFields().forEach(field -> inspectField(field, type, file, findings));
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Finding::line).thenComparing(Finding::message))
                .toList();
    }

    private void inspectAccess(
            JavaAccess<?> access, JavaClass from, String file, List<Finding> findings) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getName();
        for (Impurity impurity : Impurity.values()) {
            if (impurity.covers(owner, target.getName())
                    && isForbidden(impurity, from)
                    && !isOfOneElement(target)) {
                String touched = target.getOwner().getSimpleName() + "." + target.getName();
                findings.add(finding(file, access.getLineNumber(), impurity, touched));
            }
        }
    }

    /// `Map.of()`, `Set.of(a)` and their like have but one order.
    private static boolean isOfOneElement(AccessTarget target) {
        if (!(target instanceof CodeUnitAccessTarget method) || !target.getName().equals("of")) {
            return false;
        }
        List<JavaClass> parameters = method.getRawParameterTypes();
        boolean isVarargs = parameters.stream().anyMatch(JavaClass::isArray);
        return switch (target.getOwner().getName()) {
            case "java.util.Map" -> parameters.size() <= 2;
            case "java.util.Set" -> parameters.size() <= 1 && !isVarargs;
            default -> false;
        };
    }

    private void inspectField(
            JavaField field, JavaClass from, String file, List<Finding> findings) {
        boolean isStatic = field.getModifiers().contains(JavaModifier.STATIC);
        boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
        boolean isSynthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
        if (isStatic && !isFinal && !isSynthetic && isForbidden(Impurity.GLOBAL, from)) {
            findings.add(finding(file, 1, Impurity.GLOBAL, field.getName()));
        }
        if (field.getModifiers().contains(JavaModifier.VOLATILE)
                && isForbidden(Impurity.THREAD, from)) {
            findings.add(finding(file, 1, Impurity.THREAD, "volatile " + field.getName()));
        }
    }

    private boolean isForbidden(Impurity impurity, JavaClass from) {
        return !shells.permit(from.getPackageName(), impurity);
    }

    private static Finding finding(String file, int line, Impurity impurity, String touched) {
        return new Finding(file, line, "determinism", touched + ": a core " + impurity.instead());
    }
}
