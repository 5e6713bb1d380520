//! `NamePattern`: a case-sensitive pattern of application names. `*` matches any text, `?` one character.

use wildmatch::WildMatch;

#[derive(Clone, Debug)]
pub struct NamePattern {
    text: String,
    /// `None` for a name without wildcards.
    matcher: Option<WildMatch>,
}

impl NamePattern {
    pub fn new(text: &str) -> Self {
        let matcher = text.contains(['*', '?']).then(|| WildMatch::new(text));
        Self { text: text.to_owned(), matcher }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_exact(&self) -> bool {
        self.matcher.is_none()
    }

    pub fn matches(&self, name: &str) -> bool {
        match &self.matcher {
            Some(matcher) => matcher.matches(name),
            None => self.text == name,
        }
    }

    /// Returns whether this pattern matches every name that `other` matches. May return `false` for a
    /// complicated pair of patterns, but never a wrong `true`.
    pub fn covers(&self, other: &Self) -> bool {
        self.matches(&other.text) && !(self.text.contains('?') && other.text.contains('*'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_whole_names_and_covers_narrower_patterns() {
        let matches = |pattern: &str, name: &str| NamePattern::new(pattern).matches(name);
        assert!(matches("eu-*", "eu-") && matches("eu-*", "eu-ivr") && !matches("eu-*", "EU-ivr"));
        assert!(
            matches("a?c", "aüc") && !matches("a?c", "ac") && !matches("a", "ab") && matches("*b*", "abc")
        );
        let covers = |one: &str, other: &str| NamePattern::new(one).covers(&NamePattern::new(other));
        for (one, other) in [("*", "eu-*"), ("eu-*", "eu-ivr"), ("a?", "a?"), ("eu-*", "eu-?"), ("a", "a")] {
            assert!(covers(one, other), "{one} {other}");
        }
        for (one, other) in [("eu-*", "*"), ("a?", "a*"), ("eu-ivr", "eu-*"), ("a?b*", "a*b*")] {
            assert!(!covers(one, other), "{one} {other}");
        }
    }
}
