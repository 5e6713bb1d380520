//! `Counts`: the number of items per enum variant, including zeros. In JSON, an object in the order of the
//! variants.

use std::collections::BTreeMap;

use serde::Serialize;

/// An enum by whose variants items are counted.
pub trait Counted: Copy + Ord + 'static {
    const ALL: &'static [Self];
}

#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Counts<T: Ord>(BTreeMap<T, usize>);

impl<T: Counted> Counts<T> {
    pub fn of(&self, word: T) -> usize {
        self.0.get(&word).copied().unwrap_or_default()
    }

    pub fn set(&mut self, word: T, count: usize) {
        self.0.insert(word, count);
    }

    /// The sum saturates, because the API may announce any number of applications.
    pub fn add(&mut self, word: T, count: usize) {
        self.set(word, self.of(word).saturating_add(count));
    }

    pub fn all(&self) -> usize {
        self.0.values().fold(0, |all, count| all.saturating_add(*count))
    }

    pub fn iter(&self) -> impl Iterator<Item = (T, usize)> {
        self.0.iter().map(|(word, count)| (*word, *count))
    }
}

impl<T: Counted> Default for Counts<T> {
    fn default() -> Self {
        Self(T::ALL.iter().map(|word| (*word, 0)).collect())
    }
}

impl<T: Counted> FromIterator<T> for Counts<T> {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        let mut counts = Self::default();
        words.into_iter().for_each(|word| counts.add(word, 1));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::status::Verdict;

    #[test]
    fn counts_that_the_api_claims_do_not_overflow() {
        let mut counts = Counts::default();
        counts.add(Verdict::Ok, 1);
        for _ in 0..2 {
            counts.add(Verdict::Unknown, usize::MAX);
        }
        assert_eq!((counts.of(Verdict::Unknown), counts.all()), (usize::MAX, usize::MAX));
    }
}
