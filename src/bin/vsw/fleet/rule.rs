//! Rule: one entry of a fleet file, with the applications that it matches and their expected state.

use vsw::application::ApplicationId;
use vsw::drift::Expected;

use super::NamePattern;
use crate::report::SourceLocation;

/// One entry, with the file's defaults filled in.
#[derive(Debug)]
pub struct Rule {
    /// The index of its account in `Fleet::accounts`.
    pub account: usize,
    pub matcher: Matcher,
    pub expected: Expected,
    /// The position of the member that selects the applications.
    pub declared: SourceLocation,
}

#[derive(Clone, Debug)]
pub enum Matcher {
    Id(ApplicationId),
    Name(NamePattern),
    /// Every application of the account.
    All,
}
