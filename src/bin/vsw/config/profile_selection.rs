//! `ProfileSelection`: the name of the selected profile, and the source of that name.
//!
//! A profile takes precedence over variables such as `VONAGE_API_KEY` only if `--profile`, a plan or a fleet
//! file names it.

use super::{ConfigError, Source};
use crate::context::Context;
use crate::profiles::Profiles;
use crate::profiles::is_profile_name;

/// The selected profile need not exist in the configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileSelection {
    pub name: String,
    pub named_by: Source,
}

const DEFAULT: &str = "default";

impl ProfileSelection {
    /// Returns the first of `--profile`, `VSW_PROFILE`, `default_profile` of the configuration file, and `default`.
    pub fn of(context: &Context, profiles: &Profiles) -> Result<Self, ConfigError> {
        let flag = context.global.profile.as_deref().map(|name| (name, Source::Flag("--profile")));
        let variable = || {
            let name = context.environment.text("VSW_PROFILE")?;
            Some((name, Source::Environment("VSW_PROFILE".to_owned())))
        };
        let file = || profiles.default_profile.as_deref().map(|name| (name, Source::File));
        let (name, named_by) = flag.or_else(variable).or_else(file).unwrap_or((DEFAULT, Source::Default));
        Self::named(name, named_by)
    }

    pub fn named(name: &str, named_by: Source) -> Result<Self, ConfigError> {
        let choice = Self { name: name.to_owned(), named_by };
        if is_profile_name(name) {
            Ok(choice)
        } else {
            Err(ConfigError::BadProfileName { name: name.to_owned(), named_by: choice.named_how() })
        }
    }

    pub fn beats_environment(&self) -> bool {
        matches!(self.named_by, Source::Flag(_) | Source::Fleet(_))
    }

    /// Returns whether no option, variable or file names a profile. `--profile default` names one.
    pub fn is_default(&self) -> bool {
        self.named_by == Source::Default
    }

    pub fn variable(&self, suffix: &str) -> String {
        variable(&self.name, suffix)
    }

    /// Refuses variables that two profiles share, such as those of `a-b` and `a_b`.
    pub fn not_ambiguous(&self, context: &Context, profiles: &Profiles) -> Result<(), ConfigError> {
        let prefix = self.variable("");
        let other = profiles.profiles.keys().find(|name| **name != self.name && variable(name, "") == prefix);
        match other {
            Some(other) if self.has_variables(context) => Err(ConfigError::Ambiguous {
                one: self.name.clone(),
                other: other.clone(),
                variable: format!("{prefix}…"),
            }),
            _ => Ok(()),
        }
    }

    /// Refuses an unknown profile in `VSW_PROFILE`. Otherwise, variables that take precedence over the
    /// profile, such as `VONAGE_API_KEY`, would hide a mistyped name.
    pub fn refuse_mistyped(&self, context: &Context, profiles: &Profiles) -> Result<(), ConfigError> {
        let exists = profiles.profile(&self.name).is_some() || self.has_variables(context);
        if exists || !self.is_named_by_environment() { Ok(()) } else { Err(self.unknown(profiles)) }
    }

    pub fn has_variables(&self, context: &Context) -> bool {
        let prefix = self.variable("");
        // The prefix alone is not enough: `VSW_PROFILE_EU_TEST_API_KEY` belongs to the profile `eu-test`, not `eu`.
        let is_own = |name: &str| {
            let suffix = name.strip_prefix(&prefix)?;
            let suffix = suffix.strip_suffix("_FILE").or(suffix.strip_suffix("_PATH")).unwrap_or(suffix);
            SUFFIXES.contains(&suffix).then_some(())
        };
        context.environment.names().any(|name| is_own(name).is_some())
    }

    pub fn is_named_by_environment(&self) -> bool {
        matches!(self.named_by, Source::Environment(_))
    }

    pub fn unknown(&self, profiles: &Profiles) -> ConfigError {
        ConfigError::UnknownProfile {
            name: self.name.clone(),
            named_by: self.named_how(),
            known: profiles.names(),
        }
    }

    fn named_how(&self) -> String {
        match &self.named_by {
            Source::File => "the configuration file's default_profile".to_owned(),
            Source::Default => "the default profile".to_owned(),
            named_by => format!("named by {}", named_by.name().unwrap_or_default()),
        }
    }
}

const SUFFIXES: [&str; 4] = ["API_KEY", "API_SECRET", "SIGNATURE_SECRET", "PRIVATE_KEY"];

fn variable(profile: &str, suffix: &str) -> String {
    format!("VSW_PROFILE_{}_{suffix}", profile.to_ascii_uppercase().replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_belongs_to_one_profile_only() {
        let choice = ProfileSelection { name: "eu".to_owned(), named_by: Source::Default };
        for (variable, is_own) in [
            ("VSW_PROFILE_EU_API_KEY", true),
            ("VSW_PROFILE_EU_API_SECRET_FILE", true),
            ("VSW_PROFILE_EU_PRIVATE_KEY_PATH", true),
            ("VSW_PROFILE_EU_TEST_API_KEY", false),
            ("VSW_PROFILE_EU", false),
        ] {
            let context = Context::for_test(&[], &[(variable, "value")]);
            assert_eq!(choice.has_variables(&context), is_own, "{variable}");
        }
    }
}
