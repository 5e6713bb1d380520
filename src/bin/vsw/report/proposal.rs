//! Proposal: what a change of a set would do, for the question that is asked before it.

use std::time::Duration;

use crate::codes::Code;
use crate::vocabulary::SigningState;

/// The plan in numbers, and its beginning by name.
pub struct Proposal {
    /// `enable` or `disable`.
    pub command: &'static str,
    pub to_change: usize,
    pub as_wished: usize,
    /// How many are left alone, by the code that says why.
    pub skipped: Vec<(Code, usize)>,
    /// Profile, API key and origin of each account, and how many of its applications are to be changed.
    pub accounts: Vec<(String, String, String, usize)>,
    /// The first of them: name, id, what signing is now.
    pub first: Vec<(String, String, SigningState)>,
    /// The requests that the changes take, if nothing goes wrong.
    pub requests: usize,
    /// About how long they take, judged by what was answered until now.
    pub takes: Option<Duration>,
}
