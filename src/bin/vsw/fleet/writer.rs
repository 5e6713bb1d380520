//! `FleetWriter`: generates the text of a fleet file for `vsw fleet init`.
//!
//! Invariant: an application's name cannot end a comment or a string in the file.

use std::fmt::Write as _;

use vsw::application::{ApplicationId, VoiceWebhook};

use crate::screen::sanitize;

pub struct FleetWriter {
    pub accounts: Vec<WrittenAccount>,
    pub by: By,
}

pub struct WrittenAccount {
    pub name: String,
    pub profile: Option<String>,
    pub api_key: String,
    pub applications: Vec<WrittenApplication>,
    pub without_voice: usize,
}

pub struct WrittenApplication {
    pub id: ApplicationId,
    /// `None` if the name could not be read.
    pub name: Option<String>,
    /// Pairs of a webhook and its expected address, as a pattern.
    pub addresses: Vec<(VoiceWebhook, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Id,
    Name,
    All,
}

impl FleetWriter {
    pub fn text(&self) -> String {
        let mut text = [SCHEMA, HEAD].concat();
        for account in &self.accounts {
            text.push_str(&format!("\n[accounts.{}]\n", account.name));
            if let Some(profile) = &account.profile {
                text.push_str(&format!("profile = {}\n", quoted(profile)));
            }
            text.push_str(&format!("api_key = {}\n", quoted(&account.api_key)));
        }
        for account in &self.accounts {
            self.entries(account, &mut text);
        }
        text
    }

    fn entries(&self, account: &WrittenAccount, text: &mut String) {
        let whose =
            if self.accounts.len() > 1 { format!("account = \"{}\"\n", account.name) } else { String::new() };
        let mut entry = |line: String| text.push_str(&format!("\n[[applications]]\n{whose}{line}\n"));
        let mut names = std::collections::BTreeSet::new();
        if self.by == By::All {
            entry("all = true".to_owned());
        }
        for WrittenApplication { id, name, addresses } in
            account.applications.iter().filter(|_| self.by != By::All)
        {
            let expected: String = addresses
                .iter()
                .flat_map(|(webhook, address)| {
                    ["\n", webhook.word(), " = ", &quoted(address)].map(str::to_owned)
                })
                .collect();
            let usable = name.as_deref().filter(|name| !name.trim().is_empty());
            match usable {
                // A name with a wildcard would be a pattern and match other applications.
                Some(name) if self.by == By::Name && !name.contains(['*', '?']) => {
                    if names.insert(name) {
                        entry(format!("name = {}", quoted(name)));
                    }
                }
                Some(name) => entry(format!("id = \"{id}\" # {}{expected}", in_a_comment(name))),
                None => entry(format!("id = \"{id}\"{expected}")),
            }
        }
        if account.without_voice > 0 {
            let (plural, verb) = if account.without_voice == 1 { ("", "is") } else { ("s", "are") };
            let of = if self.accounts.len() > 1 { format!(" of {}", account.name) } else { String::new() };
            text.push_str(&format!(
                "\n# {} application{plural}{of} without a voice capability {verb} not checked.\n",
                account.without_voice
            ));
        }
    }
}

/// The directive that tells editors the URL of the JSON Schema. It must be the first line.
const SCHEMA: &str = concat!(
    "#:schema ",
    env!("CARGO_PKG_REPOSITORY"),
    "/raw/v",
    env!("CARGO_PKG_VERSION"),
    "/docs/schema/vsw.toml.schema.json\n"
);

const HEAD: &str = "\
# The Voice applications that vsw checks, and their expected state. If an application's signing is off on purpose,
# set `signed_callbacks = false` in an entry of its own.
# `vsw fleet check` checks this file offline; `vsw fleet schema` prints the JSON Schema for editors.
version = 1

# What to do about an application that exists but is not listed here: \"report\", \"fail\" or \"ignore\".
unlisted = \"report\"

[defaults]
signed_callbacks = true
";

/// Returns a TOML string. Characters that a terminal, an editor or a CI log could interpret are escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '#' if rest.as_str().starts_with('[') => quoted.push_str("\\u0023"),
            _ if sanitize::is_unsafe(character) => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns the name on a single line, for a comment.
fn in_a_comment(name: &str) -> String {
    sanitize::no_annotation(&sanitize::safe(name)).trim().to_owned()
}
