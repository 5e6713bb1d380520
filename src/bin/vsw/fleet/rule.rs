//! Rule: one entry of a fleet file: which applications it is about, and what should be of them.

use vsw::application::ApplicationId;
use vsw::drift::Expected;

use super::NamePattern;
use crate::report::SourceLocation;

/// One entry, with the file's defaults in it.
#[derive(Debug)]
pub struct Rule {
    /// Its account's place in `Fleet::accounts`.
    pub account: usize,
    pub aim: Matcher,
    pub expected: Expected,
    /// Where the file says which applications are meant.
    pub declared: SourceLocation,
}

/// What an entry is about.
#[derive(Clone, Debug)]
pub enum Matcher {
    Id(ApplicationId),
    Name(NamePattern),
    /// Every application of the account.
    All,
}
