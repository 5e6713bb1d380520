//! Behavior: switches of the sandbox for what Vonage does not document (`docs/sandbox.md`).
//!
//! Not here: faults, which affect single requests.

mod rewriting;

use hyper::StatusCode;
use hyper::header::{ETAG, HeaderName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use vsw::json::Json;

use super::document::{self, Unchangeable, value_at};
use super::problem::{Invalid, Problem};
use super::response::SandboxResponse;
use super::sample;
use rewriting::Layout;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Behavior {
    flag_created: Flag,
    flag_omitted: OmittedFlag,
    flag_sent: Sent,
    flag_in_list: InList,
    id_and_links: Admission,
    keys_sent: Key,
    keys_omitted: Key,
    unknown_members: Unknown,
    numbers: Numbers,
    member_order: Order,
    pub lag_ms: u64,
    etag: bool,
    rate_limit_headers: bool,
    pub errors: Errors,
    patch: Extension,
    other_content_type: Extension,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Flag {
    #[default]
    Absent,
    On,
    Off,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OmittedFlag {
    #[default]
    Absent,
    On,
    Off,
    /// The flag stays as it was before the `PUT`.
    Unchanged,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sent {
    #[default]
    Kept,
    /// The flag stays as it was before the `PUT`.
    Ignored,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum InList {
    #[default]
    Shown,
    Omitted,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Admission {
    #[default]
    Accepted,
    Refused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Extension {
    #[default]
    Refused,
    Accepted,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Key {
    #[default]
    Kept,
    Dropped,
    Replaced,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Unknown {
    #[default]
    Kept,
    Dropped,
    Refused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Numbers {
    #[default]
    Kept,
    /// Numbers are rewritten, as by a program that parses and prints them.
    Normalized,
    Refused,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Order {
    #[default]
    Kept,
    Sorted,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Errors {
    #[default]
    Documented,
    Html,
}

const VOICE: [&str; 2] = ["capabilities", "voice"];
const KEY: [&str; 2] = ["keys", "public_key"];
const FLAG: [&str; 3] = ["capabilities", "voice", "signed_callbacks"];
/// The documented members at the top level. [`OF_VOICE`] has those of the voice capability.
const TOP: [&str; 6] = ["id", "name", "keys", "privacy", "capabilities", "_links"];
const OF_VOICE: [&str; 7] = [
    "webhooks",
    "signed_callbacks",
    "conversations_ttl",
    "leg_persistence_time",
    "region",
    "payment_enabled",
    "payments",
];

impl Behavior {
    /// Switches that are not given stay as they are.
    pub(super) fn set(&mut self, switches: Map<String, Value>) -> Result<(), serde_json::Error> {
        let Value::Object(mut all) = serde_json::to_value(&*self)? else { return Ok(()) };
        all.extend(switches);
        *self = serde_json::from_value(Value::Object(all))?;
        Ok(())
    }

    pub(super) fn shown(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    pub(super) fn accepts_patch(&self) -> bool {
        self.patch == Extension::Accepted
    }

    pub(super) fn accepts_other_content_types(&self) -> bool {
        self.other_content_type == Extension::Accepted
    }

    pub(super) fn keeps_key(&self) -> bool {
        self.keys_omitted == Key::Kept
    }

    /// Returns the document to store. `before` is the document before an update, or `None` for a creation.
    pub(super) fn stored(&self, sent: String, before: Option<&[u8]>) -> Result<String, Problem> {
        if *self == Self::default() {
            return Ok(sent);
        }
        let json = Json::parse(sent).map_err(Unchangeable::from)?;
        self.check(&json)?;
        let before = before.and_then(|before| Json::parse_bytes(before.to_vec()).ok());
        let text = self.with_flag(&json, before.as_ref())?;
        let text = if self.unknown_members == Unknown::Dropped { without_unknown(&text)? } else { text };
        let layout = Layout {
            is_sorted: self.member_order == Order::Sorted,
            has_usual_numbers: self.numbers == Numbers::Normalized,
        };
        Ok(rewriting::rewritten(text, layout))
    }

    pub(super) fn entry(&self, text: String) -> String {
        match self.flag_in_list {
            InList::Shown => text,
            InList::Omitted => document::without(&text, &FLAG).unwrap_or(text),
        }
    }

    pub(super) fn decorate(&self, mut response: SandboxResponse) -> SandboxResponse {
        if self.etag && response.status == StatusCode::OK {
            let hash = response.body.iter().fold(7, |hash, &byte| sample::scrambled(hash ^ u64::from(byte)));
            response = response.with(ETAG, &format!("W/\"{hash:016x}\""));
        }
        if self.rate_limit_headers {
            for (name, value) in [("x-ratelimit-limit", "15"), ("x-ratelimit-remaining", "14")] {
                response = response.with(HeaderName::from_static(name), value);
            }
        }
        response
    }

    fn check(&self, json: &Json) -> Result<(), Problem> {
        let root = json.root();
        let mut invalid = Vec::new();
        let mut refuse = |name: &str, reason: &str| invalid.push(Invalid::new(name, reason));
        if self.id_and_links == Admission::Refused {
            for name in ["id", "_links"] {
                if root.named(name).next().is_some() {
                    refuse(name, "is not allowed");
                }
            }
        }
        if self.unknown_members == Unknown::Refused {
            for path in unknown(json) {
                refuse(&path.join("."), "is not allowed");
            }
        }
        if self.numbers == Numbers::Refused
            && json.depth() <= rewriting::MAX_DEPTH
            && rewriting::has_unusual_number(root)
        {
            refuse("body", "must contain only integers");
        }
        if invalid.is_empty() { Ok(()) } else { Err(Problem::Payload(invalid)) }
    }

    fn with_flag(&self, json: &Json, before: Option<&Json>) -> Result<String, Unchangeable> {
        let text = json.text().to_owned();
        if value_at(json, &VOICE)?.is_none() {
            return Ok(text);
        }
        let earlier = before.and_then(|before| value_at(before, &FLAG).ok().flatten());
        let earlier = earlier.map(|value| value.raw().to_owned());
        let flag = match (value_at(json, &FLAG)?, before, self.flag_sent, self.flag_omitted) {
            (Some(_), Some(_), Sent::Ignored, _) | (None, Some(_), _, OmittedFlag::Unchanged) => earlier,
            (Some(_), ..) => return Ok(text),
            (None, None, ..) => self.flag_created.value(),
            (None, Some(_), _, omitted) => omitted.value(),
        };
        match flag {
            Some(flag) => document::set(&text, &FLAG, &flag),
            None => document::without(&text, &FLAG),
        }
    }

    /// Applies the switches for keys to `text`, the document to store. `sent` is the document in the request.
    pub(super) fn with_keys(&self, text: String, sent: &str) -> Result<String, Unchangeable> {
        let sent = Json::parse(sent.to_owned())?;
        let key = if value_at(&sent, &KEY)?.is_some() { self.keys_sent } else { self.keys_omitted };
        match key {
            Key::Kept => Ok(text),
            Key::Dropped => document::without(&text, &["keys"]),
            Key::Replaced => {
                let other = serde_json::json!({ "public_key": sample::public_key(u32::MAX) });
                document::set(&text, &["keys"], &other.to_string())
            }
        }
    }
}

impl Flag {
    fn value(self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::On => Some("true".to_owned()),
            Self::Off => Some("false".to_owned()),
        }
    }
}

impl OmittedFlag {
    fn value(self) -> Option<String> {
        match self {
            Self::Absent | Self::Unchanged => None,
            Self::On => Some("true".to_owned()),
            Self::Off => Some("false".to_owned()),
        }
    }
}

/// Returns the paths of undocumented members, at the top level and in the voice capability.
fn unknown(json: &Json) -> Vec<Vec<String>> {
    let voice = value_at(json, &VOICE).ok().flatten();
    let places = [(Some(json.root()), &[][..], &TOP[..]), (voice, &VOICE[..], &OF_VOICE[..])];
    let mut paths = Vec::new();
    for (object, path, names) in places {
        for member in object.into_iter().flat_map(vsw::json::Value::members) {
            let name = String::from_utf8_lossy(&member.name()).into_owned();
            if !names.contains(&name.as_str()) {
                paths.push(path.iter().map(|&step| step.to_owned()).chain([name]).collect());
            }
        }
    }
    paths
}

fn without_unknown(text: &str) -> Result<String, Unchangeable> {
    let json = Json::parse(text.to_owned())?;
    unknown(&json).iter().try_fold(text.to_owned(), |text, path| document::without(&text, path))
}
