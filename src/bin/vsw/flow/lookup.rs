//! Lookup: finds applications by name in the account's list.
//!
//! Invariant: a name selects an application only if no other application in the complete list has that name.

use vsw::application::{Application, ApplicationId};
use vsw::json::Json;

use super::reach::Reach;
use super::read::listed_signing;
use crate::api::{ApiError, Listed};
use crate::args::application::ApplicationRef;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::screen::shell;
use crate::vocabulary::SigningState;

pub struct Entry {
    pub id: ApplicationId,
    /// `None` if the document has no readable name.
    pub name: Option<String>,
    pub signing: SigningState,
}

const MOST_IN_HINT: usize = 10;

/// Returns the ids in the given order, without duplicates. Sends no request if only ids are given.
pub fn ids(
    apps: &[ApplicationRef],
    reach: Reach,
    context: &Context,
    online: &Online,
) -> Result<Vec<ApplicationId>, Failure> {
    let by_name = apps.iter().any(|app| matches!(app, ApplicationRef::Name(_)));
    let (entries, problem) = if by_name { entries(context, online) } else { (Vec::new(), None) };
    let mut problem = problem;
    let mut ids = Vec::new();
    for app in apps {
        let id = match app {
            ApplicationRef::Id(id) => *id,
            ApplicationRef::Name(name) => {
                let named = entries.iter().filter(|entry| entry.name.as_deref() == Some(name));
                let named: Vec<ApplicationId> = named.map(|entry| entry.id).collect();
                let api_key = &online.account.api_key;
                match (named.as_slice(), problem.take()) {
                    ([_, _, ..], _) => {
                        let place = format!("in account {api_key}{}", reach.nothing_changed_suffix());
                        return Err(ambiguous(name, &named, &place));
                    }
                    (_, Some(source)) => {
                        let (source, api_key) = (Box::new(source), api_key.clone());
                        return Err(Failure::NameNotLookedUp { name: name.clone(), api_key, source });
                    }
                    ([id], None) => *id,
                    ([], None) => return Err(unknown(name, apps, &entries, reach, online)),
                }
            }
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Reads the account's list. The error says why the list is incomplete.
pub fn entries(context: &Context, online: &Online) -> (Vec<Entry>, Option<ApiError>) {
    let _waiting = context.screen.waiting("reading the account's applications");
    let (_, entries, problem) = online.run(online.client.list(|| online.deadline(), Entry::of));
    (entries, problem)
}

/// `place` ends the message, such as `in account a1b2c3d`.
pub fn ambiguous(name: &str, ids: &[ApplicationId], place: &str) -> Failure {
    let shown: Vec<String> = ids.iter().take(MOST_IN_HINT).map(ToString::to_string).collect();
    let more = ids.len() - shown.len();
    let shown = match (more, shown.split_last()) {
        (0, Some((last, first))) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        (0, _) => shown.join(", "),
        _ => format!("{} or one of {more} more", shown.join(", ")),
    };
    Failure::usage(
        format!("the name `{name}` matches {} applications {place}", ids.len()),
        format!("use an id: {shown}"),
    )
}

fn unknown(name: &str, apps: &[ApplicationRef], entries: &[Entry], reach: Reach, online: &Online) -> Failure {
    let plain = |name: &str| name.trim().to_lowercase();
    let words = apps.iter().filter_map(|app| match app {
        ApplicationRef::Name(word) => Some(word.as_str()),
        ApplicationRef::Id(_) => None,
    });
    // Several arguments may be one unquoted name.
    let whole = plain(&words.collect::<Vec<_>>().join(" "));
    let unquoted =
        entries.iter().filter_map(|entry| entry.name.as_deref()).find(|other| plain(other) == whole);
    let similar = entries.iter().filter_map(|entry| entry.name.as_ref().map(|name| (name, entry.id)));
    let similar = similar.filter(|(other, _)| plain(other) == plain(name)).take(MOST_IN_HINT);
    let similar: Vec<String> = similar.map(|(name, id)| format!("`{name}` ({id})")).collect();
    let hint = if let Some(whole) = unquoted.filter(|_| apps.len() > 1) {
        format!("quote it: {}", shell::word(whole))
    } else if similar.is_empty() {
        "list the account's applications: `vsw list`".to_owned()
    } else {
        format!("did you mean {}? Names are compared exactly", similar.join(" or "))
    };
    let api_key = &online.account.api_key;
    let message =
        format!("no application in account {api_key} is named `{name}`{}", reach.nothing_changed_suffix());
    Failure::UnknownName { message, hint }
}

impl Entry {
    fn of(Listed { id, document }: Listed) -> Self {
        // Read the name first, because `Application` may reject the document.
        let name = name_of(&document);
        let application = Application::of_document(document, id);
        Self { id, name, signing: application.as_ref().map(listed_signing).unwrap_or_default() }
    }
}

fn name_of(document: &Json) -> Option<String> {
    let name = document.root().member("name").ok()??;
    name.value.as_str().map(std::borrow::Cow::into_owned)
}
