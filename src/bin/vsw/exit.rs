//! Exit: what the program's exit status means. The one table; help, man page and `vsw exit-codes` print it.
//!
//! Not here: which failure has which exit (`failure`), which outcome has which exit (`report`).

/// How a run ended, as its exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exit {
    #[default]
    Yes,
    No,
    Usage,
    Configuration,
    Refused,
    Unreachable,
    Unconfirmed,
    Bug,
    Interrupted,
    Terminated,
    /// The status of a command that was run on somebody's behalf. It stands in no table of ours.
    OfCommand(u8),
}

impl Exit {
    /// Every exit, in the order of its code.
    pub const ALL: [Self; 10] = [
        Self::Yes,
        Self::No,
        Self::Usage,
        Self::Configuration,
        Self::Refused,
        Self::Unreachable,
        Self::Unconfirmed,
        Self::Bug,
        Self::Interrupted,
        Self::Terminated,
    ];

    pub fn code(self) -> u8 {
        self.row().0
    }

    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// One line; the details are in the commands' own help.
    pub fn meaning(self) -> &'static str {
        self.row().2
    }

    /// Its row of the table: code, name, meaning.
    fn row(self) -> (u8, &'static str, &'static str) {
        match self {
            Self::Yes => (0, "yes", "done, in sync, valid"),
            Self::No => {
                (1, "no", "the answer is no: drift, a bad token, a conflict, a dry run that would change")
            }
            Self::Usage => {
                (2, "usage", "the command line is wrong, nothing was named, or nobody can be asked")
            }
            Self::Configuration => {
                let meaning = "credentials, secret, profile, file or folder missing, unsafe or read-only";
                (3, "configuration", meaning)
            }
            Self::Refused => (4, "refused", "the API said no (a 4xx other than 408 and 429)"),
            Self::Unreachable => {
                (5, "unreachable", "no answer from the API that can be used or safely acted on")
            }
            Self::Unconfirmed => (6, "unconfirmed", "a PUT went out, and the read-back does not confirm it"),
            Self::Bug => (70, "bug", "a defect in vsw itself"),
            Self::Interrupted => {
                (130, "interrupted", "stopped by SIGINT; what was in flight stands in the journal")
            }
            Self::Terminated => {
                (143, "terminated", "stopped by SIGTERM; what was in flight stands in the journal")
            }
            Self::OfCommand(code) => (code, "of the command", "the exit status of the command that was run"),
        }
    }

    /// The worst of several, for a change: 6, 5, 4, 3, 1, 0 (and what cannot be an application's outcome above).
    pub fn worse(self, other: Self) -> Self {
        if self.code() >= other.code() { self } else { other }
    }

    /// The one that a survey of several ends with: 1 as soon as one drift is known, else 5, 4, 3, 0.
    pub fn of_survey(each: impl IntoIterator<Item = Self>) -> Self {
        each.into_iter().fold(Self::Yes, |so_far, next| match (so_far, next) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (a, b) => a.worse(b),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_drift_outranks_what_is_unknown_and_only_that() {
        assert_eq!(Exit::of_survey([Exit::Unreachable, Exit::No, Exit::Refused]), Exit::No);
        assert_eq!(Exit::of_survey([Exit::Refused, Exit::Unreachable]), Exit::Unreachable);
        assert_eq!(Exit::of_survey([Exit::Yes, Exit::Refused, Exit::Configuration]), Exit::Refused);
        assert_eq!(Exit::of_survey([]), Exit::Yes);
    }

    #[test]
    fn a_change_ends_with_the_worst_of_its_applications() {
        assert_eq!(Exit::No.worse(Exit::Unconfirmed), Exit::Unconfirmed);
        assert_eq!(Exit::Unreachable.worse(Exit::No), Exit::Unreachable);
    }
}
