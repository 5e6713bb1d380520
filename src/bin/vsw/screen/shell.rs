//! Quotes text and bytes for a POSIX shell (IEEE Std 1003.1).

/// The text must not contain NUL; use [`printf`] for text that may.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

pub fn word(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,+@%".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) { text.to_owned() } else { quoted(text) }
}

/// Returns a command that writes the bytes, as one line of printable ASCII.
pub fn printf(bytes: &[u8]) -> String {
    let mut format = String::with_capacity(bytes.len());
    for &byte in bytes {
        // `\` and `%` are special to printf, `'` to the shell, and `#` to CI systems.
        let is_plain = (byte.is_ascii_graphic() || byte == b' ') && !br"\%'#".contains(&byte);
        if is_plain {
            format.push(byte.into());
        } else {
            format.push_str(&format!("\\{byte:03o}"));
        }
    }
    // A format with a leading hyphen could be read as an option.
    match format.strip_prefix('-') {
        Some(rest) => format!(r"printf '\055{rest}'"),
        None => format!("printf '{format}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_ends_its_quotes_early() {
        assert_eq!(quoted("a 'b' $c `d` \\ !"), r"'a '\''b'\'' $c `d` \ !'");
        assert_eq!(quoted(""), "''");
        assert_eq!([word("--at=x:1"), word("a b"), word("")], ["--at=x:1", "'a b'", "''"].map(str::to_owned));
        assert_eq!(printf(b"-a'b\\%d\n\0\xff#1"), r"printf '\055a\047b\134\045d\012\000\377\0431'");
    }
}
