//! Header block: all headers of a request, one per line, where one header's value is expected.
//!
//! Not here: any other text around a token; the verifier rejects it and the explanation finds the token.

/// Returns the headers of a block of at least two lines, with repeats. A request line before them, pseudo-headers of
/// HTTP/2 and empty lines at the end are skipped. Returns `None` for any other text.
pub fn headers(text: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let text = text.trim_ascii_end();
    let mut lines =
        text.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).peekable();
    let has_request_line = lines.next_if(|line| is_request_line(line)).is_some();
    let mut headers = Vec::new();
    let mut pseudo = 0;
    for line in lines {
        match line.strip_prefix(b":") {
            Some(_) => pseudo += 1,
            None => headers.push(header(line)?),
        }
    }
    (headers.len() + pseudo + usize::from(has_request_line) > 1).then_some(headers)
}

fn is_request_line(line: &[u8]) -> bool {
    let words: Vec<&[u8]> = line.split(|&byte| byte == b' ').collect();
    matches!(words[..], [method, _, version] if !method.contains(&b':') && version.starts_with(b"HTTP/"))
}

fn header(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (name, value) = line.split_at_checked(colon)?;
    // The characters of RFC 9110 §5.6.2, without those that other texts have before a colon.
    let is_of_a_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let name = std::str::from_utf8(name)
        .ok()
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| is_of_a_name(&byte)))?;
    let value = value.strip_prefix(b":")?.trim_ascii();
    Some((name.to_owned(), value.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::headers;

    fn read(text: &str) -> Option<Vec<(String, String)>> {
        let text_of = |(name, value): (String, Vec<u8>)| (name, String::from_utf8_lossy(&value).into_owned());
        Some(headers(text.as_bytes())?.into_iter().map(text_of).collect())
    }

    #[test]
    fn only_a_block_of_headers_is_one() {
        let both =
            vec![("Host".to_owned(), "a:1".to_owned()), ("authorization".to_owned(), "Bearer x".to_owned())];
        for text in [
            "Host: a:1\r\nauthorization: Bearer x\r\n\r\n",
            "Host:a:1\nauthorization:\tBearer x",
            "POST /event HTTP/1.1\r\nHost: a:1\r\nauthorization: Bearer x\r\n",
            ":method: POST\n:path: /event\nHost: a:1\nauthorization: Bearer x\n",
        ] {
            assert_eq!(read(text).as_ref(), Some(&both), "{text}");
        }
        for text in [
            "",
            "Bearer x",
            "Authorization: Bearer x",
            "Authorization: Bearer x\r\n",
            "Authorization: Bearer x\n  y",
            "Host: a\n\nAuthorization: Bearer x",
            "{\"a\":\n\"b\": 1}",
            "Bearer x\ny",
            "Host: a\nBearer x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("POST /event HTTP/1.1\nHost: a\n").map(|headers| headers.len()), Some(1));
    }
}
