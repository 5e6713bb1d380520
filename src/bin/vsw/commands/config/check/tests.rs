//! Tests `vsw config secret check`. A fake fingerprint function, which returns readable text, replaces the slow one.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use tempfile::TempDir;

use super::*;
use crate::exit::Exit;

const API_SECRET: &str = "another secret of forty characters in all";
const GOOD: &str = "some other secret of thirty-two bytes or so";
const THIRD: &str = "yet another secret of thirty-two bytes";

/// Checks a configuration file that has two profiles, followed by `entries`. An empty `profile` selects none.
fn checked(place: &TempDir, entries: &[String], profile: &str, check: &Check) -> CheckReport {
    let path = place.path().join("config.toml").display().to_string();
    let profiles = format!(
        "[profiles.a]\napi_key = \"keyofa\"\napi_secret = \"{API_SECRET}\"\n[profiles.b]\napi_key = \"keyofb\"\n"
    );
    write_private(&path, &(profiles + &entries.concat()));
    let named = if profile.is_empty() { &[][..] } else { &["--profile", profile] };
    let context = Context::for_test(&[&["--config", &path], named].concat(), &[]);
    let fingerprint = |secret: &[u8], account: Option<&str>| {
        format!("{} of {}", String::from_utf8_lossy(secret), account.unwrap_or("-"))
    };
    report(check, &context, fingerprint).unwrap_or_else(|error| panic!("{error:?}"))
}

fn entry(profile: &str, secret: &str, more: &str) -> String {
    format!("[[profiles.{profile}.signature_secrets]]\nsecret = \"{secret}\"\n{more}")
}

fn no_flags() -> Check {
    Check { signature_secret_file: Vec::new(), api_key: None, all_profiles: false }
}

fn place() -> TempDir {
    tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"))
}

/// Makes the file private, because vsw warns about secrets that other users can read.
fn write_private(path: &str, text: &str) {
    let file = File::options().create(true).truncate(true).write(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).unwrap_or_else(|error| panic!("{error}"));
}

fn codes(report: &CheckReport) -> Vec<Vec<&'static str>> {
    let codes = |one: &Checked| one.findings.iter().map(|found| found.code).collect();
    report.secrets.iter().map(codes).collect()
}

fn fingerprints(report: &CheckReport) -> Vec<&str> {
    report.secrets.iter().map(|one| one.fingerprint.as_str()).collect()
}

/// Entries of the configuration file, the exit code, and the codes of the findings about each secret.
type Row<'r> = (&'r [String], Exit, &'r [&'r [&'r str]]);

#[test]
fn secrets_are_compared_within_a_profile_and_with_api_secrets() {
    let of_sub = "api_key = \"sub12345\"\n";
    let rows: [Row<'_>; 5] = [
        (&[entry("b", GOOD, "")], Exit::Yes, &[&[]]),
        (&[entry("b", API_SECRET, "")], Exit::No, &[&["api-secret"]]),
        (
            &[entry("b", GOOD, ""), entry("b", GOOD, of_sub)],
            Exit::No,
            &[&["two-accounts"], &["two-accounts"]],
        ),
        (
            &[entry("b", GOOD, "label = \"x\"\n"), entry("b", GOOD, "label = \"y\"\n")],
            Exit::Yes,
            &[&["repeated"], &["repeated"]],
        ),
        (&[entry("b", GOOD, ""), entry("b", THIRD, "")], Exit::Yes, &[&["nameless"], &["nameless"]]),
    ];
    let place = place();
    for (entries, exit, wanted) in rows {
        let report = checked(&place, entries, "b", &no_flags());
        assert_eq!((codes(&report), report.exit()), (wanted.iter().map(|one| one.to_vec()).collect(), exit));
    }
}

#[test]
fn secrets_of_all_profiles_are_compared_with_each_other() {
    let (place, all) = (place(), Check { all_profiles: true, ..no_flags() });
    // The secret of profile `b` has no finding while that of `a` is not checked.
    let entries = [entry("a", GOOD, ""), entry("b", GOOD, "")];
    assert_eq!(codes(&checked(&place, &entries, "b", &no_flags())), [[""; 0]]);
    let report = checked(&place, &entries, "", &all);
    assert_eq!((codes(&report), report.exit()), (vec![vec!["two-accounts"]; 2], Exit::No));
    // One account's secret may be in two profiles.
    let entries = [entry("a", GOOD, "api_key = \"keyofb\"\n"), entry("b", GOOD, "")];
    let report = checked(&place, &entries, "", &all);
    assert_eq!((codes(&report), report.exit()), (vec![vec![]], Exit::Yes));
}

#[test]
fn a_fingerprint_is_of_the_secrets_account_or_else_of_the_given_one() {
    let place = place();
    let file = place.path().join("given").display().to_string();
    write_private(&file, &format!("{GOOD}\n"));
    let given = |flags: &[String], api_key: Option<&str>| Check {
        signature_secret_file: flags.to_vec(),
        api_key: api_key.map(str::to_owned),
        all_profiles: false,
    };
    let of = |account: &str| format!("{GOOD} of {account}");
    let both = [file.clone(), format!("k={file}")];
    let report = checked(&place, &[], "", &given(&both, None));
    assert_eq!(codes(&report), [vec!["two-accounts", "no-account"], vec!["two-accounts"]]);
    assert_eq!((fingerprints(&report), report.exit()), (vec![of("-").as_str(), &of("k")], Exit::No));
    let report = checked(&place, &[], "", &given(&both, Some("a1b2c3d")));
    assert_eq!(fingerprints(&report), [of("a1b2c3d"), of("k")]);
    // The trailing newline of a file is not part of the secret.
    let report = checked(&place, &[], "", &given(&both[1..], None));
    assert_eq!((codes(&report), fingerprints(&report)), (vec![vec![]], vec![of("k").as_str()]));
    let report = checked(&place, &[entry("b", GOOD, "")], "b", &no_flags());
    assert_eq!(fingerprints(&report), [of("keyofb")]);
}
