//! Collect: reads applications of one account for `baseline save` and `diff`, without evaluating them.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;

use vsw::application::{Application, ApplicationId};

use super::concurrent::{self, Event};
use super::read::{NotShown, Unread, left_open, read};
use super::scope::{Membership, Scope};
use crate::api::{ApiError, Listed};
use crate::online::Online;

pub struct Collected {
    pub profile: String,
    pub api_key: String,
    pub by: CollectedBy,
    pub applications: Vec<Application>,
    pub unread: Vec<(ApplicationId, Unread)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectedBy {
    List,
    /// Each application was read by its own GET.
    Id,
}

/// Reads the applications in the scope by list. Applications whose list entry is missing, invalid or may omit
/// `signed_callbacks` are read by GET. Fails if the list cannot be read completely.
pub async fn whole(
    online: &Online,
    scope: &Scope<'_>,
    concurrency: NonZeroUsize,
) -> Result<Collected, ApiError> {
    let mut collected = Collected::of(online, CollectedBy::List);
    let (mut shows_flag, mut open, mut closer) = (false, Vec::new(), Vec::new());
    let mut missing: BTreeSet<ApplicationId> = scope.ids().collect();
    let deadline = || online.deadline();
    let (_, problem) = online
        .client
        .each_page(concurrency, deadline, async |entries, _| {
            for Listed { id, document } in entries {
                missing.remove(&id);
                match Application::of_document(document, id) {
                    Ok(application) => {
                        shows_flag |= application.flag().is_some();
                        if !matches!(scope.membership(id, application.name()), Membership::Expected(_)) {
                            continue;
                        }
                        match left_open(&application) {
                            None => collected.applications.push(application),
                            Some(NotShown::NoFlag) => open.push(application),
                            Some(NotShown::Bare) => closer.push(id),
                        }
                    }
                    Err(_) if matches!(scope.membership_by_id(id), Membership::Expected(_)) => {
                        closer.push(id);
                    }
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
    closer.extend(open.iter().map(Application::id).chain(missing));
    read_each(online, closer, concurrency, &mut collected).await;
    Ok(collected)
}

/// Uses the list only for ids and names, and reads each application in the scope by GET. Fails if the list
/// cannot be read completely.
pub async fn each(
    online: &Online,
    scope: &Scope<'_>,
    concurrency: NonZeroUsize,
) -> Result<Collected, ApiError> {
    let mut missing: BTreeSet<ApplicationId> = scope.ids().collect();
    let mut ids = Vec::new();
    let is_expected = |membership| matches!(membership, Membership::Expected(_));
    let (_, problem) = online
        .client
        .each_page(
            concurrency,
            || online.deadline(),
            async |entries, _| {
                for Listed { id, document } in entries {
                    missing.remove(&id);
                    let membership = match Application::of_document(document, id) {
                        Ok(application) => scope.membership(id, application.name()),
                        Err(_) => scope.membership_by_id(id),
                    };
                    if is_expected(membership) {
                        ids.push(id);
                    }
                }
            },
        )
        .await;
    if let Some(problem) = problem {
        return Err(problem);
    }
    ids.extend(missing);
    Ok(named(online, &ids, concurrency).await)
}

/// Reads these applications by GET. The result has them in the given order.
pub async fn named(online: &Online, ids: &[ApplicationId], concurrency: NonZeroUsize) -> Collected {
    let mut collected = Collected::of(online, CollectedBy::Id);
    read_each(online, ids.to_vec(), concurrency, &mut collected).await;
    let places: HashMap<ApplicationId, usize> =
        ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    collected.applications.sort_by_key(|application| places.get(&application.id()));
    collected
}

async fn read_each(
    online: &Online,
    ids: Vec<ApplicationId>,
    concurrency: NonZeroUsize,
    collected: &mut Collected,
) {
    let ask = async |id| (id, read(&online.client, id, online.deadline()).await);
    concurrent::each(ids, concurrency, ask, |event| {
        if let Event::Done((id, found)) = event {
            collected.add(id, found);
        }
    })
    .await;
}

impl Collected {
    fn of(online: &Online, by: CollectedBy) -> Self {
        let account = &online.account;
        Self {
            profile: account.profile.clone(),
            api_key: account.api_key.clone(),
            by,
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
