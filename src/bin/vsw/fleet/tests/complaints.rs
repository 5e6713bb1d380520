//! Tests of the errors about a malformed fleet file.

use std::path::Path;

use super::ONE;
use crate::fleet::Fleet;

const ALL: &str = "[[applications]]\nall = true\n";

fn app(inside: &str) -> String {
    format!("[[applications]]\n{inside}\n")
}

fn assert_errors(rows: impl IntoIterator<Item = (String, &'static str)>) {
    for (text, message) in rows {
        let error = Fleet::read(&text, Path::new("f.toml"))
            .map_or_else(|error| error.to_string(), |_| "none".to_owned());
        assert!(
            error.starts_with(&format!("f.toml, {message}")),
            "{text}\nwanted: {message}\nfound:  {error}"
        );
    }
}

#[test]
fn file_errors_start_with_a_position() {
    let eu = "[accounts.eu]\napi_key = \"a\"\n";
    assert_errors([
        (String::new(), "line 1, column 1: fleet file without applications"),
        ("applications = []".to_owned(), "line 1, column 1: fleet file without applications"),
        ("applications = 1".to_owned(), "line 1, column 16: `applications` must be a list of tables"),
        ("version = 1\nversion = 1".to_owned(), "line 2, column 1: "),
        (
            format!("version = 2\nfuture = 1\n{ALL}"),
            "line 1, column 11: unknown format version 2; this vsw reads version 1",
        ),
        (format!("version = \"1\"\n{ALL}"), "line 1, column 11: `version` must be a number"),
        (format!("ünlisted = 1\n{ALL}"), "line 1, column "),
        (format!("\"ü\" = 1\n{ALL}"), "line 1, column 1: unknown member `ü`; use one of version, unlisted, "),
        (
            format!("unlistd = \"fail\"\n{ALL}"),
            "line 1, column 1: unknown member `unlistd`; did you mean `unlisted`? use one of",
        ),
        (
            format!("unlisted = \"fial\"\n{ALL}"),
            "line 1, column 12: `unlisted`: did you mean `fail`? use one of report, fail, ignore",
        ),
        (format!("unlisted = true\n{ALL}"), "line 1, column 12: `unlisted` must be a string"),
        (
            format!("api_url = \"https://x\"\n{ALL}"),
            "line 1, column 1: `api_url` is not allowed here: a fleet file names no host",
        ),
        (
            format!("{eu}api_secret = \"x\"\n{ALL}"),
            "line 3, column 1: `api_secret` is not allowed here: a fleet file holds no credential",
        ),
        (
            app("all = true\non_drift = \"rm\""),
            "line 3, column 1: `on_drift` is not allowed here: a fleet file starts no program",
        ),
        (
            format!("[defaults]\nid = \"x\"\n{ALL}"),
            "line 2, column 1: unknown member `id`; use one of signed_callbacks",
        ),
    ]);
}

#[test]
fn account_errors_start_with_a_position() {
    let two = "[accounts.eu]\napi_key = \"a\"\n[accounts.us]\nprofile = \"p\"\napi_key = \"b\"\n";
    let eu = "[accounts.eu]\napi_key = \"a\"\n";
    assert_errors([
        (format!("[accounts]\n{ALL}"), "line 1, column 2: `accounts` is empty"),
        (format!("accounts = 1\n{ALL}"), "line 1, column 12: `accounts` must be a table"),
        (format!("[accounts.\"a b\"]\napi_key = \"k\"\n{ALL}"), "line 1, column 11: invalid account name"),
        (format!("[accounts.eu]\nprofile = \"p\"\n{ALL}"), "line 1, column 11: account without `api_key`"),
        (
            format!("[accounts.eu]\napi_key = \"a:b\"\n{ALL}"),
            "line 2, column 11: an API key must not contain `:`",
        ),
        (format!("[accounts.eu]\napi_key = \" \"\n{ALL}"), "line 2, column 11: `api_key` is empty"),
        (
            format!("[accounts.eu]\napi_key = \"k\"\nprofile = \"../x\"\n{ALL}"),
            "line 3, column 11: invalid profile name",
        ),
        (
            format!("{eu}[accounts.us]\nprofile = \"p\"\napi_key = \"a\"\n{ALL}"),
            "line 3, column 11: `eu` already has this `api_key`",
        ),
        (
            format!("{eu}[accounts.us]\napi_key = \"b\"\n{ALL}"),
            "line 3, column 11: `eu` also has no `profile`",
        ),
        (
            format!("{two}[accounts.xx]\nprofile = \"p\"\napi_key = \"c\"\n{ALL}"),
            "line 6, column 11: `us` already uses the profile `p`",
        ),
        (
            format!("{two}{}", app("account = \"eu\"\nall = true")),
            "line 3, column 11: no entry of `applications` belongs to the account `us`",
        ),
        (format!("{two}{ALL}"), "line 6, column 1: entry without `account`: use one of eu, us"),
        (
            format!("{two}{}", app("account = \"uss\"\nall = true")),
            "line 7, column 11: unknown account; did you mean `us`? use one of eu, us",
        ),
    ]);
}

#[test]
fn entry_errors_start_with_a_position() {
    assert_errors([
        (
            app("account = \"eu\"\nall = true"),
            "line 2, column 11: this file has no `[accounts]`: omit `account`, or add `[accounts.NAME]`",
        ),
        (
            app("signed_callbacks = true"),
            "line 1, column 1: entry selects no application: add one of `id`, `name`, `all`",
        ),
        (app("name = \"x\"\nall = true"), "line 3, column 1: only one of `id`, `name`, `all`"),
        (app("all = false"), "line 2, column 7: `all` must be true"),
        (app("id = \"x\""), "line 2, column 6: `id` is not an application id"),
        (app("id = 7"), "line 2, column 6: `id` must be a string"),
        (app("name = \" \""), "line 2, column 8: `name` is empty"),
        (
            app("all = true\nsigned_callback = true"),
            "line 3, column 1: unknown member `signed_callback`; did you mean `signed_callbacks`?",
        ),
        (
            app("all = true\nsigned_callbacks = \"on\""),
            "line 3, column 20: `signed_callbacks` must be true, false or \"any\"",
        ),
        (app("all = true\nrtc_signed_callbacks = 1"), "line 3, column 24: `rtc_signed_callbacks` must be"),
        (
            app("all = true\nevent_method = \"PUT\""),
            "line 3, column 16: `event_method` must be \"GET\" or \"POST\"",
        ),
        (app("all = true\nanswer_url = \"\""), "line 3, column 14: `answer_url` is empty"),
        (
            format!(
                "{}{}",
                app(&format!("id = \"{ONE}\"")),
                app(&format!("id = \"{}\"", ONE.replace('-', "")))
            ),
            "line 4, column 1: line 2 already has an entry with this `id`",
        ),
        (
            format!("baseline = \"../x\"\n{ALL}"),
            "line 1, column 12: `baseline` must be in or below this file's directory",
        ),
    ]);
}

#[test]
fn waiver_errors_start_with_a_position() {
    let waiver = |inside: &str| format!("{ALL}[[waivers]]\n{inside}\n");
    let good = "name = \"x\"\nreason = \"r\"\nowner = \"o\"\n";
    assert_errors([
        (format!("{ALL}waivers = []\n"), "line 3, column 1: unknown member `waivers`"),
        (waiver(good), "line 3, column 1: waiver without `until`"),
        (
            waiver("name = \"x\"\nreason = \"r\"\nuntil = 2026-12-31"),
            "line 3, column 1: waiver without `owner`",
        ),
        (
            waiver("name = \"x\"\nowner = \"o\"\nuntil = 2026-12-31"),
            "line 3, column 1: waiver without `reason`",
        ),
        (
            waiver("reason = \"r\"\nowner = \"o\"\nuntil = 2026-12-31"),
            "line 3, column 1: entry selects no application: add one of `id`, `name`",
        ),
        (waiver(&format!("all = true\n{good}until = 2026-12-31")), "line 4, column 1: unknown member `all`"),
        (waiver(&format!("{good}until = \"2026-12\"")), "line 7, column 9: `until` must be a day"),
        (waiver(&format!("{good}until = 2026-12-31T00:00:00Z")), "line 7, column 9: `until` must be a day"),
        (waiver(&format!("{good}until = \"2026-02-30\"")), "line 7, column 9: `until` must be a day"),
        (
            waiver(&format!("{good}until = \"2026-12-31T10:00:00\"")),
            "line 7, column 9: `until` must be a day",
        ),
        (waiver(&format!("{good}until = 2026-12-31T10:00:00")), "line 7, column 9: `until` must be a day"),
        (waiver(&format!("{good}until = \"20261231\"")), "line 7, column 9: `until` must be a day"),
        (waiver(&format!("{good}until = 20261231")), "line 7, column 9: `until` must be a day"),
        (
            waiver(&format!("{good}until = 2026-12-31\ncodes = []")),
            "line 8, column 9: `codes` must be a list of one or more codes",
        ),
        (
            waiver(&format!("{good}until = 2026-12-31\ncodes = [\"flag-of\"]")),
            "line 8, column 10: not a drift code; did you mean `flag-off`?",
        ),
        (waiver(&format!("{good}until = 2026-12-31\ncodes = [1]")), "line 8, column 10: a code is a string"),
        (
            waiver(&format!("{}until = 2026-12-31", good.replace("\"o\"", "\" \""))),
            "line 6, column 9: `owner` is empty",
        ),
    ]);
}

#[test]
fn k5_hosts_credentials_and_commands_are_rejected_everywhere_in_a_fleet_file() {
    let places = [
        format!("MEMBER\n{ALL}"),
        format!("[accounts.eu]\napi_key = \"k\"\nMEMBER\n{ALL}"),
        format!("[defaults]\nMEMBER\n{ALL}"),
        app("all = true\nMEMBER"),
        format!(
            "{ALL}[[waivers]]\nname = \"x\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2026-12-31\nMEMBER\n"
        ),
    ];
    let words = [
        "api_url",
        "host",
        "url",
        "proxy",
        "api_secret",
        "signature_secret",
        "private_key",
        "token",
        "command",
        "on_drift",
        "heal",
        "exec",
    ];
    for (place, word) in places.iter().flat_map(|place| words.map(|word| (place, word))) {
        for value in ["\"x\"", "true", "{ x = 1 }", "[]"] {
            let text = place.replace("MEMBER", &format!("{word} = {value}"));
            let error = Fleet::read(&text, Path::new("f.toml"))
                .map_or_else(|error| error.to_string(), |_| "none".to_owned());
            assert!(
                error.contains(&format!("`{word}` is not allowed here: a fleet file ")),
                "{text}\n{error}"
            );
        }
    }
}
