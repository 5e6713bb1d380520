//! Collect: an account's applications as they are now, for a record of them. Reads, and judges nothing.
//!
//! Not here: what becomes of them (`baseline`), and which account it is (`online`). Several accounts are several of
//! these.

use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};

use super::concurrent::{self, Event};
use super::read::{Unread, left_open, read};
use super::scope::{Membership, Scope};
use crate::api::{ApiError, Listed};
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

/// Every application that is meant, by list pages. Where nothing in the whole list shows the flag, lists may leave it
/// out: then each whose entry leaves it open is asked for by itself.
///
/// # Errors
/// The list cannot be read to its end: a part is no record of the whole.
pub async fn whole(
    online: &Online,
    scope: &Scope<'_>,
    side_by_side: NonZeroUsize,
) -> Result<Collected, ApiError> {
    let mut collected = Collected::of(online, Extent::Whole);
    let (mut shows_flag, mut open, mut closer) = (false, Vec::new(), Vec::new());
    let deadline = || online.deadline();
    let (_, problem) = online
        .client
        .each_page(side_by_side, deadline, async |entries, _| {
            for Listed { id, document } in entries {
                match Application::of_document(document, id) {
                    Ok(application) => {
                        shows_flag |= application.flag().is_some();
                        if !matches!(scope.wanted(id, application.name()), Membership::Expected(_)) {
                            continue;
                        }
                        let is_open = left_open(&application).is_some();
                        if is_open {
                            open.push(application);
                        } else {
                            collected.applications.push(application);
                        }
                    }
                    Err(_) if matches!(scope.wanted_unnamed(id), Membership::Expected(_)) => closer.push(id),
                    Err(_) => {}
                }
            }
        })
        .await;
    if let Some(problem) = problem {
        return Err(problem);
    }
    if shows_flag {
        collected.applications.append(&mut open);
    }
    closer.extend(open.iter().map(Application::id));
    read_each(online, closer, side_by_side, &mut collected).await;
    Ok(collected)
}

/// Those that were named, by a GET each.
pub async fn named(online: &Online, ids: &[ApplicationId], side_by_side: NonZeroUsize) -> Collected {
    let mut collected = Collected::of(online, Extent::Named);
    read_each(online, ids.to_vec(), side_by_side, &mut collected).await;
    collected
}

async fn read_each(
    online: &Online,
    ids: Vec<ApplicationId>,
    side_by_side: NonZeroUsize,
    collected: &mut Collected,
) {
    let ask = async |id| (id, read(&online.client, id, online.deadline()).await);
    concurrent::each(ids, side_by_side, ask, |event| {
        if let Event::Done((id, found)) = event {
            collected.add(id, found);
        }
    })
    .await;
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
