//! Hand: what kind of hand may have moved an application: somebody at the Dashboard, a program that rebuilt the
//! document from the members it knows, or one that touched the flag alone.
//!
//! A guess with its reasons, never a verdict, and never a person: the API does not tell. Signs that speak against each
//! other make no guess; they are told all the same.

use std::collections::BTreeMap;
use std::fmt;

use crate::application::{Application, Capability, FLAG};
use crate::json::{Difference, DifferenceKind};
use crate::signing::Signing;

/// What may have been at work, and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    pub guess: Guess,
    /// The signs that were found, those that speak against each other included; none where nothing speaks at all.
    pub reasons: Vec<Reason>,
}

/// A kind of hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// The flag is gone together with what people edit there.
    Dashboard,
    /// What models of an application do not carry is gone or bent, and nothing was edited.
    SdkRoundTrip,
    /// Just that leaf.
    OnlyTheFlag,
    /// The signs say nothing, or contradict each other.
    None,
}

/// One sign. Places are JSON pointers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The flag is not there any more, or not what it was.
    Flag { before: Signing, after: Signing },
    /// Nothing but the flag moved.
    NothingElse,
    /// What people edit was edited.
    Edited { path: String },
    /// A member is gone that known models of an application do not all carry.
    Dropped { path: String },
    /// A number is what is left of it after it was held as a double.
    Rounded { path: String },
    /// A member has another name and the same value.
    Renamed { from: String, to: String },
    /// So many signs more of these kinds.
    More { count: usize },
}

/// What one difference says.
enum Sign {
    Reason(Reason),
    /// It goes with both.
    Silent,
    /// Something was written that neither a form nor a model explains.
    Strange,
}

impl Hand {
    /// Guesses from what moved between a known document and today's. Whether `moved` holds the flag's own change does
    /// not matter: that is read from the documents.
    #[must_use]
    pub fn of(moved: &[Difference], before: &Application, after: &Application) -> Self {
        let others: Vec<&Difference> = moved.iter().filter(|one| !is_flag(one.path.as_str())).collect();
        let flag = flag(before, after);
        if others.is_empty() {
            return match flag {
                Some(flag) => Self { guess: Guess::OnlyTheFlag, reasons: vec![flag, Reason::NothingElse] },
                None => Self { guess: Guess::None, reasons: Vec::new() },
            };
        }
        let is_gone = matches!(flag, Some(Reason::Flag { after: Signing::Absent, .. }));
        let (reasons, strange) = signs(&others);
        let edited = reasons.iter().any(|reason| matches!(reason, Reason::Edited { .. }));
        let rebuilt = reasons.iter().filter(|reason| !matches!(reason, Reason::Edited { .. }));
        // Answers differ in their links for reasons of their own; they speak only beside something else.
        let links = |reason: &&Reason| matches!(reason, Reason::Dropped { path } if path == LINKS);
        let (links, rebuilt) = rebuilt.partition::<Vec<&Reason>, _>(links);
        let bent = !rebuilt.is_empty() || (is_gone && !links.is_empty());
        let guess = match (edited, bent) {
            (true, false) if is_gone => Guess::Dashboard,
            // A flag that is there and has another value was set by somebody: no model does that.
            (false, true) if !strange && (is_gone || flag.is_none()) => Guess::SdkRoundTrip,
            _ => Guess::None,
        };
        // An edit alone is what everybody does; there is nothing to guess about.
        let reasons = if flag.is_some() || bent { reasons } else { Vec::new() };
        Self { guess, reasons: told(flag, reasons) }
    }
}

impl Guess {
    /// The stable word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::SdkRoundTrip => "sdk-round-trip",
            Self::OnlyTheFlag => "only-the-flag",
            Self::None => "none",
        }
    }

    /// The guess as a sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Dashboard => "it may have been somebody at the Dashboard",
            Self::SdkRoundTrip => {
                "it may have been an SDK or a script that rebuilt the document from the members it knows"
            }
            Self::OnlyTheFlag => "it may have been a hand that meant the flag alone, or a save with no edit",
            Self::None => "the signs do not say what kind of hand it was",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag { before, after: Signing::Absent } => {
                write!(f, "{FLAG} was {} and is gone", before.word())
            }
            Self::Flag { before, after } => {
                write!(f, "{FLAG} was {} and is {}", before.word(), after.word())
            }
            Self::NothingElse => f.write_str("nothing else moved"),
            Self::Edited { path } => write!(f, "{path} was edited, as people do there"),
            Self::Dropped { path } => {
                write!(f, "{path} is gone, which not every model of an application carries")
            }
            Self::Rounded { path } => write!(f, "{path} is the same number rounded to a double"),
            Self::Renamed { from, to } => write!(f, "{from} is called {to} now and has the same value"),
            Self::More { count } => write!(f, "and {count} more like these"),
        }
    }
}

/// Is it one of the two flags? A save at the Dashboard drops both, so rtc's says what voice's does.
fn is_flag(path: &str) -> bool {
    [Capability::Voice, Capability::Rtc].into_iter().any(|capability| capability.flag_path() == path)
}

/// What became of the flag, where it is another one and there is still a voice capability to carry it.
fn flag(before: &Application, after: &Application) -> Option<Reason> {
    let (was, is) = (before.signing(), after.signing());
    let is_about_it = was != Signing::NoVoice && is != Signing::NoVoice && !before.has_flag_of(after);
    is_about_it.then_some(Reason::Flag { before: was, after: is })
}

/// What all differences but the flag's say, and whether any of them is strange.
fn signs(moved: &[&Difference]) -> (Vec<Reason>, bool) {
    let renamed = renamed(moved);
    let is_renamed = |path: &str| renamed.iter().any(|(from, to)| from == path || to == path);
    let mut reasons = Vec::new();
    let mut strange = false;
    for difference in moved.iter().filter(|one| !is_renamed(one.path.as_str())) {
        match sign(difference) {
            Sign::Reason(reason) => reasons.push(reason),
            Sign::Silent => {}
            Sign::Strange => strange = true,
        }
    }
    reasons.extend(renamed.into_iter().map(|(from, to)| Reason::Renamed { from, to }));
    (reasons, strange)
}

fn sign(difference: &Difference) -> Sign {
    let path = difference.path.as_str().to_owned();
    let steps: Vec<&str> = difference.path.as_str().split('/').skip(1).collect();
    match difference.kind {
        DifferenceKind::Changed if is_rounded(difference) => Sign::Reason(Reason::Rounded { path }),
        DifferenceKind::Changed if is_documented(&steps) => Sign::Reason(Reason::Edited { path }),
        DifferenceKind::Changed => Sign::Strange,
        DifferenceKind::Lost if is_carried(&steps) => Sign::Reason(Reason::Edited { path }),
        // A capability that is switched off, or one that a model does not know: both look like this.
        DifferenceKind::Lost if is_capability(&steps) => Sign::Strange,
        DifferenceKind::Lost => Sign::Reason(Reason::Dropped { path }),
        DifferenceKind::Added if is_carried(&steps) && !is_default(difference) => {
            Sign::Reason(Reason::Edited { path })
        }
        // The API adds members over the years, and models write out their defaults.
        DifferenceKind::Added => Sign::Silent,
    }
}

/// Members of one parent that went by one name and came by another, with the same value.
fn renamed(moved: &[&Difference]) -> Vec<(String, String)> {
    let of = |kind: DifferenceKind| moved.iter().filter(move |one| one.kind == kind);
    let added: BTreeMap<&str, &&Difference> =
        of(DifferenceKind::Added).map(|one| (one.path.as_str(), one)).collect();
    let mut renamed = Vec::new();
    for lost in of(DifferenceKind::Lost) {
        let Some((parent, name)) = lost.path.as_str().rsplit_once('/') else { continue };
        let other = SPELLINGS.iter().find_map(|[one, two]| match name {
            _ if name == *one => Some(*two),
            _ if name == *two => Some(*one),
            _ => None,
        });
        let Some(to) = other.map(|other| format!("{parent}/{other}")) else { continue };
        if added.get(to.as_str()).is_some_and(|added| added.after == lost.before) {
            renamed.push((lost.path.as_str().to_owned(), to));
        }
    }
    renamed
}

/// Two numbers that differ only past what a double holds: whoever wrote the second one read the first as one.
fn is_rounded(difference: &Difference) -> bool {
    let number = |text: &Option<String>| {
        let text = text
            .as_deref()
            .filter(|text| text.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']))?;
        text.parse::<f64>().ok().filter(|number| number.is_finite())
    };
    match (number(&difference.before), number(&difference.after)) {
        // Bits are compared, since the very same double is meant.
        (Some(before), Some(after)) => before.to_bits() == after.to_bits(),
        _ => false,
    }
}

/// Every step is a name that the API documents.
fn is_documented(steps: &[&str]) -> bool {
    steps.iter().all(|step| DOCUMENTED.contains(step))
}

/// A member that every known model carries: what is gone of these, somebody took away.
fn is_carried(steps: &[&str]) -> bool {
    match steps {
        ["name" | "keys" | "capabilities"] | ["keys", "public_key"] => true,
        ["capabilities", capability, rest @ ..] if CARRIED.contains(capability) => match rest {
            [] | ["webhooks"] => true,
            ["webhooks", webhook] | ["webhooks", webhook, "address" | "http_method"] => {
                DOCUMENTED.contains(webhook)
            }
            _ => false,
        },
        _ => false,
    }
}

/// A capability as a whole.
fn is_capability(steps: &[&str]) -> bool {
    matches!(steps, ["capabilities", capability] if DOCUMENTED.contains(capability))
}

/// A value that a model writes for what it was not given.
fn is_default(difference: &Difference) -> bool {
    matches!(difference.after.as_deref(), Some("null" | "\"\"" | "{}" | "[]" | "\"GET\"" | "\"POST\""))
}

/// At most so many signs are told of each kind; a document may have lost a thousand members.
const MOST: usize = 8;

/// The flag first, then what moved, cut where it would be too much to read.
fn told(flag: Option<Reason>, mut reasons: Vec<Reason>) -> Vec<Reason> {
    if let Some(count) = reasons.len().checked_sub(MOST).filter(|count| *count > 0) {
        reasons.truncate(MOST);
        reasons.push(Reason::More { count });
    }
    flag.into_iter().chain(reasons).collect()
}

const LINKS: &str = "/_links";

/// One member, two names: the documents of the API and its own clients do not agree on which.
const SPELLINGS: [[&str; 2]; 1] = [["connect_timeout", "connection_timeout"]];

/// The capabilities that were there from the beginning.
const CARRIED: [&str; 4] = ["voice", "messages", "rtc", "vbc"];

/// Names of members that the API's documents have, wherever they stand in them.
const DOCUMENTED: [&str; 48] = [
    "active",
    "address",
    "answer_url",
    "archive_status",
    "authenticate_inbound_media",
    "broadcast_status",
    "bulk",
    "capabilities",
    "caption_status",
    "connect_timeout",
    "connection_created",
    "connection_destroyed",
    "connection_timeout",
    "conversations_ttl",
    "event_url",
    "fallback_answer_url",
    "http_method",
    "improve_ai",
    "inbound_url",
    "keys",
    "leg_persistence_time",
    "meetings",
    "messages",
    "name",
    "network_apis",
    "payment_enabled",
    "payments",
    "privacy",
    "public_key",
    "recording_changed",
    "region",
    "render_status",
    "room_changed",
    "rtc",
    "secret",
    "session_changed",
    "session_created",
    "session_destroyed",
    "signed_callbacks",
    "sip_call_created",
    "socket_timeout",
    "status_url",
    "storage",
    "vbc",
    "verify",
    "video",
    "voice",
    "webhooks",
];

#[cfg(test)]
mod tests;
