//! XML: escapes text and attribute values for XML and HTML. A `RunSummary` contains no character that XML forbids.

/// Escapes the text for element content and for attribute values in double or single quotes; also escapes `>`, so that
/// no `]]>` occurs.
pub fn escaped(text: &str) -> String {
    // The ampersand first: the other escapes contain one.
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
