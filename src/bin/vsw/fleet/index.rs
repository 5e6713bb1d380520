//! Index: finds the rules or the waivers of one account that match an application.

use std::collections::{BTreeMap, HashMap};

use vsw::application::ApplicationId;

use super::{Matcher, NamePattern};

/// Numbers are indices into [`super::Fleet::rules`] or [`super::Fleet::waivers`].
#[derive(Debug, Default)]
pub struct Index {
    ids: HashMap<ApplicationId, Vec<usize>>,
    names: BTreeMap<String, Vec<usize>>,
    /// Names with wildcards, tried one by one.
    patterns: Vec<(usize, NamePattern)>,
    /// The first entry with `all = true`.
    pub all: Option<usize>,
}

impl Index {
    pub fn add(&mut self, number: usize, matcher: &Matcher) {
        match matcher {
            Matcher::Id(id) => self.ids.entry(*id).or_default().push(number),
            Matcher::Name(name) if name.is_exact() => {
                self.names.entry(name.as_str().to_owned()).or_default().push(number);
            }
            Matcher::Name(pattern) => self.patterns.push((number, pattern.clone())),
            Matcher::All => self.all = self.all.or(Some(number)),
        }
    }

    pub fn of_id(&self, id: ApplicationId) -> impl Iterator<Item = usize> {
        self.ids.get(&id).into_iter().flatten().copied()
    }

    /// Returns matches of exact names before those of patterns.
    pub fn of_name(&self, name: &str) -> impl Iterator<Item = usize> {
        let patterns = self.patterns.iter().filter(move |(_, pattern)| pattern.matches(name));
        let exact = self.names.get(name).into_iter().flatten().copied();
        exact.chain(patterns.map(|(number, _)| *number))
    }
}
