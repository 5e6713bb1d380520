//! Exit: the meaning of each exit code. The man page and `vsw exit-codes` print this table.
//!
//! Not here: which failure or outcome has which exit code.

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
    /// The exit code of a program that the user asked `vsw` to run. Not in [`Exit::ALL`].
    OfCommand(u8),
}

impl Exit {
    /// The exits with an exit code of `vsw` itself, in numeric order.
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

    pub fn meaning(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (u8, &'static str, &'static str) {
        match self {
            Self::Yes => (0, "yes", "done, in sync, valid"),
            Self::No => {
                (1, "no", "negative result, such as drift, invalid token, conflict, or dry run with changes")
            }
            Self::Usage => {
                (2, "usage", "invalid command line, no target named, or input required without a terminal")
            }
            Self::Configuration => {
                let meaning =
                    "credentials, secret, profile, file or directory missing, invalid, unsafe or read-only";
                (3, "configuration", meaning)
            }
            Self::Refused => (
                4,
                "refused",
                "the API refused the request (a 4xx other than 408 and 429), or no application has that name",
            ),
            Self::Unreachable => (5, "unreachable", "no usable response from the API"),
            Self::Unconfirmed => (6, "unconfirmed", "a PUT was sent, but the read-back does not confirm it"),
            Self::Bug => (70, "bug", "a bug in vsw"),
            Self::Interrupted => {
                (130, "interrupted", "stopped by SIGINT; `vsw history` shows interrupted changes")
            }
            Self::Terminated => {
                (143, "interrupted", "stopped by SIGTERM; `vsw history` shows interrupted changes")
            }
            Self::OfCommand(code) => (code, "of the command", "the exit status of the command that was run"),
        }
    }

    pub fn worse(self, other: Self) -> Self {
        if self.code() >= other.code() { self } else { other }
    }

    /// Returns the exit of a check of several applications: `No` if one of them has it, else the worst.
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
    fn drift_outranks_unknown_states() {
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
