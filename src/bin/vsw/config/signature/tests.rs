//! Tests of the sources of signature secrets: precedence, metadata and rejected values.

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

/// Returns `NAME|API_KEY|SECRET` per secret, or the error.
fn found(file: &str, line: &[&str], variables: &[(&str, &str)], flags: &[&str]) -> Vec<String> {
    let place = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = place.path().join("config.toml").display().to_string();
    let mut words = line.to_vec();
    if !file.is_empty() {
        std::fs::write(&path, file).unwrap_or_else(|error| panic!("{error}"));
        words.extend(["--config", &path]);
    }
    std::fs::write(place.path().join("secret"), "filed\n").unwrap_or_else(|error| panic!("{error}"));
    let directory = place.path().display().to_string();
    let placed = |text: &&str| text.replace("DIR", &directory);
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, placed(value))).collect();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let flags: Vec<_> = flags.iter().map(placed).collect();
    let context = Context::for_test(&words, &variables);
    match SignatureSecrets::find(&context, &flags) {
        Ok(none) if none.is_empty() => vec![format!("3: {}", ConfigError::no_signature_secret(&context))],
        Ok(found) => found.iter().map(|one| line_of(one).replace(&directory, "DIR")).collect(),
        Err(error) => vec![format!("{}: {error}", error.exit().code()).replace(&directory, "DIR")],
    }
}

fn line_of(one: &ConfiguredSecret) -> String {
    let key = one.api_key.as_deref().unwrap_or("-");
    format!("{}|{key}|{}", one.name, String::from_utf8_lossy(one.secret.expose()))
}

#[test]
fn sources_override_each_other_in_a_fixed_order() {
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
        (&["--profile", "default"], &[env], &["DIR/secret"], &["--signature-secret-file DIR/secret|-|filed"]),
        (
            &[],
            &[env],
            &["k1=DIR/secret", "k2=DIR/secret"],
            &["--signature-secret-file DIR/secret|k1|filed", "--signature-secret-file DIR/secret|k2|filed"],
        ),
    ];
    for (line, variables, flags, wanted) in rows {
        assert_eq!(found(FILE, line, variables, flags), *wanted, "{line:?} {variables:?} {flags:?}");
    }
}

#[test]
fn each_secret_has_an_account_a_name_and_a_retirement() {
    let place = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = place.path().join("config.toml").display().to_string();
    std::fs::write(&path, SEVERAL).unwrap_or_else(|error| panic!("{error}"));
    let lines = |found: Result<Vec<ConfiguredSecret>, ConfigError>| -> Vec<String> {
        let found = found.unwrap_or_else(|error| panic!("{error}"));
        let line = |one: &ConfiguredSecret| format!("{} {:?}", line_of(one), one.retired_at());
        found.iter().map(line).collect()
    };
    let of_default = [
        "profile default, labelled blue|abcd1234|first Some(1793491200)",
        "profile default, labelled blue, added 2026-11-02|abcd1234|second None",
        "profile default, account sub12345, added 2026-11-02|sub12345|third None",
        "profile default, account sub12345, labelled blue|sub12345|fourth None",
        "profile default, added 2026-11-02T01:02:03Z|abcd1234|fifth None",
    ];
    let context = Context::for_test(&["--config", &path], &[]);
    assert_eq!(lines(SignatureSecrets::find(&context, &[])), of_default);
    // Profile `more` has the secret `third` twice. The entry that is not retired has the key and secret of one
    // of the default profile and is left out; the retired entry is kept.
    let all = [&of_default[..], &["profile more|sub12345|third Some(1793664000)"]].concat();
    assert_eq!(lines(SignatureSecrets::of_all_profiles(&context)), all);
    let laid = [("VSW_PROFILE_MORE_SIGNATURE_SECRET", "laid"), ("VONAGE_SIGNATURE_SECRET", "env")];
    let context = Context::for_test(&["--config", &path], &laid);
    let all = [&of_default[..], &["VSW_PROFILE_MORE_SIGNATURE_SECRET|sub12345|laid None"]].concat();
    assert_eq!(lines(SignatureSecrets::of_all_profiles(&context)), all);
}

#[test]
fn v10_an_empty_secret_never_disables_the_check() {
    let rows: &[(&Words, &Variables, &Words, &str)] = &[
        (&[], &[], &[], "3: no signature secret is configured"),
        (&[], &[("VONAGE_SIGNATURE_SECRET", "")], &[], "3: VONAGE_SIGNATURE_SECRET is empty"),
        (&[], &[("VONAGE_SIGNATURE_SECRET", "\n")], &[], "3: VONAGE_SIGNATURE_SECRET is empty"),
        (&[], &[("VONAGE_API_SIGNATURE_SECRET", " ")], &[], "3: VONAGE_API_SIGNATURE_SECRET is empty"),
        (
            &[],
            &[("VONAGE_SIGNATURE_SECRET_FILE", "/dev/null")],
            &[],
            "3: the secret in /dev/null (VONAGE_SIGNATURE_SECRET_FILE) is empty",
        ),
        (&[], &[("NEXMO_SIGNATURE_SECRET", "")], &[], "3: NEXMO_SIGNATURE_SECRET is empty"),
        (&[], &[], &["/dev/null"], "3: the secret in /dev/null (--signature-secret-file) is empty"),
        (&[], &[], &["/no/such"], "3: cannot read the secret in /no/such (--signature-secret-file)"),
        (&[], &[], &["key="], "2: --signature-secret-file: missing file name"),
        (
            &[],
            &[],
            &["-", "k=-"],
            "2: --signature-secret-file: `-` is given twice, but stdin can be read only once",
        ),
        (&["--profile", "blank"], &[], &[], "3: the signature secret of profile blank is empty"),
        (&["--profile", "bare"], &[], &[], "3: the profile `bare` has no signature secret"),
        (&["--profile", "none"], &[], &[], "3: profile `none` not found"),
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
    for (line, variables, flags, message) in rows {
        let file = if line.is_empty() { "" } else { FILE };
        let found = found(file, line, variables, flags).concat();
        assert!(found.starts_with(message), "{line:?} {variables:?} {flags:?}: {found}");
    }
}

#[test]
fn a_prefix_of_a_path_is_an_api_key_only_if_valid() {
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
