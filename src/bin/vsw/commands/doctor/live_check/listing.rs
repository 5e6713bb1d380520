//! Listing: finds the live check's application in the account's list. Keeps nothing of the other entries.

use vsw::application::ApplicationId;
use vsw::json::{Json, Value};

use super::reading::at;
use super::session::{Purpose, Session, Stop};
use crate::api::{ApiError, Exchange, Operation};

/// A page has up to 100 applications, so a search by name reads at most 2000.
const MOST_PAGES: usize = 20;

pub struct Page {
    /// The entries of the live check's application.
    pub own: Vec<Json>,
    /// The number of pages of the whole list.
    pub pages: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Search {
    Found(ApplicationId),
    Several,
    Absent,
    TooLong,
}

impl Page {
    pub fn read(exchange: &Exchange, is_own: impl Fn(Value<'_>) -> bool) -> Result<Self, ApiError> {
        if !exchange.is_success() {
            return Err(exchange.error().of_collection());
        }
        let json = Json::parse_bytes(exchange.body.clone())
            .map_err(|_| ApiError::BadList("the response is not JSON"))?;
        let pages = at(&json, &["total_pages"]).and_then(|pages| pages.raw().parse().ok());
        let pages = pages.ok_or(ApiError::BadList("a page has no total"))?;
        let entries = at(&json, &["_embedded", "applications"]);
        let own = entries.into_iter().flat_map(Value::elements).filter(|entry| is_own(*entry));
        Ok(Self { own: own.map(Value::to_document).collect(), pages })
    }
}

pub fn id_of(entry: Value<'_>) -> Option<ApplicationId> {
    entry.member("id").ok()??.value.as_str()?.parse().ok()
}

pub fn has_name(entry: Value<'_>, name: &str) -> bool {
    let member = entry.member("name").ok().flatten();
    member.is_some_and(|member| member.value.as_str().is_some_and(|text| text == name))
}

/// Searches for an application by its name, which a random number makes unique.
pub async fn search(session: &Session<'_>, name: &str) -> Result<Search, Stop> {
    let mut found = Vec::new();
    let (mut page, mut pages) = (1, 1);
    while page <= pages {
        if page > MOST_PAGES {
            return Ok(if found.is_empty() { Search::TooLong } else { one_of(&found) });
        }
        let exchange = session.send(Operation::List(page), Purpose::Cleanup).await?;
        let read = Page::read(&exchange, |entry| has_name(entry, name)).map_err(Stop::Api)?;
        found.extend(read.own.iter().filter_map(|own| id_of(own.root())));
        pages = read.pages;
        page += 1;
    }
    Ok(one_of(&found))
}

fn one_of(found: &[ApplicationId]) -> Search {
    match found {
        [] => Search::Absent,
        [id] => Search::Found(*id),
        [id, rest @ ..] if rest.iter().all(|other| other == id) => Search::Found(*id),
        _ => Search::Several,
    }
}
