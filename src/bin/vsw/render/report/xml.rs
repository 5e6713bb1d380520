//! XML: escapes text for XML and HTML. Control characters, which XML forbids, do not occur: the texts of
//! reports are already sanitized.

/// Escapes `>` too, because XML forbids `]]>` in text.
pub fn escaped(text: &str) -> String {
    // The ampersand comes first, because the other escapes contain it.
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_values_and_sections_are_escaped() {
        assert_eq!(escaped("a<b>&\"'&amp;]]>é"), "a&lt;b&gt;&amp;&quot;&#39;&amp;amp;]]&gt;é");
    }
}
