//! Rule: one entry of `[[applications]]` in a fleet file.

use vsw::application::ApplicationId;
use vsw::drift::Expected;

use super::NamePattern;
use crate::report::SourceLocation;

/// One rule, with the fleet file's defaults filled in.
#[derive(Debug)]
pub struct Rule {
    /// An index into `Fleet::accounts`.
    pub account: usize,
    pub matcher: Matcher,
    pub expected: Expected,
    /// The position of the member `id`, `name` or `all`.
    pub declared: SourceLocation,
}

#[derive(Clone, Debug)]
pub enum Matcher {
    Id(ApplicationId),
    Name(NamePattern),
    All,
}
