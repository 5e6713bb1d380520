//! Problem: the API's explanation of a refusal (RFC 7807), as one readable sentence.

use serde::Deserialize;
use vsw::application::mask;

/// The explanation in a problem document. Its texts are untrusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    invalid_parameters: Vec<InvalidParameter>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct InvalidParameter {
    name: String,
    reason: String,
}

/// Maximum length of an explanation, in characters, without the `…`.
const MAX_LENGTH: usize = 300;

impl Problem {
    /// Reads a problem document. For any other body, such as a proxy's HTML page, the result has no explanation.
    pub fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }

    /// Returns the part of `type` after `#`; the part before it has changed over the years.
    #[cfg(test)]
    pub fn fragment(&self) -> Option<&str> {
        self.kind.as_deref()?.rsplit_once('#').map(|(_, fragment)| fragment)
    }

    /// Returns `: ` and the explanation, to append to an error message. Empty without an explanation.
    pub fn explanation(&self) -> String {
        self.sentence().map(|sentence| format!(": {}", sentence.trim_end_matches('.'))).unwrap_or_default()
    }

    /// Prefers the invalid parameters to the detail, and the detail to the title.
    pub fn sentence(&self) -> Option<String> {
        if !self.invalid_parameters.is_empty() {
            let each = self.invalid_parameters.iter().map(|one| format!("{} {}", one.name, one.reason));
            return Some(shown(&each.collect::<Vec<_>>().join("; ")));
        }
        let explanation = self.detail.as_deref().or(self.title.as_deref())?;
        Some(shown(explanation))
    }
}

/// Shortens a text and masks its secrets: the API may repeat request data.
fn shown(text: &str) -> String {
    let text = mask::masked_words(text.trim());
    match text.char_indices().nth(MAX_LENGTH) {
        Some(_) => format!("{}…", text.chars().take(MAX_LENGTH).collect::<String>()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_invalid_parameter_is_reported() {
        let problem = Problem::read(
            br#"{"type":"https://developer.nexmo.com/api-errors/application#payload-validation","title":"Bad Request",
                 "detail":"The request failed due to validation errors",
                 "invalid_parameters":[{"name":"name","reason":"is required"},{"name":"page","reason":"must be positive"}]}"#,
        );
        assert_eq!(problem.sentence().as_deref(), Some("name is required; page must be positive"));
        assert_eq!(problem.fragment(), Some("payload-validation"));
    }

    #[test]
    fn other_bodies_have_no_explanation() {
        assert_eq!(Problem::read(b"<html>").sentence(), None);
        assert_eq!(Problem::read(br#"{"detail":7}"#).sentence(), None);
    }
}
