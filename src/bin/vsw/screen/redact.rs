//! Redact: our own secrets, in whatever spelling they come, taken out of everything that is written. The last
//! resort behind the types, for servers that echo what they were sent.

use std::sync::{Arc, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The secrets in use, shared between the Screen and the log.
#[derive(Clone, Default)]
pub struct Redactions {
    spellings: Arc<RwLock<Vec<String>>>,
}

/// What stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// A shorter secret than this stands in ordinary words; taking it out would only say which words it is in.
const SHORTEST: usize = 6;

impl Redactions {
    /// From now on this secret shows in no output: not as it is, nor base64-, URL-, hex- or JSON-escaped.
    pub fn add(&self, secret: &[u8]) {
        if secret.len() < SHORTEST {
            return;
        }
        let hex = secret.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        let percent: String = url::form_urlencoded::byte_serialize(secret).collect();
        let mut spellings = vec![
            STANDARD_NO_PAD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
            hex.to_uppercase(),
            hex,
            percent.to_lowercase(),
            percent.replace('+', "%20"),
            percent,
        ];
        if let Ok(text) = std::str::from_utf8(secret) {
            let json = serde_json::Value::from(text).to_string();
            spellings.push(
                json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(&json).to_owned(),
            );
            spellings.push(text.to_owned());
        }
        if let Ok(mut known) = self.spellings.write() {
            known.extend(spellings);
            // The longest first, so that no spelling is cut up by a shorter one.
            known.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            known.dedup();
        }
    }

    pub fn apply(&self, text: String) -> String {
        let Ok(known) = self.spellings.read() else { return text };
        known.iter().fold(text, |text, spelling| {
            if text.contains(spelling.as_str()) { text.replace(spelling.as_str(), REDACTED) } else { text }
        })
    }

    /// Does the text hold a secret?
    pub fn touch(&self, text: &str) -> bool {
        self.spellings.read().is_ok_and(|known| known.iter().any(|spelling| text.contains(spelling.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k2_every_spelling_goes() {
        let redactions = Redactions::default();
        redactions.add(b"S3cret/\"+ value");
        for spelled in [
            "S3cret/\"+ value",
            "S3cret/\\\"+ value",
            "UzNjcmV0LyIrIHZhbHVl",
            "5333637265742f222b2076616c7565",
            "5333637265742F222B2076616C7565",
            "S3cret%2F%22%2B+value",
            "S3cret%2F%22%2B%20value",
        ] {
            let written = redactions.apply(format!("before {spelled} after"));
            assert_eq!(written, "before [redacted] after");
        }
    }
}
