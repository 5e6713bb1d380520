//! The list of applications, page by page, with the false data that a fault requests (`docs/sandbox.md`).

use std::num::NonZeroU64;

use bytes::Bytes;
use hyper::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::super::document;
use super::super::problem::{Invalid, Problem};
use super::super::request::Request;
use super::super::response::SandboxResponse;
use super::super::store::{Store, Stored};
use super::Handling;

/// An omitted member keeps the correct data.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct ListFault {
    page: Option<u64>,
    page_size: Option<u64>,
    largest_page: Option<NonZeroU64>,
    total_items: Option<u64>,
    total_pages: Option<u64>,
    next: Option<String>,
    repeat: bool,
    fewer: usize,
    entries: Entries,
    without: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Entries {
    #[default]
    Whole,
    Bare,
    NoFlag,
}

const PAGE_SIZE: u64 = 10;
const LARGEST_PAGE: u64 = 100;

pub(super) fn respond(
    store: &Store,
    request: &Request,
    handling: &Handling,
) -> Result<SandboxResponse, Problem> {
    let (page_size, page) = asked(request)?;
    let list_fault = handling.list_fault.clone().unwrap_or_default();
    let page_size = list_fault.largest_page.map_or(page_size, |largest| page_size.min(largest.get()));
    let total = store.all().len() as u64;
    let pages = total.div_ceil(page_size);
    let shown_page = if list_fault.repeat { page.saturating_sub(1).max(1) } else { page };
    let mut entries = entries(store.all(), page_size, shown_page);
    entries = &entries[..entries.len().saturating_sub(list_fault.fewer)];
    let entries: Vec<String> = entries
        .iter()
        .map(|stored| {
            let document = handling.outdated.get(&stored.id).cloned().unwrap_or_else(|| stored.document());
            handling.behavior.entry(entry(stored.id, document, list_fault.entries))
        })
        .collect();
    let links = links(page_size, page, pages, list_fault.next.as_deref());
    // Assembled as text, so that the entries keep their bytes.
    let members = [
        ("page_size", list_fault.page_size.unwrap_or(page_size).to_string()),
        ("page", list_fault.page.unwrap_or(page).to_string()),
        ("total_items", list_fault.total_items.unwrap_or(total).to_string()),
        ("total_pages", list_fault.total_pages.unwrap_or(pages).to_string()),
        ("_embedded", format!(r#"{{"applications":[{}]}}"#, entries.join(","))),
        ("_links", links.to_string()),
    ];
    let members: Vec<String> = members
        .iter()
        .filter(|(name, _)| !list_fault.without.iter().any(|without| without == name))
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    Ok(SandboxResponse::of(StatusCode::OK, "application/json", format!("{{{}}}", members.join(","))))
}

fn asked(request: &Request) -> Result<(u64, u64), Problem> {
    let number = |name: &str, or: u64, most: u64| match request.query_value(name) {
        // Rust would parse `+1` as a number.
        Some(text) => text.parse().ok().filter(|n| !text.starts_with('+') && (1..=most).contains(n)),
        None => Some(or),
    };
    let page_size = number("page_size", PAGE_SIZE, LARGEST_PAGE);
    let page = number("page", 1, u64::MAX);
    match (page_size, page) {
        (Some(page_size), Some(page)) => Ok((page_size, page)),
        (page_size, page) => {
            let size = page_size.is_none().then(|| Invalid::new("page_size", "must be between 1 and 100"));
            let page = page.is_none().then(|| Invalid::new("page", "must be 1 or more"));
            Err(Problem::List(size.into_iter().chain(page).collect()))
        }
    }
}

fn entries(all: &[Stored], page_size: u64, page: u64) -> &[Stored] {
    let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).min(all.len());
    &all[place((page - 1).saturating_mul(page_size))..place(page.saturating_mul(page_size))]
}

/// A stored document that is not JSON would break the whole page, so its entry has only the id.
fn entry(id: ApplicationId, document: Bytes, entries: Entries) -> String {
    let text = String::from_utf8(document.into()).ok();
    let Some(json) = text.and_then(|text| Json::parse(text).ok()) else {
        return json!({ "id": id.to_string() }).to_string();
    };
    match entries {
        Entries::Whole => json.text().to_owned(),
        Entries::Bare => json!({ "id": id.to_string(), "name": document::name(&json) }).to_string(),
        Entries::NoFlag => document::without(json.text(), &["capabilities", "voice", "signed_callbacks"])
            .unwrap_or_else(|_| json.text().to_owned()),
    }
}

fn links(page_size: u64, page: u64, pages: u64, next: Option<&str>) -> Value {
    let href = |page: u64| json!({ "href": format!("/v2/applications?page_size={page_size}&page={page}") });
    let mut links = Map::new();
    links.insert("self".to_owned(), href(page));
    links.insert("first".to_owned(), href(1));
    links.insert("last".to_owned(), href(pages.max(1)));
    let next = match next {
        Some("self") => Some(href(page)),
        Some("none") => None,
        Some(address) => Some(json!({ "href": address })),
        None => (page < pages).then(|| href(page + 1)),
    };
    links.extend(next.map(|next| ("next".to_owned(), next)));
    links.extend((page > 1).then(|| ("prev".to_owned(), href(page - 1))));
    Value::Object(links)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn page(query: &str, list_fault: &Value) -> Result<Value, Problem> {
        let store = Store::open(25, None).expect("a store");
        let request = Request {
            connection: 1,
            method: hyper::Method::GET,
            path: "/v2/applications".to_owned(),
            query: Some(query.to_owned()),
            headers: hyper::HeaderMap::new(),
            body: Bytes::new(),
        };
        let list_fault: ListFault = serde_json::from_value(list_fault.clone()).expect("list_fault");
        let handling = Handling { list_fault: Some(list_fault), ..Handling::default() };
        let answer = respond(&store, &request, &handling)?;
        Ok(serde_json::from_slice(&answer.body).expect("a page"))
    }

    fn count(page: &Value) -> usize {
        page["_embedded"]["applications"].as_array().map_or(0, Vec::len)
    }

    #[test]
    fn pages_have_totals_and_links_to_their_neighbors() {
        let first = page("", &json!({})).expect("a page");
        assert_eq!(
            (count(&first), &first["total_items"], &first["total_pages"]),
            (10, &json!(25), &json!(3))
        );
        assert_eq!(first["_links"]["next"]["href"], "/v2/applications?page_size=10&page=2");
        assert_eq!(first["_links"].get("prev"), None);
        let last = page("page_size=10&page=3", &json!({})).expect("a page");
        assert_eq!(count(&last), 5);
        assert_eq!(last["_links"].get("next"), None);
        assert_eq!(last["_links"]["prev"]["href"], "/v2/applications?page_size=10&page=2");
        assert_eq!(count(&page("page_size=100", &json!({})).expect("a page")), 25);
        assert_eq!(count(&page("page=18446744073709551615", &json!({})).expect("a page")), 0);
    }

    #[test]
    fn an_invalid_page_is_rejected_by_parameter() {
        for (query, names) in [
            ("page_size=0", &["page_size"][..]),
            ("page_size=101", &["page_size"]),
            ("page_size=abc", &["page_size"]),
            ("page_size=%2B1&page=0", &["page_size", "page"]),
            ("page_size=+1", &["page_size"]),
            ("page=-1", &["page"]),
            ("page", &["page"]),
        ] {
            let Err(Problem::List(invalid)) = page(query, &json!({})) else { panic!("{query} was taken") };
            assert_eq!(invalid.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), names, "{query}");
        }
    }

    #[test]
    fn a_fault_makes_a_page_return_false_data() {
        let list_fault = json!({ "page": 9, "page_size": 1, "total_items": 7, "total_pages": 8, "next": "self", "repeat": true,
            "fewer": 3, "entries": "bare", "without": ["_embedded_"] });
        let lying = page("page=2", &list_fault).expect("a page");
        assert_eq!(
            [&lying["page"], &lying["page_size"], &lying["total_items"], &lying["total_pages"]],
            [9, 1, 7, 8]
        );
        assert_eq!(lying["_links"]["next"], lying["_links"]["self"]);
        assert_eq!(count(&lying), 7);
        let first = page("page=1", &json!({})).expect("a page");
        let (shown, whole) = (&lying["_embedded"]["applications"][0], &first["_embedded"]["applications"][0]);
        assert_eq!(*shown, json!({ "id": whole["id"], "name": whole["name"] }));
        let bare =
            page("", &json!({ "next": "none", "without": ["total_items", "_embedded"] })).expect("a page");
        assert_eq!(
            (bare.get("total_items"), bare.get("_embedded"), bare["_links"].get("next")),
            (None, None, None)
        );
        let lowered = page("page_size=100&page=4", &json!({ "largest_page": 7 })).expect("a page");
        assert_eq!(
            (count(&lowered), &lowered["page_size"], &lowered["total_pages"]),
            (4, &json!(7), &json!(4))
        );
        let flagless = page("", &json!({ "entries": "no-flag" })).expect("a page");
        assert!(
            flagless["_embedded"]["applications"][1]["capabilities"]["voice"]
                .get("signed_callbacks")
                .is_none()
        );
    }
}
