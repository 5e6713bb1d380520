//! Words: the members that a fleet file knows, and what is said of those that it does not.

use similar::get_close_matches;

pub const FILE: &[&str] =
    &["version", "unlisted", "baseline", "accounts", "defaults", "applications", "waivers"];
pub const ACCOUNT: &[&str] = &["profile", "api_key"];
pub const DEFAULTS: &[&str] = &[
    "signed_callbacks",
    "rtc_signed_callbacks",
    "answer_url",
    "answer_method",
    "fallback_answer_url",
    "fallback_answer_method",
    "event_url",
    "event_method",
];
/// What an entry of `[[applications]]` may have: which applications it means, and what `[defaults]` may have.
pub fn application() -> Vec<&'static str> {
    [&["account", "id", "name", "all"], DEFAULTS].concat()
}
pub const WAIVER: &[&str] = &["account", "id", "name", "codes", "reason", "owner", "until"];

/// What a fleet file never says, with the reason: whoever can change a file in a folder must not be able to send
/// credentials elsewhere or to start anything.
const REFUSED: &[(&[&str], &str)] = &[
    (
        &["api_url", "base_url", "ca_file", "endpoint", "host", "origin", "proxy", "url"],
        "a fleet file names no host; --api-url, VSW_API_URL or a profile does",
    ),
    (
        &[
            "api_secret",
            "api_secret_file",
            "credentials",
            "keyring",
            "password",
            "private_key",
            "secret",
            "signature_secret",
            "signature_secret_file",
            "signature_secrets",
            "token",
        ],
        "a fleet file holds no credential and does not say where one is; a profile or the environment does",
    ),
    (
        &["command", "commands", "exec", "heal", "hook", "hooks", "notify", "on_drift", "run", "script"],
        "a fleet file names no command; what is run is said on the command line",
    ),
];

/// What is wrong with a member that is not among those that are known there.
pub fn complaint(name: &str, known: &[&str]) -> String {
    let refused = REFUSED.iter().find(|(names, _)| names.contains(&name));
    if let Some((_, reason)) = refused {
        return format!("`{name}` has no place here: {reason}");
    }
    format!("unknown member `{name}`; {}", these_are_known(name, known))
}

/// What is known instead of a name, with `did you mean …? ` before it if one of them is spelled nearly so.
pub fn these_are_known(name: &str, known: &[&str]) -> String {
    // The comparison is slow, and the text may be anything.
    let longest = known.iter().map(|known| known.len()).max().unwrap_or(0);
    let near = if name.len() > 2 * longest { Vec::new() } else { get_close_matches(name, known, 1, 0.6) };
    let meant = near.first().map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!("{meant}known are {}", known.join(", "))
}
