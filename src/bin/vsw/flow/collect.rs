//! Collect: an account's applications as they are now, for a record of them. Reads, and judges nothing.
//!
//! Not here: what becomes of them (`baseline`), and which account it is (`online`). Several accounts are several of
//! these.

use vsw::application::{Application, ApplicationId};
use vsw::signing::Signing;

use super::read::{Unread, read};
use crate::api::ApiError;
use crate::online::Online;

/// What was read of one account.
pub struct Collected {
    pub profile: String,
    pub api_key: String,
    pub extent: Extent,
    pub applications: Vec<Application>,
    pub unread: Vec<(ApplicationId, Unread)>,
}

/// Whether these are all that the account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Whole,
    Named,
}

/// Every application, by list pages. What the list leaves open is asked for by itself: an entry without the flag may be
/// one that the list does not echo.
///
/// # Errors
/// The list cannot be read to its end: a part is no record of the whole.
pub async fn whole(online: &Online) -> Result<Collected, ApiError> {
    let (_, entries, problem) = online
        .client
        .list(|| online.deadline(), |entry| (entry.id, Application::of_document(entry.document, entry.id)))
        .await;
    if let Some(problem) = problem {
        return Err(problem);
    }
    let mut collected = Collected::of(online, Extent::Whole);
    for (id, listed) in entries {
        let found = match listed {
            Ok(application) if application.signing() != Signing::Absent => Ok(application),
            _ => read(&online.client, id, online.deadline()).await,
        };
        collected.add(id, found);
    }
    Ok(collected)
}

/// Those that were named, by a GET each.
pub async fn named(online: &Online, ids: &[ApplicationId]) -> Collected {
    let mut collected = Collected::of(online, Extent::Named);
    for &id in ids {
        collected.add(id, read(&online.client, id, online.deadline()).await);
    }
    collected
}

impl Collected {
    fn of(online: &Online, extent: Extent) -> Self {
        let account = &online.account;
        Self {
            profile: account.profile.clone(),
            api_key: account.api_key.clone(),
            extent,
            applications: Vec::new(),
            unread: Vec::new(),
        }
    }

    fn add(&mut self, id: ApplicationId, found: Result<Application, Unread>) {
        match found {
            Ok(application) => self.applications.push(application),
            Err(unread) => self.unread.push((id, unread)),
        }
    }
}
