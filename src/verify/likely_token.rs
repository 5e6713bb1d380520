//! Likely token: finds a token inside other text, such as a line of a log or a command. Not used for verdicts.

/// The length of an HMAC-SHA-256 in base64.
const MAC_LENGTH: usize = 43;

const SCHEME: &[u8] = b"bearer";

/// Returns the word that is most likely the token. Empty if the text has no words.
pub(super) fn likely_token(text: &[u8]) -> Vec<u8> {
    let text = unwrapped(text);
    let words = || text.split(|byte| !is_of_a_token(*byte)).filter(|word| !word.is_empty());
    let word = words()
        .find(|word| is_shaped(word) && mac(word).len() == MAC_LENGTH)
        .or_else(|| words().find(|word| is_shaped(word)))
        .or_else(|| words().find(|word| word.contains(&b'.')))
        .or_else(|| words().next_back());
    word.unwrap_or_default().to_vec()
}

/// `eyJ` is `{"` in base64.
fn is_shaped(word: &[u8]) -> bool {
    word.starts_with(b"eyJ") && word.split(|&byte| byte == b'.').count() == 3
}

fn is_of_a_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_+/=.".contains(&byte)
}

fn mac(word: &[u8]) -> &[u8] {
    word.rsplit(|&byte| byte == b'.').next().unwrap_or_default()
}

/// Joins lines that may be parts of a wrapped token. A line that ends with `bearer` is not joined to the next.
fn unwrapped(text: &[u8]) -> Vec<u8> {
    let mut joined: Vec<u8> = Vec::with_capacity(text.len());
    for line in text.split(|&byte| byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let continues = !line.is_empty() && line.iter().all(|byte| is_of_a_token(*byte));
        let end = &joined[joined.len().saturating_sub(SCHEME.len())..];
        let follows_scheme = end.eq_ignore_ascii_case(SCHEME);
        if !joined.is_empty() && (!continues || follows_scheme) {
            joined.push(b'\n');
        }
        joined.extend(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::likely_token;

    #[test]
    fn a_token_is_found_in_the_texts_that_people_have() {
        let mac = "a".repeat(43);
        let (head, tail) = ("eyJhbGciOiJIUzI1NiJ9.eyJpYXQ", format!("iOjF9.{mac}"));
        let token = format!("{head}{tail}");
        for text in [
            token.clone(),
            format!("Bearer {token}"),
            format!("Authorization: Bearer {head}\r\n{tail}\r\n"),
            format!("Authorization: Bearer\n{token}"),
            format!("Host: example.com\r\nAuthorization: Bearer {token}\r\nAccept: */*\r\n"),
            format!("Authorization: Bearer {token}\nHost: example.com\n"),
            format!(
                r#"{{"host":"example.com","headers":{{"authorization":"Bearer {token}"}},"body":"{{}}"}}"#
            ),
            format!("curl -H 'Authorization: Bearer {token}' https://example.com/webhooks/event"),
            format!("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.short {token}"),
        ] {
            assert_eq!(String::from_utf8(likely_token(text.as_bytes())).unwrap(), token, "{text}");
        }
        assert_eq!(likely_token(b"a b.c d"), b"b.c");
        assert_eq!(likely_token(b"Bearer abc"), b"abc");
        assert_eq!(likely_token(b""), b"");
    }

    #[test]
    fn a_megabyte_of_line_ends_is_read_at_once() {
        // No timing assertion (shared machine). A quadratic algorithm would take half a minute here.
        assert_eq!(likely_token("a\n".repeat(500_000).as_bytes()).len(), 500_000);
    }
}
