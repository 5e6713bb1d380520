//! Pagination: assembles the account's applications from pages that may be inconsistent.
//!
//! Invariant: a list whose length is not `total_items` is an error. `next` links are not followed, because
//! they could form a loop.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use vsw::application::ApplicationId;
use vsw::json::{Json, Kind, Value};

use super::{ApiError, PAGE_SIZE};

#[derive(Debug, Default)]
pub struct Listing {
    seen: HashSet<ApplicationId>,
    pages: usize,
    total: Option<Total>,
    /// Number of entries on a full page; the API may allow fewer than requested.
    page_size: usize,
    has_ended: bool,
}

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

const MAX_APPLICATIONS: usize = 1_000_000;
/// Maximum number of pages beyond `total_items / PAGE_SIZE`: the API's pages may be smaller than [`PAGE_SIZE`].
const MAX_EXTRA_PAGES: usize = 1_000;

impl Listing {
    pub(super) fn further_pages(&self) -> RangeInclusive<usize> {
        self.pages + 1..=if self.has_ended { self.pages } else { self.total.map_or(1, |total| total.pages) }
    }

    pub fn count(&self) -> usize {
        self.seen.len()
    }

    /// `None` before the first page.
    pub fn total(&self) -> Option<usize> {
        self.total.map(|total| total.items)
    }

    /// Adds the page's valid entries to `entries`, even if the function fails because of an invalid entry.
    pub(super) fn add(&mut self, entries: &mut Vec<Listed>, body: Vec<u8>) -> Result<(), ApiError> {
        let page = Json::parse_bytes(body).map_err(|_| ApiError::BadList("the response is not JSON"))?;
        let root = page.root();
        let total = Total { items: number(root, "total_items")?, pages: number(root, "total_pages")? };
        if self.total.is_some_and(|first| first != total) {
            return Err(ApiError::BadList("its total changed during the read"));
        }
        if optional_number(root, "page")?.is_some_and(|page| page != self.pages + 1) {
            return Err(ApiError::BadList("the `page` of a response is not the requested page number"));
        }
        if last_page(root).is_some_and(|last| last > total.pages.max(1)) {
            return Err(ApiError::BadList(
                "the page number in its `last` link is greater than `total_pages`",
            ));
        }
        let applications = embedded(root)?;
        let count = applications.len();
        if self.total.is_none() {
            self.total = Some(total);
            self.page_size = count.max(announced_page_size(root)?.min(total.items));
        }
        let expected = self.page_size.min(total.items.saturating_sub(self.count()));
        let mut first_problem = None;
        for entry in applications {
            match self.take(entry) {
                Ok(listed) => entries.push(listed),
                Err(problem) => first_problem = first_problem.or(Some(problem)),
            }
        }
        self.pages += 1;
        // Also end the list at an empty page, because `total_pages` may be too large.
        self.has_ended = self.pages >= total.pages || count == 0;
        match first_problem {
            Some(problem) => Err(problem),
            None if total.items > MAX_APPLICATIONS => {
                Err(ApiError::BadList("it claims more than a million applications"))
            }
            None if total.pages > MAX_EXTRA_PAGES + total.items / PAGE_SIZE => {
                Err(ApiError::BadList("it has too many pages for its number of applications"))
            }
            None if total.items > total.pages.saturating_mul(self.page_size) => {
                Err(ApiError::BadList("it has too few pages for its number of applications"))
            }
            None if self.count() > total.items || (self.has_ended && self.count() < total.items) => {
                Err(ApiError::BadList("its pages do not contain the announced number of applications"))
            }
            None if count < expected => {
                Err(ApiError::BadList("a page contains fewer applications than it should"))
            }
            None => Ok(()),
        }
    }

    fn take(&mut self, entry: Value<'_>) -> Result<Listed, ApiError> {
        // An entry may have two `id` members. Use the first valid one, because an error would end the reading
        // of the list.
        let id = entry.named("id").find_map(|id| id.value.as_str()?.parse().ok());
        let id = id.ok_or(ApiError::BadList("an entry has no id"))?;
        if !self.seen.insert(id) {
            return Err(ApiError::BadList("it contains an application twice"));
        }
        Ok(Listed { id, document: entry.to_document() })
    }
}

/// Returns the page number in the `last` link. The link itself is not followed.
fn last_page(root: Value<'_>) -> Option<usize> {
    let links = root.member("_links").ok()??.value;
    let last = links.member("last").ok()??.value;
    let href = last.member("href").ok()??.value.as_str()?;
    let query = href.split_once('?')?.1;
    query.split('&').find_map(|pair| pair.strip_prefix("page=")?.parse().ok())
}

fn announced_page_size(root: Value<'_>) -> Result<usize, ApiError> {
    Ok(optional_number(root, "page_size")?.unwrap_or_default().min(PAGE_SIZE))
}

/// Returns the entries of a page. If the account has no applications, the page may omit the array.
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
    optional_number(root, name)?.ok_or(ApiError::BadList("a page has no total"))
}

fn optional_number(root: Value<'_>, name: &'static str) -> Result<Option<usize>, ApiError> {
    let member = root
        .member(name)
        .map_err(|_| ApiError::BadList("a page has a member such as `total_items` more than once"))?;
    member
        .map(|member| {
            member.value.raw().parse().map_err(|_| {
                ApiError::BadList("a page has a member such as `total_items` that is not a valid number")
            })
        })
        .transpose()
}
