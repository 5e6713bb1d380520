//! A complete request, and the place in the API ([`Place`]) that its path names.

use bytes::Bytes;
use hyper::header::HeaderName;
use hyper::{HeaderMap, Method};
use vsw::application::ApplicationId;

use super::sample::scrambled;

pub(super) struct Request {
    pub connection: u64,
    pub method: Method,
    pub path: String,
    pub query: Option<String>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place<'r> {
    /// `/v2/applications`
    Applications,
    /// `/v2/applications/{id}`, with the id as sent.
    Application(&'r str),
    /// `/v1/calls`
    Calls,
    /// `/v1/calls/{uuid}`, with the id as sent.
    Call(&'r str),
    Elsewhere,
}

impl Request {
    pub(super) fn place(&self) -> Place<'_> {
        if let Some(rest) = self.path.strip_prefix("/v2/applications") {
            return below(rest, Place::Applications, Place::Application);
        }
        match self.path.strip_prefix("/v1/calls") {
            Some(rest) => below(rest, Place::Calls, Place::Call),
            None => Place::Elsewhere,
        }
    }

    pub(super) fn application(&self) -> Option<ApplicationId> {
        match self.place() {
            Place::Application(id) => id.parse().ok(),
            _ => None,
        }
    }

    /// The value is not decoded: the sandbox reads only words and numbers.
    pub(super) fn query_value(&self, name: &str) -> Option<&str> {
        let pairs = self.query.as_deref().unwrap_or_default().split('&');
        pairs
            .filter_map(|pair| pair.split_once('=').or(Some((pair, ""))))
            .find(|pair| pair.0 == name)
            .map(|pair| pair.1)
    }

    pub(super) fn media_type(&self, header: &HeaderName) -> Option<String> {
        let value = self.headers.get(header)?.to_str().ok()?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    pub(super) fn target(&self) -> String {
        self.query.as_deref().map_or_else(|| self.path.clone(), |query| format!("{}?{query}", self.path))
    }
}

fn below<'r>(rest: &'r str, all: Place<'r>, one: fn(&'r str) -> Place<'r>) -> Place<'r> {
    match rest.strip_prefix('/') {
        _ if rest.is_empty() => all,
        Some("") => all,
        Some(id) if !id.contains('/') => one(id),
        _ => Place::Elsewhere,
    }
}

/// Returns an id that is unique per request, but the same in each run.
pub(super) fn instance(sequence: u64) -> String {
    format!("{:016x}{:016x}", scrambled(sequence), scrambled(!sequence))
}
