//! Content negotiation for `/metrics`. Defaults to the older Prometheus text format.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentFormat {
    Text,
    OpenMetrics,
}

impl ContentFormat {
    pub fn wanted(accept: &str) -> Self {
        let (mut open, mut text) = (0.0_f32, 0.0_f32);
        for range in accept.to_ascii_lowercase().split(',') {
            let (kind, parameters) = range.split_once(';').unwrap_or((range, ""));
            let parameter = |name: &str| {
                let mut pairs = parameters.split(';').filter_map(|pair| pair.trim().split_once('='));
                pairs.find(|(found, _)| *found == name).map(|(_, value)| value.trim_matches('"'))
            };
            let quality: f32 = parameter("q").map_or(1.0, |q| q.parse().unwrap_or(0.0));
            let quality = if (0.0..=1.0).contains(&quality) { quality } else { 0.0 };
            match (kind.trim(), parameter("version")) {
                ("application/openmetrics-text", None | Some("" | "1.0.0")) => open = quality.max(open),
                ("text/plain", _) => text = quality.max(text),
                _ => {}
            }
        }
        if open > 0.0 && open >= text { Self::OpenMetrics } else { Self::Text }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openmetrics_is_used_if_preferred_at_least_as_much_as_text() {
        // An `Accept` header like that of Prometheus 3.
        let prometheus = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
                          application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;q=0.4,*/*;q=0.2";
        for open in
            [prometheus, "application/openmetrics-text", "Application/OpenMetrics-Text; Version=\"1.0.0\""]
        {
            assert_eq!(ContentFormat::wanted(open), ContentFormat::OpenMetrics, "{open}");
        }
        for text in [
            "",
            "*/*",
            "text/html,*/*;q=0.8",
            "application/openmetrics-text;version=0.0.1",
            "application/openmetrics-text;q=0",
            "application/openmetrics-text;q=nan",
            "application/openmetrics-text;q=0.3,text/plain;q=0.4",
            ";;,,=",
        ] {
            assert_eq!(ContentFormat::wanted(text), ContentFormat::Text, "{text}");
        }
    }
}
