//! `SignatureSecrets`: what `verify` may check a token with, each with the account that it belongs to and a label that
//! tells it apart from the others.
//!
//! Not here: what makes bytes fit for verifying; that is the library's to say.

use std::path::Path;

use super::keyring::{self, Slot};
use super::secret::{not_blank, of_environment, of_input};
use super::{Choice, ConfigError, ConfiguredSecret, Source};
use crate::context::{Context, Input};
use crate::profiles::{Profiles, Secret};

/// The way to them.
pub struct SignatureSecrets;

const OPTION: &str = "--signature-secret-file";
/// The environment's names for its one secret, two and two; the first pair that is set counts.
const VARIABLES: [[&str; 2]; 2] = [
    ["VONAGE_SIGNATURE_SECRET", "VONAGE_API_SIGNATURE_SECRET"],
    ["NEXMO_SIGNATURE_SECRET", "NEXMO_API_SIGNATURE_SECRET"],
];

impl SignatureSecrets {
    /// By flags, the environment, and the profile in force; a profile that was named beats the environment. None
    /// where nobody configured one: whether that is a mistake is the caller's to say.
    ///
    /// # Errors
    /// One is empty, or the sources contradict each other.
    pub fn find(context: &Context, flags: &[String]) -> Result<Vec<ConfiguredSecret>, ConfigError> {
        if !flags.is_empty() {
            return of_flags(context, flags);
        }
        // An environment that says it all needs no configuration file, not even a readable one.
        if context.global.profile.is_none()
            && let Some(secret) = of_variables(context)?
        {
            return Ok(vec![secret]);
        }
        let profiles = super::profiles(context)?;
        let choice = Choice::of(context, profiles)?;
        of_profile(context, profiles, &choice)
    }

    /// The variable that comes before what the profile stores, if one is set. Nothing is read for it.
    pub fn shadow(context: &Context, choice: &Choice) -> Option<String> {
        let usual = VARIABLES.as_flattened().iter().map(|name| (*name).to_owned());
        let usual = usual.filter(|_| !choice.beats_environment());
        let names = usual.chain([choice.variable("SIGNATURE_SECRET")]);
        let mut names = names.flat_map(|name| [format!("{name}_FILE"), name]);
        names.find(|name| context.environment.raw(name).is_some())
    }

    /// Those of every profile of the file, for what is about all accounts at once. Variables that speak of one of
    /// these profiles count; the environment's own secret does not, as it is no profile's. A secret that two profiles
    /// have for the same account and until the same time comes once.
    ///
    /// # Errors
    /// One is empty, the sources contradict each other, or a keyring that a profile needs does not answer.
    pub fn of_all_profiles(context: &Context) -> Result<Vec<ConfiguredSecret>, ConfigError> {
        let profiles = super::profiles(context)?;
        let mut all: Vec<ConfiguredSecret> = Vec::new();
        for name in profiles.names() {
            let choice = Choice { name, named_by: Source::File };
            for found in of_profile(context, profiles, &choice)? {
                let is_known = |known: &ConfiguredSecret| {
                    known.api_key == found.api_key
                        && known.retired_at() == found.retired_at()
                        && known.is_same_secret(&found.secret)
                        && known.source != found.source
                };
                if !all.iter().any(is_known) {
                    all.push(found);
                }
            }
        }
        Ok(all)
    }
}

/// Fit to verify with, as far as the configuration can tell.
///
/// # Errors
/// It is empty or blank: that is never "no check".
pub fn fit(secret: Secret, name: &str) -> Result<Secret, ConfigError> {
    not_blank(secret, name)
}

fn of_flags(context: &Context, flags: &[String]) -> Result<Vec<ConfiguredSecret>, ConfigError> {
    // All are claimed before the first is read, so that a second `-` is found before stdin is waited for.
    let mut claimed = Vec::new();
    for flag in flags {
        let (api_key, path) = split(flag);
        if path.is_empty() {
            return Err(ConfigError::NoFileNamed { option: OPTION });
        }
        claimed.push((api_key, context.stdin.input(OPTION, Path::new(path))?));
    }
    let read = |(api_key, input): (Option<&str>, Input)| {
        let label =
            format!("{OPTION} {}", if input == Input::Stdin { "-".to_owned() } else { input.to_string() });
        let secret = fit(of_input(context, &input, OPTION)?, &label)?;
        Ok(ConfiguredSecret::bare(api_key.map(str::to_owned), secret, label, Source::Flag(OPTION)))
    };
    claimed.into_iter().map(read).collect()
}

/// `[API_KEY=]PATH`: what stands before the first `=` is a key if it could be one, else it belongs to the path.
fn split(flag: &str) -> (Option<&str>, &str) {
    let is_key = |key: &str| {
        (1..=32).contains(&key.len())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    };
    match flag.split_once('=') {
        Some((key, path)) if is_key(key) => (Some(key), path),
        _ => (None, flag),
    }
}

/// The environment's one, by whichever of its names.
pub(super) fn of_variables(context: &Context) -> Result<Option<ConfiguredSecret>, ConfigError> {
    for [usual, other] in VARIABLES {
        let (usual, other) = (of_environment(context, usual)?, of_environment(context, other)?);
        if let (Some((one, from)), Some((two, and))) = (&usual, &other)
            && one.expose() != two.expose()
        {
            let name = |source: &Source| source.name().unwrap_or_default().to_owned();
            return Err(ConfigError::Contradiction { one: name(from), other: name(and) });
        }
        if let Some((secret, source)) = usual.or(other) {
            let label = source.name().unwrap_or_default().to_owned();
            return Ok(Some(ConfiguredSecret::bare(None, fit(secret, &label)?, label, source)));
        }
    }
    Ok(None)
}

fn of_profile(
    context: &Context,
    profiles: &Profiles,
    choice: &Choice,
) -> Result<Vec<ConfiguredSecret>, ConfigError> {
    choice.not_ambiguous(context, profiles)?;
    let profile = profiles.profile(&choice.name);
    let key_variable = choice.variable("API_KEY");
    let file_key = profile.and_then(|profile| profile.api_key.clone());
    if let Some((secret, source)) = of_environment(context, &choice.variable("SIGNATURE_SECRET"))? {
        let api_key = context.environment.text(&key_variable).map(str::to_owned).or(file_key);
        let label = source.name().unwrap_or_default().to_owned();
        return Ok(vec![ConfiguredSecret::bare(api_key, fit(secret, &label)?, label, source)]);
    }
    let Some(profile) = profile else {
        let known_to_environment = context.environment.is_set(&key_variable);
        let missing = !choice.is_default() && !known_to_environment;
        return if missing { Err(choice.unknown(profiles)) } else { Ok(Vec::new()) };
    };
    if profile.keyring
        && let Some(api_key) = &profile.api_key
    {
        let held = keyring::read(context, &choice.name, api_key, Slot::SignatureSecret)?;
        let source = Source::Keyring(choice.name.clone());
        let label = format!("profile {}, in the keyring", choice.name);
        return held
            .map(|secret| {
                let secret = fit(secret, &label)?;
                Ok(ConfiguredSecret::bare(Some(api_key.clone()), secret, label, source))
            })
            .into_iter()
            .collect();
    }
    ConfiguredSecret::stored(&choice.name, profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        [profiles.default]
        api_key = "abcd1234"
        [[profiles.default.signature_secrets]]
        secret = "first"
        added = "2026-11-01"
        [[profiles.default.signature_secrets]]
        secret = "second"
        [profiles.blank]
        api_key = "k"
        [[profiles.blank.signature_secrets]]
        secret = " "
        [profiles.bare]
    "#;

    const SEVERAL: &str = r#"
        [profiles.default]
        api_key = "abcd1234"
        signature_secrets = [
            { secret = "first", label = "blue", retired = 2026-11-01 },
            { secret = "second", label = "blue", added = 2026-11-02 },
            { secret = "third", api_key = "sub12345", added = 2026-11-02 },
            { secret = "fourth", api_key = "sub12345", label = "blue" },
            { secret = "fifth", api_key = "abcd1234", added = 2026-11-02T01:02:03Z },
        ]
        [profiles.more]
        api_key = "sub12345"
        signature_secrets = [{ secret = "third", added = 2026-01-01 }, { secret = "third", retired = 2026-11-03 }]
    "#;

    type Words = [&'static str];
    type Variables = [(&'static str, &'static str)];

    /// `LABEL|API_KEY|SECRET` of each, or the complaint.
    fn found(file: &str, line: &[&str], variables: &[(&str, &str)], flags: &[&str]) -> Vec<String> {
        let place = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let path = place.path().join("config.toml").display().to_string();
        let mut words = line.to_vec();
        if !file.is_empty() {
            std::fs::write(&path, file).unwrap_or_else(|error| panic!("{error}"));
            words.extend(["--config", &path]);
        }
        std::fs::write(place.path().join("secret"), "filed\n").unwrap_or_else(|error| panic!("{error}"));
        let folder = place.path().display().to_string();
        let placed = |text: &&str| text.replace("DIR", &folder);
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, placed(value))).collect();
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let flags: Vec<_> = flags.iter().map(placed).collect();
        let context = Context::imagined(&words, &variables);
        match SignatureSecrets::find(&context, &flags) {
            Ok(none) if none.is_empty() => vec![format!("3: {}", ConfigError::NoSignatureSecret)],
            Ok(found) => found.iter().map(|one| told(one).replace(&folder, "DIR")).collect(),
            Err(error) => vec![format!("{}: {error}", error.exit().code()).replace(&folder, "DIR")],
        }
    }

    fn told(one: &ConfiguredSecret) -> String {
        let key = one.api_key.as_deref().unwrap_or("-");
        format!("{}|{key}|{}", one.label, String::from_utf8_lossy(one.secret.expose()))
    }

    #[test]
    fn who_says_it_wins_in_one_order() {
        const PROFILE: [&str; 2] =
            ["profile default, added 2026-11-01|abcd1234|first", "profile default|abcd1234|second"];
        let env = ("VONAGE_SIGNATURE_SECRET", "env");
        let api = ("VONAGE_API_SIGNATURE_SECRET", "env");
        let laid = ("VSW_PROFILE_DEFAULT_SIGNATURE_SECRET", "laid");
        let rows: &[(&Words, &Variables, &Words, &Words)] = &[
            (&[], &[], &[], &PROFILE),
            (&[], &[env], &[], &["VONAGE_SIGNATURE_SECRET|-|env"]),
            (&[], &[api], &[], &["VONAGE_API_SIGNATURE_SECRET|-|env"]),
            (&[], &[env, api], &[], &["VONAGE_SIGNATURE_SECRET|-|env"]),
            (
                &[],
                &[("VONAGE_SIGNATURE_SECRET_FILE", "DIR/secret")],
                &[],
                &["VONAGE_SIGNATURE_SECRET_FILE|-|filed"],
            ),
            (&[], &[("NEXMO_SIGNATURE_SECRET", "old"), api], &[], &["VONAGE_API_SIGNATURE_SECRET|-|env"]),
            (&[], &[("NEXMO_API_SIGNATURE_SECRET", "old")], &[], &["NEXMO_API_SIGNATURE_SECRET|-|old"]),
            (&["--profile", "default"], &[env], &[], &PROFILE),
            (
                &["--profile", "default"],
                &[env, laid],
                &[],
                &["VSW_PROFILE_DEFAULT_SIGNATURE_SECRET|abcd1234|laid"],
            ),
            (
                &["--profile", "default"],
                &[env],
                &["DIR/secret"],
                &["--signature-secret-file DIR/secret|-|filed"],
            ),
            (
                &[],
                &[env],
                &["k1=DIR/secret", "k2=DIR/secret"],
                &[
                    "--signature-secret-file DIR/secret|k1|filed",
                    "--signature-secret-file DIR/secret|k2|filed",
                ],
            ),
        ];
        for (line, variables, flags, wanted) in rows {
            assert_eq!(found(FILE, line, variables, flags), *wanted, "{line:?} {variables:?} {flags:?}");
        }
    }

    #[test]
    fn each_has_its_account_its_name_and_its_end() {
        let place = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let path = place.path().join("config.toml").display().to_string();
        std::fs::write(&path, SEVERAL).unwrap_or_else(|error| panic!("{error}"));
        let told = |found: Result<Vec<ConfiguredSecret>, ConfigError>| -> Vec<String> {
            let found = found.unwrap_or_else(|error| panic!("{error}"));
            let told = |one: &ConfiguredSecret| format!("{} {:?}", told(one), one.retired_at());
            found.iter().map(told).collect()
        };
        let of_default = [
            "profile default, labelled blue|abcd1234|first Some(1793491200)",
            "profile default, labelled blue, added 2026-11-02|abcd1234|second None",
            "profile default, account sub12345, added 2026-11-02|sub12345|third None",
            "profile default, account sub12345, labelled blue|sub12345|fourth None",
            "profile default, added 2026-11-02T01:02:03Z|abcd1234|fifth None",
        ];
        let context = Context::imagined(&["--config", &path], &[]);
        assert_eq!(told(SignatureSecrets::find(&context, &[])), of_default);
        // What two profiles have alike comes once.
        let all = [&of_default[..], &["profile more|sub12345|third Some(1793664000)"]].concat();
        assert_eq!(told(SignatureSecrets::of_all_profiles(&context)), all);
        let laid = [("VSW_PROFILE_MORE_SIGNATURE_SECRET", "laid"), ("VONAGE_SIGNATURE_SECRET", "env")];
        let context = Context::imagined(&["--config", &path], &laid);
        let all = [&of_default[..], &["VSW_PROFILE_MORE_SIGNATURE_SECRET|sub12345|laid None"]].concat();
        assert_eq!(told(SignatureSecrets::of_all_profiles(&context)), all);
    }

    #[test]
    fn v10_an_empty_secret_is_never_no_check() {
        let rows: &[(&Words, &Variables, &Words, &str)] = &[
            (&[], &[], &[], "3: no signature secret is configured"),
            (&[], &[("VONAGE_SIGNATURE_SECRET", "")], &[], "3: VONAGE_SIGNATURE_SECRET is empty"),
            (&[], &[("VONAGE_SIGNATURE_SECRET", "\n")], &[], "3: VONAGE_SIGNATURE_SECRET is empty"),
            (&[], &[("VONAGE_API_SIGNATURE_SECRET", " ")], &[], "3: VONAGE_API_SIGNATURE_SECRET is empty"),
            (
                &[],
                &[("VONAGE_SIGNATURE_SECRET_FILE", "/dev/null")],
                &[],
                "3: VONAGE_SIGNATURE_SECRET_FILE is empty",
            ),
            (&[], &[("NEXMO_SIGNATURE_SECRET", "")], &[], "3: NEXMO_SIGNATURE_SECRET is empty"),
            (&[], &[], &["/dev/null"], "3: --signature-secret-file /dev/null is empty"),
            (&[], &[], &["/no/such"], "3: the secret in /no/such (--signature-secret-file) cannot be read"),
            (&[], &[], &["key="], "2: --signature-secret-file names no file"),
            (&[], &[], &["-", "k=-"], "2: stdin can be read once, and both --signature-secret-file"),
            (&["--profile", "blank"], &[], &[], "3: the signature secret of profile blank is empty"),
            (&["--profile", "bare"], &[], &[], "3: no signature secret is configured"),
            (&["--profile", "none"], &[], &[], "3: there is no profile `none`"),
            (
                &[],
                &[("VONAGE_SIGNATURE_SECRET", "a"), ("VONAGE_API_SIGNATURE_SECRET", "b")],
                &[],
                "3: VONAGE_SIGNATURE_SECRET and VONAGE_API_SIGNATURE_SECRET hold different secrets",
            ),
            (
                &[],
                &[("VONAGE_SIGNATURE_SECRET", "a"), ("VONAGE_SIGNATURE_SECRET_FILE", "DIR/secret")],
                &[],
                "3: VONAGE_SIGNATURE_SECRET and VONAGE_SIGNATURE_SECRET_FILE are both set",
            ),
        ];
        for (line, variables, flags, told) in rows {
            let file = if line.is_empty() { "" } else { FILE };
            let found = found(file, line, variables, flags).concat();
            assert!(found.starts_with(told), "{line:?} {variables:?} {flags:?}: {found}");
        }
    }

    #[test]
    fn a_key_before_the_path_is_one_only_if_it_can_be() {
        for (flag, key, path) in [
            ("abcd1234=/s", Some("abcd1234"), "/s"),
            ("a_b-c=-", Some("a_b-c"), "-"),
            ("k=p=q", Some("k"), "p=q"),
            ("/run/a=b", None, "/run/a=b"),
            ("./a=b", None, "./a=b"),
            ("=x", None, "=x"),
            ("a b=c", None, "a b=c"),
            ("123456789012345678901234567890123=x", None, "123456789012345678901234567890123=x"),
            ("-", None, "-"),
        ] {
            assert_eq!(split(flag), (key, path), "{flag}");
        }
    }
}
