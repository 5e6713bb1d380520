//! Xml: text and attribute values as XML and HTML have them. What a `Sheet` holds has no character that XML forbids.

/// The text with the characters that mean something replaced. Fit for text and for values in double or single quotes;
/// `>` too, so that no `]]>` comes about.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_text_a_value_or_a_section() {
        assert_eq!(escaped("a<b>&\"'&amp;]]>é"), "a&lt;b&gt;&amp;&quot;&#39;&amp;amp;]]&gt;é");
    }
}
