//! Document: a strict parser for the configuration file.
//!
//! Invariant: an unknown member or a wrong type is an error with line and column.

use std::path::Path;

use toml::de::DeTable;
use vsw::application::ApplicationId;

use super::{
    Label, Origin, Profile, Profiles, Secret, SecretDate, StoredSecret, fault_of_key, is_pem, is_profile_name,
};
use crate::strict_toml::{self, Diagnostic, Key, ParseFileError, Read, Value, at, table, text};

/// `path` is for error messages.
pub fn read(text: &str, path: &Path) -> Result<Profiles, ParseFileError> {
    strict_toml::read(text, path, |document, _| profiles(document))
}

fn profiles(document: &DeTable<'_>) -> Read<Profiles> {
    let mut read = Profiles::default();
    for (key, value) in document {
        match key.get_ref().as_ref() {
            "default_profile" => read.default_profile = Some(text(key, value)?.to_owned()),
            "profiles" => {
                for (name, value) in table(key.get_ref(), value)? {
                    if !is_profile_name(name.get_ref()) {
                        return Err(at(
                            name,
                            "invalid profile name: use 1 to 64 letters, digits, `-` or `_`",
                        ));
                    }
                    read.profiles.insert(name.get_ref().to_string(), profile(table(name.get_ref(), value)?)?);
                }
            }
            _ => return Err(unknown(key, "default_profile, profiles")),
        }
    }
    Ok(read)
}

fn profile(members: &DeTable<'_>) -> Read<Profile> {
    let mut profile = Profile::default();
    for (key, value) in members {
        match key.get_ref().as_ref() {
            "api_key" => profile.api_key = Some(text(key, value)?.to_owned()),
            "api_secret" => profile.api_secret = Some(Secret::new(text(key, value)?)),
            "application_id" => {
                let id = text(key, value)?.parse::<ApplicationId>();
                profile.application_id = Some(id.map_err(|_| at(value, "`application_id` is not a UUID"))?);
            }
            "api_url" => {
                let origin = Origin::parse(text(key, value)?);
                profile.api_url =
                    Some(origin.map_err(|reason| {
                        at(value, format!("`api_url` is not a valid API origin: {reason}"))
                    })?);
            }
            "private_key" => {
                let private_key = text(key, value)?;
                if !is_pem(private_key.as_bytes()) && !Path::new(private_key).is_absolute() {
                    return Err(at(value, "`private_key` must be a key in PEM or an absolute path"));
                }
                profile.private_key = Some(Secret::new(private_key));
            }
            "keyring" => {
                profile.keyring =
                    value.get_ref().as_bool().ok_or_else(|| at(value, "`keyring` must be true or false"))?;
            }
            "signature_secrets" => profile.signature_secrets = signature_secrets(key, value)?,
            _ => {
                let known =
                    "api_key, api_secret, application_id, api_url, private_key, keyring, signature_secrets";
                return Err(unknown(key, known));
            }
        }
    }
    let in_keyring = members.iter().find(|(key, _)| key.get_ref() == "keyring").filter(|_| profile.keyring);
    if let Some((key, _)) = in_keyring
        && (profile.api_secret.is_some() || !profile.signature_secrets.is_empty())
    {
        return Err(at(
            key,
            "with `keyring = true`, the secrets come from the keyring; remove `api_secret` and `signature_secrets` from this profile",
        ));
    }
    Ok(profile)
}

fn signature_secrets(key: &Key<'_>, value: &Value<'_>) -> Read<Vec<StoredSecret>> {
    let list = value.get_ref().as_array();
    let list = list.ok_or_else(|| at(value, "`signature_secrets` must be a list of tables"))?;
    list.iter().map(|entry| stored_secret(key, entry)).collect()
}

fn stored_secret(list: &Key<'_>, entry: &Value<'_>) -> Read<StoredSecret> {
    let (mut secret, mut api_key, mut label, mut added, mut retired) = (None, None, None, None, None);
    for (key, value) in table(list.get_ref(), entry)? {
        match key.get_ref().as_ref() {
            "secret" => secret = Some(Secret::new(text(key, value)?)),
            "api_key" => api_key = Some(account_key(key, value)?),
            "label" => {
                let read = text(key, value)?.parse::<Label>();
                label = Some(read.map_err(|reason| at(value, reason.to_string()))?);
            }
            "added" => added = Some(parse_date(key, value)?),
            "retired" => retired = Some(parse_date(key, value)?),
            _ => return Err(unknown(key, "secret, api_key, label, added, retired")),
        }
    }
    let secret = secret.ok_or_else(|| at(entry, "signature secret without `secret`"))?;
    Ok(StoredSecret { secret, api_key, label, added, retired })
}

/// Reads the account of a signature secret. An empty key is an error; it does not stand for the profile's key.
fn account_key(key: &Key<'_>, value: &Value<'_>) -> Read<String> {
    let api_key = text(key, value)?;
    match fault_of_key(api_key) {
        Some(fault) => Err(at(value, fault)),
        None => Ok(api_key.to_owned()),
    }
}

fn parse_date(key: &Key<'_>, value: &Value<'_>) -> Read<SecretDate> {
    let date = strict_toml::date(value).parse();
    date.map_err(|reason| at(value, format!("`{}`: {reason}", key.get_ref())))
}

/// Does not repeat text that cannot be a member's name, because it may be a misplaced secret.
fn unknown(key: &Key<'_>, known: &str) -> Diagnostic {
    let is_name = key.get_ref().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let name = if is_name { format!(" `{}`", key.get_ref()) } else { String::new() };
    at(key, format!("unknown member{name}; use one of {known}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_message(text: &str) -> String {
        read(text, Path::new("/c.toml")).map_or_else(|error| error.to_string(), |_| "none".to_owned())
    }

    fn line_of(stored: &StoredSecret) -> String {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let label = or_none(stored.label.as_ref().map(ToString::to_string));
        let dates = [stored.added, stored.retired].map(|date| or_none(date.map(|one| one.to_string())));
        format!("{} {label} {}", or_none(stored.api_key.clone()), dates.join(" "))
    }

    #[test]
    fn every_member_is_read() -> Result<(), ParseFileError> {
        let text = r#"
            default_profile = "prod"
            [profiles.prod]
            api_key = "abcd1234"
            api_secret = "Secret1secret"
            application_id = "78d335fa323d01149c3dd6f0d48968cf"
            api_url = "http://127.0.0.1:4010/"
            private_key = "/keys/prod.key"
            [[profiles.prod.signature_secrets]]
            secret = "one"
            added = "2026-11-01"
            [[profiles.prod.signature_secrets]]
            secret = "two"
            api_key = "sub12345"
            label = "the sub-account's"
            added = 2026-11-02
            retired = 2026-11-20T12:00:00+01:00
            [profiles.kept]
            api_key = "k"
            keyring = true
        "#;
        let read = read(text, Path::new("/c.toml"))?;
        assert_eq!(read.default_profile.as_deref(), Some("prod"));
        assert_eq!(read.names(), ["kept", "prod"]);
        let prod = &read.profiles["prod"];
        assert_eq!(prod.api_key.as_deref(), Some("abcd1234"));
        assert_eq!(prod.api_secret.as_ref().map(Secret::expose), Some(&b"Secret1secret"[..]));
        assert_eq!(prod.api_url.as_ref().map(Origin::as_str), Some("http://127.0.0.1:4010"));
        assert_eq!(prod.private_key.as_ref().map(Secret::expose), Some(&b"/keys/prod.key"[..]));
        let lines: Vec<_> = prod.signature_secrets.iter().map(line_of).collect();
        assert_eq!(lines, ["- - 2026-11-01 -", "sub12345 the sub-account's 2026-11-02 2026-11-20T11:00:00Z"]);
        assert!(read.profiles["kept"].keyring);
        let mut profile = Profile::default();
        assert!(profile.fits_keyring());
        for (member, fits) in [
            ("", true),
            ("\nadded = 2026-11-01", true),
            ("\napi_key = \"k\"", false),
            ("\nretired = 2026-11-01", false),
        ] {
            let text = format!("[[profiles.a.signature_secrets]]\nsecret = \"s\"{member}");
            profile = super::read(&text, Path::new("/c.toml"))?.profiles.remove("a").unwrap_or_default();
            assert_eq!(profile.fits_keyring(), fits, "{member}");
        }
        assert!(!read.profiles["prod"].fits_keyring());
        Ok(())
    }

    #[test]
    fn mistakes_are_reported_with_line_and_column() {
        for (text, message) in [
            ("profile = 1", "/c.toml, line 1, column 1: unknown member `profile`"),
            ("[profiles.a]\napi_secrets = \"x\"", "/c.toml, line 2, column 1: unknown member `api_secrets`"),
            ("[profiles.\"a b\"]\n", "/c.toml, line 1, column 11: invalid profile name"),
            (
                "[profiles.a]\nkeyring = \"ü\"\n",
                "/c.toml, line 2, column 11: `keyring` must be true or false",
            ),
            ("[profiles.a]\napi_key = 7\n", "line 2, column 11: `api_key` must be a string"),
            ("[profiles.a]\napplication_id = \"x\"", "line 2, column 18: `application_id` is not a UUID"),
            (
                "[profiles.a]\napi_url = \"http://evil.example\"",
                "line 2, column 11: `api_url` is not a valid API origin",
            ),
            ("[[profiles.a.signature_secrets]]\nadded = \"2026-11-01\"", "line 1, column 1"),
            (
                "[[profiles.a.signature_secrets]]\nsecret = \"s\"\nadded = \"soon\"",
                "line 3, column 9: `added`",
            ),
            ("[[profiles.a.signature_secrets]]\nsecret = \"s\"\nuntil = \"x\"", "unknown member `until`"),
            (
                "[[profiles.a.signature_secrets]]\nsecret = \"s\"\nretired = \"2026-11-01T00:00:00\"",
                "line 3, column 11: `retired`: expected a day",
            ),
            ("[[profiles.a.signature_secrets]]\nsecret = \"s\"\nretired = 7", "line 3, column 11: `retired`"),
            (
                "[[profiles.a.signature_secrets]]\nsecret = \"s\"\nlabel = \"\"",
                "line 3, column 9: a label must have",
            ),
            (
                "[[profiles.a.signature_secrets]]\nsecret = \"s\"\napi_key = \" \"",
                "line 3, column 11: the API key",
            ),
            (
                "[[profiles.a.signature_secrets]]\nsecret = \"s\"\napi_key = \"a:b\"",
                "line 3, column 11: an API key",
            ),
            ("[profiles.a]\nkeyring = true\napi_secret = \"s\"", "line 2, column 1: with `keyring = true`"),
            ("[profiles.a]\n[profiles.a]\n", "line 2, column"),
            ("profiles = 1", "line 1, column 12: `profiles` must be a table"),
        ] {
            let error_message = error_message(text);
            assert!(error_message.contains(message), "{text:?}: {error_message}");
        }
    }

    #[test]
    fn k2_error_messages_repeat_no_value() {
        for text in [
            "[profiles.a]\napi_secret = hunter2hunter2",
            "[profiles.a]\napi_secret = \"hunter2hunter2",
            "[profiles.a]\napi_secret = 'hunter2hunter2\"\n",
            "[profiles.a]\napi_secret = \"hunter2hunter2\" x",
            "[profiles.a]\napi_secret = \"\\qhunter2hunter2\"",
            "[profiles.a]\napi_secret = [\"hunter2hunter2\"]",
            "[profiles.a]\nkeyring = \"hunter2hunter2\"",
            "[profiles.a]\napi_url = \"https://u:hunter2hunter2@x\"",
            "[profiles.a]\napplication_id = \"hunter2hunter2\"",
            "[profiles.a]\nprivate_key = \"hunter2hunter2\"",
            "[profiles.a]\nprivate_key = [\"hunter2hunter2\"]",
            "[profiles]\na = \"hunter2hunter2\"",
            "[[profiles.a.signature_secrets]]\nsecret = [\"hunter2hunter2\"]",
            "[[profiles.a.signature_secrets]]\nretired = \"hunter2hunter2\"",
            "[[profiles.a.signature_secrets]]\napi_key = \"hunter2:hunter2\"",
            "[[profiles.a.signature_secrets]]\nlabel = \" hunter2hunter2\"",
            "hunter2hunter2 = \"x\"",
            "[profiles.a]\nhunter2hunter2 = \"x\"",
            "[profiles.a.hunter2hunter2]\nx = 1",
            "[[profiles.a.signature_secrets]]\n\"hunter2hunter2\" = 1",
        ] {
            let error_message = error_message(text);
            assert!(
                error_message.contains("line") && !error_message.contains("hunter2"),
                "{text:?}: {error_message}"
            );
        }
    }
}
