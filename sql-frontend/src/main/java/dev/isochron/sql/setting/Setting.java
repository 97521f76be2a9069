package dev.isochron.sql.setting;

/// One thing that can be set.
///
/// @param name as it is shown; found whatever the case
/// @param initial its value if nobody says otherwise, as [Form#normalize] returns it
/// @param trait who may change it, and who is told
public record Setting(String name, Form form, String initial, Trait trait, String description) {

    /// Who may change a setting, and whether drivers are told when it changes.
    public enum Trait {
        /// Any session.
        USER,
        /// Any session; drivers follow it.
        REPORTED,
        /// Nobody.
        FIXED,
        /// Nobody; drivers are told once.
        FIXED_REPORTED,
        /// The transaction it is about, by its own statements.
        TRANSACTION
    }

    public boolean isReported() {
        return trait == Trait.REPORTED || trait == Trait.FIXED_REPORTED;
    }

    public boolean isFixed() {
        return trait == Trait.FIXED || trait == Trait.FIXED_REPORTED;
    }
}
