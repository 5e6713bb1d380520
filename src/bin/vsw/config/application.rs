//! `DefaultApplication`: the application of a command whose command line names none.

use vsw::application::ApplicationId;

use super::{Account, ConfigError, ProfileSelection, Source};
use crate::context::Context;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultApplication {
    pub id: ApplicationId,
    pub source: Source,
}

impl DefaultApplication {
    /// Returns the application of the environment, or else of the profile.
    pub fn resolve(context: &Context, account: &Account) -> Result<Option<Self>, ConfigError> {
        match Self::of_environment(context)? {
            Some(found) => Ok(Some(found)),
            None => Self::of_profile(context, account),
        }
    }

    /// Returns the profile's application. Ignores a profile of another account.
    pub fn of_profile(context: &Context, account: &Account) -> Result<Option<Self>, ConfigError> {
        let profiles = &*super::profiles(context)?;
        let choice = ProfileSelection::of(context, profiles)?;
        let profile = profiles.profile(&choice.name).filter(|profile| profile.is_of(&account.api_key));
        let id = profile.and_then(|profile| profile.application_id);
        Ok(id.map(|id| Self { id, source: Source::Profile(choice.name) }))
    }

    /// Like [`Self::resolve`], but accepts a profile of any account: for commands that need no account.
    pub fn without_account(context: &Context) -> Result<Option<Self>, ConfigError> {
        if let Some(found) = Self::of_environment(context)? {
            return Ok(Some(found));
        }
        let profiles = &*super::profiles(context)?;
        let choice = ProfileSelection::of(context, profiles)?;
        let id = profiles.profile(&choice.name).and_then(|profile| profile.application_id);
        Ok(id.map(|id| Self { id, source: Source::Profile(choice.name) }))
    }

    pub fn of_environment(context: &Context) -> Result<Option<Self>, ConfigError> {
        for name in ["VONAGE_APPLICATION_ID", "NEXMO_APPLICATION_ID"] {
            if context.environment.is_set(name) {
                let id = context.environment.text(name).and_then(|text| text.parse().ok());
                let id = id.ok_or_else(|| ConfigError::NoApplicationId { name: name.to_owned() })?;
                return Ok(Some(Self { id, source: Source::Environment(name.to_owned()) }));
            }
        }
        Ok(None)
    }
}
