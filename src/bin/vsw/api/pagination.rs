//! Listing: the account's applications, put together from pages that may lie.
//!
//! A page's own words (`total_pages`, `total_items`) say when to stop; `next` links are not followed, so a loop
//! cannot be walked. Whatever contradicts itself is an error: a part never passes for the whole.

use std::collections::HashSet;

use vsw::application::ApplicationId;
use vsw::json::{Json, Kind, Value};

use super::{ApiError, PAGE_SIZE};

/// What has been read of the list so far.
#[derive(Debug, Default)]
pub struct Listing {
    seen: HashSet<ApplicationId>,
    pages: usize,
    total: Option<Total>,
}

/// One application, as it stood in its page.
#[derive(Debug)]
pub struct Listed {
    pub id: ApplicationId,
    pub document: Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Total {
    items: usize,
    pages: usize,
}

/// More pages than this are not asked for: a million applications.
const MOST_PAGES: usize = 10_000;

impl Listing {
    /// The pages behind those that have been read.
    pub(super) fn further_pages(&self) -> std::ops::RangeInclusive<usize> {
        self.pages + 1..=self.total.map_or(1, |total| total.pages)
    }

    /// How many applications have been read.
    pub fn count(&self) -> usize {
        self.seen.len()
    }

    /// How many applications the API says there are, where it said so.
    pub fn total(&self) -> Option<usize> {
        self.total.map(|total| total.items)
    }

    /// Adds a page, and its entries to `entries`. What is good in a page is known, whatever stands beside it.
    ///
    /// # Errors
    /// What is wrong with the page.
    pub(super) fn add(&mut self, entries: &mut Vec<Listed>, body: Vec<u8>) -> Result<(), ApiError> {
        let page = Json::parse_bytes(body).map_err(|_| ApiError::BadList("the answer is no JSON"))?;
        let root = page.root();
        let total = Total { items: number(root, "total_items")?, pages: number(root, "total_pages")? };
        if total.pages > MOST_PAGES {
            return Err(ApiError::BadList("it claims more than a million applications"));
        }
        if self.total.is_some_and(|first| first != total) {
            return Err(ApiError::BadList("its total changed while it was read"));
        }
        if total.items > total.pages.saturating_mul(PAGE_SIZE) {
            return Err(ApiError::BadList("its total does not fit its pages"));
        }
        if optional_number(root, "page")?.is_some_and(|page| page != self.pages + 1) {
            return Err(ApiError::BadList("a page is not the one that was asked for"));
        }
        if last_page(root).is_some_and(|last| last > total.pages.max(1)) {
            return Err(ApiError::BadList("its link to the last page is beyond its number of pages"));
        }
        self.total = Some(total);
        let mut first_problem = None;
        for entry in embedded(root)? {
            match self.take(entry) {
                Ok(listed) => entries.push(listed),
                Err(problem) => first_problem = first_problem.or(Some(problem)),
            }
        }
        if let Some(problem) = first_problem {
            return Err(problem);
        }
        self.pages += 1;
        if self.further_pages().is_empty() && self.seen.len() != total.items {
            return Err(ApiError::BadList("its pages do not hold as many applications as it says there are"));
        }
        Ok(())
    }

    fn take(&mut self, entry: Value<'_>) -> Result<Listed, ApiError> {
        let id = entry.member("id").ok().flatten().and_then(|id| id.value.as_str()?.parse().ok());
        let id = id.ok_or(ApiError::BadList("an entry has no id"))?;
        if !self.seen.insert(id) {
            return Err(ApiError::BadList("an application stands in it twice"));
        }
        Ok(Listed { id, document: entry.to_document() })
    }
}

/// The number of the last page by the page's own link to it, where it has one that says so. Links are not followed.
fn last_page(root: Value<'_>) -> Option<usize> {
    let links = root.member("_links").ok()??.value;
    let last = links.member("last").ok()??.value;
    let href = last.member("href").ok()??.value.as_str()?;
    let query = href.split_once('?')?.1;
    query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok())
}

/// A page of an empty account may leave out what it has none of.
fn embedded(root: Value<'_>) -> Result<Vec<Value<'_>>, ApiError> {
    let inside = root.member("_embedded").ok().flatten();
    let applications = inside.and_then(|inside| inside.value.member("applications").ok().flatten());
    match applications {
        Some(array) if array.value.kind() == Kind::Array => Ok(array.value.elements().collect()),
        None if number(root, "total_items")? == 0 => Ok(Vec::new()),
        _ => Err(ApiError::BadList("a page has no `_embedded.applications`")),
    }
}

fn number(root: Value<'_>, name: &'static str) -> Result<usize, ApiError> {
    optional_number(root, name)?.ok_or(ApiError::BadList("a page does not say how many there are"))
}

fn optional_number(root: Value<'_>, name: &'static str) -> Result<Option<usize>, ApiError> {
    let member = root.member(name).map_err(|_| ApiError::BadList("a page says a number twice"))?;
    member
        .map(|member| {
            member.value.raw().parse().map_err(|_| ApiError::BadList("a page's number is no number"))
        })
        .transpose()
}
