//! A request as the sandbox has it: read whole, with what it is about told from its path.

use bytes::Bytes;
use hyper::header::HeaderName;
use hyper::{HeaderMap, Method};
use vsw::application::ApplicationId;

use super::sample::scrambled;

/// One request, head and body.
pub(super) struct Request {
    /// The number of the connection it came on; connections are counted from 1.
    pub connection: u64,
    pub method: Method,
    pub path: String,
    pub query: Option<String>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What a path of the Applications API is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place<'r> {
    /// `/v2/applications`
    Applications,
    /// `/v2/applications/{id}`, the id as it was written
    Application(&'r str),
    Elsewhere,
}

impl Request {
    pub(super) fn place(&self) -> Place<'_> {
        match self.path.strip_prefix("/v2/applications") {
            Some("" | "/") => Place::Applications,
            Some(rest) => match rest.strip_prefix('/') {
                Some(id) if !id.contains('/') => Place::Application(id),
                _ => Place::Elsewhere,
            },
            None => Place::Elsewhere,
        }
    }

    /// The id of the application that it is about.
    pub(super) fn application(&self) -> Option<ApplicationId> {
        match self.place() {
            Place::Application(id) => id.parse().ok(),
            Place::Applications | Place::Elsewhere => None,
        }
    }

    /// The first value of that name in the query, undecoded: what the sandbox reads there are words and numbers.
    pub(super) fn query_value(&self, name: &str) -> Option<&str> {
        let pairs = self.query.as_deref().unwrap_or_default().split('&');
        pairs
            .filter_map(|pair| pair.split_once('=').or(Some((pair, ""))))
            .find(|pair| pair.0 == name)
            .map(|pair| pair.1)
    }

    /// The media type of a header's value, without its parameters, in lower case.
    pub(super) fn media_type(&self, header: &HeaderName) -> Option<String> {
        let value = self.headers.get(header)?.to_str().ok()?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    /// Path and query.
    pub(super) fn target(&self) -> String {
        self.query.as_deref().map_or_else(|| self.path.clone(), |query| format!("{}?{query}", self.path))
    }
}

/// What a problem document calls its `instance`: different for each request, the same in each run.
pub(super) fn instance(sequence: u64) -> String {
    format!("{:016x}{:016x}", scrambled(sequence), scrambled(!sequence))
}
