//! Tests which credentials, which default application and which API origin are used.

use super::*;
use crate::config::DefaultApplication;
use crate::exit::Exit;

const FILE: &str = r#"
        default_profile = "main"
        [profiles.main]
        api_key = "mainkey"
        api_secret = "mainsecret"
        api_url = "http://127.0.0.1:4001"
        application_id = "11111111-1111-1111-1111-111111111111"
        [profiles.other]
        api_key = "otherkey"
        api_secret = "othersecret"
        [profiles.half]
        api_key = "halfkey"
        [profiles.bare]
        api_url = "http://127.0.0.1:4002"
        [profiles.a-b]
        [profiles.a_b]
    "#;
type Line = [&'static str];
type Variables = [(&'static str, &'static str)];
const PAIR: [(&str, &str); 2] = [("VONAGE_API_KEY", "envkey"), ("VONAGE_API_SECRET", "envsecret")];

struct World {
    context: Context,
    _place: Option<tempfile::TempDir>,
}

fn world(file: &str, line: &[&str], variables: &[(&str, &str)]) -> World {
    if file.is_empty() {
        return World { context: Context::for_test(line, variables), _place: None };
    }
    let place = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = place.path().join("config.toml");
    std::fs::write(&path, file).unwrap_or_else(|error| panic!("{error}"));
    let path = path.display().to_string();
    let line: Vec<_> = ["--config", &path].iter().chain(line).copied().collect();
    World { context: Context::for_test(&line, variables), _place: Some(place) }
}

fn resolved(file: &str, line: &[&str], variables: &[(&str, &str)]) -> Result<[String; 4], String> {
    let account = Account::resolve(&world(file, line, variables).context).map_err(|e| e.to_string())?;
    let secret = String::from_utf8_lossy(account.api_secret.expose()).into_owned();
    let from = account.key_source.to_string();
    Ok([account.api_key, secret, from, account.origin.as_str().to_owned()])
}

#[test]
fn sources_override_each_other_in_a_fixed_order() {
    const API: &str = "https://api.nexmo.com";
    let nexmo = [("NEXMO_API_KEY", "oldkey"), ("NEXMO_API_SECRET", "oldsecret")];
    let all = [PAIR, nexmo].concat();
    let profile = [("VSW_PROFILE", "other")];
    let overlay = [("VSW_PROFILE_OTHER_API_KEY", "laidkey"), ("VSW_PROFILE_OTHER_API_SECRET", "laidsecret")];
    let env = ["envkey", "envsecret", "environment VONAGE_API_KEY"];
    let other = ["otherkey", "othersecret", "profile other"];
    let laid = ["laidkey", "laidsecret", "environment VSW_PROFILE_OTHER_API_KEY"];
    let main = ["mainkey", "mainsecret", "profile main"];
    let old = ["oldkey", "oldsecret", "environment NEXMO_API_KEY"];
    let url = |url| [("VSW_API_URL", url)];
    let named = ["--profile", "other"];
    #[expect(clippy::items_after_statements, reason = "the rows are here")]
    type Row<'r> = (&'r str, &'r Line, Vec<(&'r str, &'r str)>, [&'r str; 3], &'r str);
    let rows: Vec<Row<'_>> = vec![
        ("", &[], PAIR.to_vec(), env, API),
        ("", &[], all.clone(), env, API),
        ("", &[], nexmo.to_vec(), old, API),
        (FILE, &[], vec![], main, "http://127.0.0.1:4001"),
        (FILE, &[], profile.to_vec(), other, API),
        (FILE, &named, vec![], other, API),
        // VONAGE_API_KEY and VONAGE_API_SECRET override a profile, unless `--profile` names it.
        (FILE, &[], all.clone(), env, API),
        (FILE, &[], [&PAIR[..], &profile].concat(), env, API),
        (FILE, &named, all.clone(), other, API),
        (FILE, &[], [&nexmo[..], &profile].concat(), old, API),
        (FILE, &named, [&PAIR[..], &overlay].concat(), laid, API),
        (FILE, &[], [&profile[..], &overlay].concat(), laid, API),
        ("", &named, overlay.to_vec(), laid, API),
        // `--api-url` overrides VSW_API_URL, which overrides the profile's origin.
        (FILE, &[], url("http://127.0.0.1:4003").to_vec(), main, "http://127.0.0.1:4003"),
        (
            FILE,
            &["--api-url", "https://x.example"],
            url("http://[::1]:1").to_vec(),
            main,
            "https://x.example",
        ),
        // Credentials of the environment are sent to the profile's origin, unless the profile has another API key.
        (FILE, &[], [&PAIR[..], &[("VSW_PROFILE", "bare")]].concat(), env, "http://127.0.0.1:4002"),
        (
            FILE,
            &[],
            [&PAIR[1..], &[("VONAGE_API_KEY", "mainkey")]].concat(),
            ["mainkey", "envsecret", "environment VONAGE_API_KEY"],
            "http://127.0.0.1:4001",
        ),
    ];
    for (file, line, variables, [key, secret, from], to) in rows {
        let wanted = Ok([key, secret, from, to].map(str::to_owned));
        assert_eq!(resolved(file, line, &variables), wanted, "{line:?} {variables:?}");
    }
}

#[test]
fn a_profile_in_a_fleet_file_overrides_the_environments_credentials() {
    let resolved = |name: &str, variables: &[(&str, &str)]| {
        let world = world(FILE, &[], variables);
        let choice = ProfileSelection::named(name, Source::Fleet("./fleet.toml".to_owned()))?;
        Account::of_choice(&world.context, choice)
    };
    let overlay = [("VSW_PROFILE_OTHER_API_KEY", "laidkey"), ("VSW_PROFILE_OTHER_API_SECRET", "laidsecret")];
    for (variables, key) in [(PAIR.to_vec(), "otherkey"), ([&PAIR[..], &overlay].concat(), "laidkey")] {
        let account = resolved("other", &variables).expect("an account");
        assert_eq!((account.api_key.as_str(), account.profile.as_str()), (key, "other"));
    }
    assert_eq!(resolved("main", &PAIR).expect("an account").origin.as_str(), "http://127.0.0.1:4001");
    for (name, message) in [
        ("none", "profile `none` not found (named by ./fleet.toml)"),
        ("half", "the profile `half` has no api_secret"),
        ("../x", "invalid profile name `../x` (named by ./fleet.toml)"),
    ] {
        let error = resolved(name, &PAIR).expect_err("no account");
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

#[test]
fn incomplete_and_invalid_credentials_are_rejected() {
    let rows: &[(&Line, &Variables, &str)] = &[
        (&[], &[], "no API key and secret are configured"),
        (&[], &[("VONAGE_API_KEY", "k")], "VONAGE_API_KEY is set and VONAGE_API_SECRET is not"),
        (&[], &[("VONAGE_API_SECRET", "s")], "VONAGE_API_SECRET is set and VONAGE_API_KEY is not"),
        (&[], &[("VONAGE_API_SECRET_FILE", "/x")], "VONAGE_API_SECRET_FILE is set and VONAGE_API_KEY is not"),
        (&[], &[("VONAGE_API_KEY", "")], "VONAGE_API_KEY is empty"),
        (&[], &[("VONAGE_API_KEY", " "), PAIR[1]], "VONAGE_API_KEY is empty"),
        (&[], &[PAIR[0], ("VONAGE_API_SECRET", "")], "VONAGE_API_SECRET is empty"),
        (&[], &[PAIR[0], ("VONAGE_API_SECRET", " \n")], "VONAGE_API_SECRET is empty"),
        (&[], &[PAIR[0], ("VONAGE_API_SECRET_FILE", "")], "VONAGE_API_SECRET_FILE is empty"),
        (
            &[],
            &[PAIR[0], ("VONAGE_API_SECRET_FILE", "/no/such")],
            "cannot read the secret in /no/such (VONAGE_API_SECRET_FILE)",
        ),
        (
            &[],
            &[PAIR[0], PAIR[1], ("VONAGE_API_SECRET_FILE", "/x")],
            "VONAGE_API_SECRET and VONAGE_API_SECRET_FILE are both set",
        ),
        (&[], &[("VONAGE_API_KEY", "a:b"), PAIR[1]], "VONAGE_API_KEY: an API key must not contain `:`"),
        (&[], &[("VONAGE_API_KEY", "a\nb"), PAIR[1]], "VONAGE_API_KEY: an API key must not contain control"),
        (&[], &[PAIR[0], ("VONAGE_API_SECRET", "a\nb")], "VONAGE_API_SECRET: it has a line break"),
        // A key from VONAGE_ and a secret from NEXMO_ are not a pair.
        (&[], &[PAIR[0], ("NEXMO_API_SECRET", "s")], "VONAGE_API_KEY is set and VONAGE_API_SECRET is not"),
        (&[], &[("NEXMO_API_KEY", "k"), PAIR[1]], "VONAGE_API_SECRET is set and VONAGE_API_KEY is not"),
        (&["--profile", "half"], &PAIR, "the profile `half` has no api_secret"),
        (
            &["--profile", "half"],
            &[("VSW_PROFILE_HALF_API_SECRET", "s")],
            "VSW_PROFILE_HALF_API_SECRET is set and VSW_PROFILE_HALF_API_KEY is not",
        ),
        (&["--profile", "bare"], &[], "the profile `bare` has no api_key and api_secret"),
        (
            &["--profile", "none"],
            &PAIR,
            "profile `none` not found (named by --profile); known profiles: a-b, a_b, bare",
        ),
        (&["--profile", "a b"], &PAIR, "invalid profile name `a b`"),
        (&["--profile", "../x"], &[], "invalid profile name `../x`"),
        (&[], &[("VSW_PROFILE", "none")], "profile `none` not found (named by VSW_PROFILE)"),
        (
            &["--profile", "a-b"],
            &[("VSW_PROFILE_A_B_API_KEY", "k")],
            "VSW_PROFILE_A_B_… is ambiguous: the profiles `a-b` and `a_b` would both read it",
        ),
        (&["--api-url", "http://evil.example"], &PAIR, "--api-url: invalid API origin"),
        (
            &[],
            &[PAIR[0], PAIR[1], ("VSW_API_URL", "https://u:p@x.example")],
            "VSW_API_URL: invalid API origin",
        ),
    ];
    for (line, variables, message) in rows {
        let file = if line.is_empty() && message.starts_with("no API") { "" } else { FILE };
        let error = Account::resolve(&world(file, line, variables).context);
        let error = error.map_or_else(|error| error, |account| panic!("{line:?} {variables:?} {account:?}"));
        assert_eq!(error.exit(), Exit::Configuration, "{error}");
        assert!(error.to_string().contains(message), "{line:?} {variables:?}: {error}");
    }
}

#[test]
fn k2_every_secret_that_was_read_is_redacted_on_screen() -> Result<(), ConfigError> {
    let world = world(FILE, &[], &PAIR);
    let account = Account::resolve(&world.context)?;
    // The profiles' secrets are redacted although this run does not use them.
    for secret in
        ["envsecret", &**account.basic(), "mainsecret", "othersecret", "b3RoZXJrZXk6b3RoZXJzZWNyZXQ="]
    {
        assert!(world.context.screen.redactions().touch(secret), "{secret}");
    }
    Ok(())
}

#[test]
fn the_published_vector_of_basic_authorization() {
    assert_eq!(
        *api_credentials::basic("aaa012", &Secret::new("abc123456789")),
        "YWFhMDEyOmFiYzEyMzQ1Njc4OQ=="
    );
}

#[test]
fn the_default_application_comes_from_the_environment_or_the_accounts_profile() {
    const TWO: &str = "22222222222222222222222222222222";
    let named = ("VONAGE_APPLICATION_ID", TWO);
    let old = ("NEXMO_APPLICATION_ID", "33333333-3333-3333-3333-333333333333");
    let rows: &[(&Line, &Variables, &str)] = &[
        (&[], &[], "profile main 11111111-1111-1111-1111-111111111111"),
        (&[], &[named, old], "environment VONAGE_APPLICATION_ID 22222222-2222-2222-2222-222222222222"),
        (&[], &[old], "environment NEXMO_APPLICATION_ID 33333333-3333-3333-3333-333333333333"),
        (&[], &[("VONAGE_APPLICATION_ID", "")], "profile main 11111111-1111-1111-1111-111111111111"),
        (&["--profile", "other"], &[], "none"),
        // With another account's credentials, the profile's application does not apply.
        (&[], &PAIR, "none"),
        (
            &[],
            &[("VONAGE_APPLICATION_ID", "MY_APP")],
            "the value of VONAGE_APPLICATION_ID is not an application id: expected a UUID",
        ),
    ];
    for (line, variables, wanted) in rows {
        let world = world(FILE, line, variables);
        let found = Account::resolve(&world.context)
            .and_then(|account| DefaultApplication::resolve(&world.context, &account));
        let message = match found {
            Ok(Some(found)) => format!("{} {}", found.source, found.id),
            Ok(None) => "none".to_owned(),
            Err(error) => {
                assert_eq!(error.exit(), Exit::Usage);
                error.to_string()
            }
        };
        assert_eq!(message, *wanted, "{line:?} {variables:?}");
    }
}
