//! Xml: text and attribute values as XML and HTML have them. What a `RunSummary` holds has no character that XML forbids.

/// The text with the characters that mean something replaced. Fit for text and for values in double or single quotes;
/// `>` too, so that no `]]>` comes about.
pub fn escaped(text: &str) -> String {
    // The ampersand first: the others are written with one.
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_text_a_value_or_a_section() {
        assert_eq!(escaped("a<b>&\"'&amp;]]>é"), "a&lt;b&gt;&amp;&quot;&#39;&amp;amp;]]&gt;é");
    }
}
