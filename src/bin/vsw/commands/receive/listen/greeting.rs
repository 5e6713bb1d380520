//! Greeting: the first text of a `vsw listen` session: its settings, and how to send deliveries to it.

use crate::args::listen::Listen;
use crate::config::ConfiguredSecret;
use crate::screen::{Style, Text, table};

pub fn greeting(
    listen: &Listen,
    secrets: &[ConfiguredSecret],
    address: &str,
    inspector: Option<&str>,
) -> Text {
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String| {
        rows.push(vec![(Style::Faint, format!("  {name}")), (Style::Plain, value)]);
    };
    row("verifies with", secrets.iter().map(named).collect::<Vec<_>>().join("; "));
    row(
        "forwards to",
        match &listen.forward_to {
            Some(url) if listen.forward_all => {
                format!("{url}, also deliveries that are not genuine (--forward-all)")
            }
            Some(url) => url.clone(),
            None => "nothing: vsw responds itself; to forward, add `--forward-to URL`".to_owned(),
        },
    );
    if let Some(path) = &listen.capture {
        row("captures to", path.display().to_string());
    }
    if let Some(url) = inspector {
        row("inspect at", url.to_owned());
    }
    let try_it = if address == "http://127.0.0.1:8787" {
        "`vsw trigger call`".to_owned()
    } else {
        format!("`vsw trigger call --to {address}`")
    };
    row("try it with", try_it);
    row(
        "for real calls",
        match &listen.public_url {
            Some(url) => format!("tunnel {url} to {address}"),
            None => {
                format!(
                    "tunnel to {address}; `--point APP --public-url URL` points the webhooks to the tunnel's URL"
                )
            }
        },
    );
    table(rows)
}

fn named(secret: &ConfiguredSecret) -> String {
    let account = secret.api_key.as_ref().map(|key| format!(" of account {key}"));
    format!("the signature secret{} ({})", account.unwrap_or_default(), secret.name)
}
