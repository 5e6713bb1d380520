//! XML: escapes for XML and HTML. The control characters that XML forbids do not occur in a `RunSummary`.

/// Escapes `>` too, so that no `]]>` occurs.
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
