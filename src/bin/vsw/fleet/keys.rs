//! Keys: the members that a fleet file may have.

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
pub fn application() -> Vec<&'static str> {
    [&["account", "id", "name", "all"], DEFAULTS].concat()
}
pub const WAIVER: &[&str] = &["account", "id", "name", "codes", "reason", "owner", "until"];

/// Forbidden members, with the reason for the user. Another person may have written the fleet file, so it
/// must not name hosts, secrets or commands.
const REFUSED: &[(&[&str], &str)] = &[
    (
        &["api_url", "base_url", "endpoint", "host", "origin", "url"],
        "a fleet file names no host; set the API origin with --api-url, VSW_API_URL or a profile",
    ),
    (&["proxy"], "a fleet file names no proxy; set HTTPS_PROXY"),
    (&["ca_file"], "a fleet file names no CA file; use --ca-file"),
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
        "a fleet file holds no credential and no path to one; use a profile or the environment",
    ),
    (
        &["command", "commands", "exec", "heal", "hook", "hooks", "notify", "on_drift", "run", "script"],
        "a fleet file starts no program and heals nothing; use `vsw watch` with `--on-drift` or `--heal`",
    ),
];

pub fn unknown_member_message(name: &str, known: &[&str]) -> String {
    let refused = REFUSED.iter().find(|(names, _)| names.contains(&name));
    if let Some((_, reason)) = refused {
        return format!("`{name}` is not allowed here: {reason}");
    }
    format!("unknown member `{name}`; {}", known_members_hint(name, known))
}

/// Starts with `did you mean …?` if a known name is spelled similarly.
pub fn known_members_hint(name: &str, known: &[&str]) -> String {
    // The comparison is slow, and the name may have any length.
    let longest = known.iter().map(|known| known.len()).max().unwrap_or(0);
    let near = if name.len() > 2 * longest { Vec::new() } else { get_close_matches(name, known, 1, 0.6) };
    let suggestion = near.first().map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!("{suggestion}use one of {}", known.join(", "))
}
