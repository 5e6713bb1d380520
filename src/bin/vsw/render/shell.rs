//! Shell: words that a POSIX shell (IEEE Std 1003.1 §2.2, printf in its utilities) takes for exactly these bytes.

/// One word in single quotes. A NUL cannot stand in a word; whoever may have one writes it with [`printf`].
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A command that writes these bytes, whatever they are, and is itself one line of printable ASCII.
pub fn printf(bytes: &[u8]) -> String {
    let mut format = String::with_capacity(bytes.len());
    for &byte in bytes {
        // The first two mean something to printf, the third to the shell, the fourth to CI systems that read along.
        let is_plain = (byte.is_ascii_graphic() || byte == b' ') && !br"\%'#".contains(&byte);
        if is_plain {
            format.push(byte.into());
        } else {
            format.push_str(&format!("\\{byte:03o}"));
        }
    }
    // A format that begins with a hyphen could be taken for an option.
    match format.strip_prefix('-') {
        Some(rest) => format!(r"printf '\055{rest}'"),
        None => format!("printf '{format}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_quotes_but_their_end() {
        assert_eq!(quoted("a 'b' $c `d` \\ !"), r"'a '\''b'\'' $c `d` \ !'");
        assert_eq!(quoted(""), "''");
        assert_eq!(printf(b"-a'b\\%d\n\0\xff#1"), r"printf '\055a\047b\134\045d\012\000\377\0431'");
    }
}
