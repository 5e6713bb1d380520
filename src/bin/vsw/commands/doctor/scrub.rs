//! Scrub: replaces the home directory's path and shortens API keys, so that messages can be published. An API
//! key is not secret, but identifies a customer. The module `screen` redacts secrets in all output.

use std::path::Path;

use crate::config::{self, Account};
use crate::context::Context;
use crate::report::doctor::Check;

pub struct Scrub {
    home: Option<String>,
    /// The longest first: `abcd` must not be replaced inside `abcd.efgh`, where it is a whole word.
    keys: Vec<String>,
}

pub fn shortened(api_key: &str) -> String {
    let start: String = api_key.chars().take(2).collect();
    format!("{start}… ({} characters)", api_key.chars().count())
}

impl Scrub {
    pub fn of(context: &Context, account: Option<&Account>) -> Self {
        let environment = ["VONAGE_API_KEY", "NEXMO_API_KEY"].map(|name| context.environment.text(name));
        let profiles = config::profiles(context).ok();
        let of_profiles = profiles.iter().flat_map(|profiles| {
            profiles.profiles.values().flat_map(|profile| {
                let secrets = profile.signature_secrets.iter().filter_map(|secret| secret.api_key.clone());
                profile.api_key.clone().into_iter().chain(secrets)
            })
        });
        let mut keys: Vec<String> = account.map(|account| account.api_key.clone()).into_iter().collect();
        keys.extend(environment.into_iter().flatten().map(str::to_owned));
        keys.extend(of_profiles);
        keys.retain(|key| key.chars().count() >= SHORTEST);
        keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
        keys.dedup();
        let home = context.directories.home.as_deref().filter(|home| *home != Path::new("/"));
        Self { home: home.map(|home| home.display().to_string()), keys }
    }

    pub fn check(&self, mut check: Check) -> Check {
        check.detail = self.text(&check.detail);
        check.hint = check.hint.map(|hint| self.text(&hint));
        check
    }

    fn text(&self, text: &str) -> String {
        let keys =
            self.keys.iter().fold(text.to_owned(), |text, key| replace_words(&text, key, &shortened(key)));
        match &self.home {
            Some(home) => replace_words(&keys, home.trim_end_matches('/'), "~"),
            None => keys,
        }
    }
}

/// A key with fewer characters is not shortened, because it may be an ordinary word.
const SHORTEST: usize = 4;

/// Replaces whole words only.
fn replace_words(text: &str, word: &str, with: &str) -> String {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(word) {
        let stands_alone = !replaced.chars().chain(before.chars()).next_back().is_some_and(is_part)
            && !after.starts_with(is_part);
        replaced.push_str(before);
        replaced.push_str(if stands_alone { with } else { word });
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_replaced_and_longer_words_kept() {
        for (text, shown) in [
            ("/srv/me/.config", "~/.config"),
            ("in /srv/me.", "in ~."),
            ("`/srv/me`", "`~`"),
            ("/srv/meg/x", "/srv/meg/x"),
            ("/srv/me-too /srv/me", "/srv/me-too ~"),
            ("", ""),
        ] {
            assert_eq!(replace_words(text, "/srv/me", "~"), shown);
        }
        assert_eq!(shortened("abcd1234"), "ab… (8 characters)");
    }
}
