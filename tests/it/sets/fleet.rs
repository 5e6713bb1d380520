//! Tests fleet files given with `--fleet`, and `./vsw.toml`.
//!
//! A `./vsw.toml` that no option names selects no credentials.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};

use serde_json::{Value, json};

use super::{
    ABSENT, EMPTY, OFF, ON, application, assert_contents, document, ids, outcomes, puts, stand, verdicts,
};
use crate::env::Output;
use crate::server::{Server, basic};
use crate::stand::{API_KEY, API_SECRET, Sandbox, Stand, summary};

const WAIVER: &str = "reason = \"moves first\"\nowner = \"telephony\"\n";

fn status(stand: &Stand, fleet: &str, more: &[&str]) -> Output {
    stand.env.write("work/fleet.toml", fleet);
    stand.vsw(["status", "--fleet", "fleet.toml", "--json"].iter().chain(more)).run()
}

fn enable(stand: &Stand, fleet: &str) -> Output {
    stand.env.write("work/fleet.toml", fleet);
    stand.vsw(["enable", "--fleet", "fleet.toml", "--yes", "--json"]).run()
}

/// The second account's key. A sandbox knows only `API_KEY`, so [`relay`] replaces this key with `API_KEY`.
const OTHER_KEY: &str = "sandbox1";

/// Forwards requests to a sandbox with the sandbox's key and host. Returns its own origin.
fn relay(sandbox: &Sandbox, api_secret: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    let host = sandbox.origin().trim_start_matches("http://").to_owned();
    let swaps = [
        (basic(OTHER_KEY, api_secret), basic(API_KEY, api_secret)),
        (origin.trim_start_matches("http://").to_owned(), host.clone()),
    ];
    std::thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let server = TcpStream::connect(&host).expect("the sandbox");
            let (mut from, mut to) =
                (client.try_clone().expect("a second handle"), server.try_clone().expect("a second handle"));
            let swaps = swaps.clone();
            std::thread::spawn(move || {
                let mut buffer = [0; 16384];
                while let Ok(count @ 1..) = from.read(&mut buffer) {
                    let text = String::from_utf8(buffer[..count].to_vec()).expect("text");
                    let text = swaps.iter().fold(text, |text, (ours, theirs)| text.replace(ours, theirs));
                    if to.write_all(text.as_bytes()).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Both);
            });
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut &server, &mut &client);
                let _ = client.shutdown(Shutdown::Both);
            });
        }
    });
    origin
}

/// Sets up two sandboxes as two accounts. Returns the second one, and a fleet file with both.
fn two_accounts(stand: &Stand) -> (Sandbox, String) {
    let us = Sandbox::start();
    us.reset(0);
    profiles(stand, &us, API_SECRET);
    let fleet = format!(
        "[accounts.eu]\nprofile = \"eu\"\napi_key = \"{API_KEY}\"\n[accounts.us]\nprofile = \"us\"\napi_key = \"{OTHER_KEY}\"\n\
         [[applications]]\naccount = \"eu\"\nall = true\n[[applications]]\naccount = \"us\"\nall = true\n"
    );
    (us, fleet)
}

fn profiles(stand: &Stand, us: &Sandbox, secret: &str) {
    let profile = |name: &str, key: &str, origin: &str, secret: &str| {
        format!("[profiles.{name}]\napi_key = \"{key}\"\napi_secret = \"{secret}\"\napi_url = \"{origin}\"\n")
    };
    let theirs = relay(us, API_SECRET);
    let text =
        profile("eu", API_KEY, stand.origin(), API_SECRET) + &profile("us", OTHER_KEY, &theirs, secret);
    stand.env.write(stand.env.config_file(), text);
}

/// Creates an application with an id that the first sandbox does not have.
fn create_application(sandbox: &Sandbox, name: &str, capabilities: &str) -> String {
    let id = sandbox.fresh_id().replacen("00000000", "11111111", 1);
    sandbox.store(&id, document(&id, name, capabilities));
    id
}

fn with_profiles(stand: &Stand, words: &[&str]) -> Output {
    stand.env.vsw(words).run()
}

#[test]
fn an_id_that_the_list_lacks_is_read_and_evaluated_or_unknown() {
    let stand = stand();
    let listed = application(&stand, "listed", ON.0);
    let hidden = application(&stand, "hidden", OFF.0);
    let gone = "99999999-9999-4999-8999-999999999999";
    let fleet: String =
        [&listed, gone, &hidden].map(|id| format!("[[applications]]\nid = \"{id}\"\n")).concat();
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"fewer": 1, "total_items": 1}}}));
    let report = status(&stand, &fleet, &[]).expect(1).json();
    assert_eq!(ids(&report), [&listed, &hidden, gone]);
    let found = verdicts(&report);
    assert_eq!(found, [("ok", None), ("drift", Some("flag-off")), ("unknown", Some("not-found"))]);
    assert_eq!(report["requests"], 3);
    assert_eq!(report["applications"][2]["declared"]["line"], 4);
    status(&stand, &fleet, &["--fail-on", "unknown"]).expect(4);
    let report = enable(&stand, &fleet).expect(4).json();
    assert_eq!(report["summary"], summary(&[("unchanged", 1), ("changed", 1), ("failed", 1)]));
    assert_eq!(stand.puts(&hidden).len(), 1);
}

#[test]
fn an_entry_by_name_that_no_application_matches_is_reported() {
    let stand = stand();
    application(&stand, "renamed", ON.0);
    let _ = application(&stand, "eu-1", ON.0);
    let names = ["support*", "eu-*", "us-?"].map(|name| format!("[[applications]]\nname = \"{name}\"\n"));
    let fleet = names.concat();
    let report = status(&stand, &fleet, &[]).expect(0).json();
    let unmatched: Vec<_> = report["unmatched"].as_array().expect("a list").iter().collect();
    let found: Vec<_> = unmatched.iter().map(|one| (&one["name"], &one["declared"]["line"])).collect();
    assert_eq!(found, [(&json!("support*"), &json!(2)), (&json!("us-?"), &json!(6))]);
    let narrowed = status(&stand, &fleet, &["--name", "eu-*"]).expect(0).json();
    assert_eq!(narrowed["unmatched"], json!([]), "a narrowed run covers a part of what the entries select");
    let named = format!("{fleet}[[applications]]\nname = \"support\"\n");
    let report = status(&stand, &named, &["--report", "junit=r.xml"]).expect(4).json();
    assert_eq!((&report["complete"], &report["code"]), (&json!(false), &json!("not-found")));
    assert_eq!(report["detail"], "no application has the name `support` (fleet.toml:8)");
    assert!(stand.env.read("work/r.xml").contains("no application has the name"), "the reports fail too");
    status(&stand, &named, &["--fail-on", "drift"]).expect(0);
    // A name also matches an application that an entry by id selects.
    let id = application(&stand, "support", ON.0);
    status(&stand, &format!("{named}[[applications]]\nid = \"{id}\"\n"), &[]).expect(0);
    stand.fault(json!({"on": "list", "times": "forever", "do": {"list": {"fewer": 1}}}));
    let incomplete = status(&stand, &fleet, &[]).expect(5).json();
    assert_eq!(incomplete["unmatched"], json!([]), "an unread application may match them");
}

#[test]
fn existing_applications_not_in_the_file_follow_its_unlisted_setting() {
    let stand = stand();
    let listed = application(&stand, "listed", ON.0);
    application(&stand, "other", OFF.0);
    let fleet = |word: &str| format!("unlisted = \"{word}\"\n[[applications]]\nid = \"{listed}\"\n");
    for (word, code, count) in [("fail", 1, 1), ("report", 0, 1), ("ignore", 0, 0)] {
        let report = status(&stand, &fleet(word), &[]).expect(code).json();
        assert_eq!(report["summary"]["unlisted"], count, "{word}");
        assert_eq!(report["summary"]["drift"], 0, "{word}");
    }
    status(&stand, &fleet("fail"), &["--fail-on", "drift"]).expect(0);
    status(&stand, &fleet("report"), &["--fail-on", "unlisted"]).expect(1);
    let report = enable(&stand, &fleet("fail")).expect(0).json();
    assert_eq!(outcomes(&report), [("unchanged", None)]);
    assert!(puts(&stand).is_empty(), "the file does not mention it");
}

#[test]
fn a_waiver_excuses_its_codes_until_it_expires() {
    let stand = stand();
    application(&stand, "legacy", OFF.0);
    application(&stand, "other", ON.0);
    let fleet = |codes: &str, until: &str| {
        format!(
            "[[applications]]\nall = true\n[[waivers]]\nname = \"legacy\"\n{codes}{WAIVER}until = {until}\n"
        )
    };
    let of = |codes: &str, until: &str, code: i32| {
        let report = status(&stand, &fleet(codes, until), &[]).expect(code).json();
        (verdicts(&report)[0].0.to_owned(), report["summary"]["waived"].clone())
    };
    let waived = ("waived".to_owned(), json!(1));
    let drift = ("drift".to_owned(), json!(0));
    assert_eq!(of("", "2999-12-31", 0), waived);
    assert_eq!(of("codes = [\"flag-off\"]\n", "2999-12-31", 0), waived);
    assert_eq!(of("codes = [\"flag-absent\"]\n", "2999-12-31", 1), drift);
    assert_eq!(of("", "2020-12-31", 1), drift);
    status(&stand, &fleet("", "2999-12-31"), &["--fail-on", "waived"]).expect(1);
    let text = stand.vsw(["status", "--fleet", "fleet.toml"]).run().expect(0);
    assert!(
        text.stdout.contains("✓ 1 of 2 voice applications signed, 1 waived (checked 2 of 2 from fleet.toml)"),
        "{text:?}"
    );
    let skipped = enable(&stand, &fleet("codes = [\"flag-off\"]\n", "2999-12-31")).expect(0).json();
    assert_eq!(outcomes(&skipped), [("skipped", Some("waived")), ("unchanged", None)]);
    assert!(puts(&stand).is_empty());
    let changed = enable(&stand, &fleet("codes = [\"flag-absent\"]\n", "2999-12-31")).expect(0).json();
    assert_eq!(outcomes(&changed)[0], ("changed", None));
}

#[test]
fn enable_skips_applications_expected_off() {
    let stand = stand();
    let off = application(&stand, "off", OFF.0);
    application(&stand, "on", EMPTY.0);
    let fleet =
        format!("[[applications]]\nid = \"{off}\"\nsigned_callbacks = false\n[[applications]]\nall = true\n");
    let report = enable(&stand, &fleet).expect(0).json();
    assert_eq!(outcomes(&report), [("skipped", Some("expected-off")), ("changed", None)]);
    assert!(stand.puts(&off).is_empty());
    assert_eq!(verdicts(&status(&stand, &fleet, &[]).expect(0).json()), [("ok", None), ("ok", None)]);
}

#[test]
fn enable_skips_applications_expected_any() {
    let stand = stand();
    let any = application(&stand, "any", EMPTY.0);
    application(&stand, "on", EMPTY.0);
    let fleet = format!(
        "[[applications]]\nid = \"{any}\"\nsigned_callbacks = \"any\"\n[[applications]]\nall = true\n"
    );
    let report = enable(&stand, &fleet).expect(0).json();
    assert_eq!(outcomes(&report), [("skipped", Some("expected-any")), ("changed", None)]);
    assert!(stand.puts(&any).is_empty());
    // Without `--fleet`, the fleet file does not affect applications named on the command line.
    stand.vsw(["enable", &any]).run().expect(0);
}

#[test]
fn two_accounts_have_separate_rate_limits() {
    let stand = stand();
    let (us, fleet) = two_accounts(&stand);
    let applications = super::create_applications(&stand, 6);
    let theirs: Vec<String> =
        (0..6).map(|number| create_application(&us, &format!("us-{number}"), ABSENT.0)).collect();
    stand.env.write("work/fleet.toml", &fleet);
    let report = with_profiles(&stand, &["status", "--fleet", "fleet.toml", "--json"]).expect(1).json();
    assert_eq!((&report["summary"]["drift"], &report["selection"]["count"]), (&json!(12), &json!(12)));
    let profiles: Vec<&Value> =
        report["applications"].as_array().expect("all").iter().map(|one| &one["profile"]).collect();
    assert_eq!((profiles[0], profiles[11]), (&json!("eu"), &json!("us")));
    stand.fault(json!({"on": "put", "do": {"answer": {"status": 429, "retry_after": 2}}}));
    let before = us.requests().len();
    let words = ["enable", "--fleet", "fleet.toml", "--yes", "--json", "--concurrency", "12"];
    let report = with_profiles(&stand, &words).expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 12)]));
    assert_contents(&stand, &applications);
    assert!(theirs.iter().all(|id| us.puts(id).len() == 1));
    let at: Vec<u64> = us.requests()[before..].iter().map(|request| request.at_ms).collect();
    assert!(at[at.len() - 1] - at[0] < 1900, "the other account waited too");
}

#[test]
fn a_rejected_account_is_reported_and_the_other_is_checked() {
    let stand = stand();
    let (us, fleet) = two_accounts(&stand);
    application(&stand, "ours", ON.0);
    create_application(&us, "theirs", ON.0);
    profiles(&stand, &us, "Wrong1wrong");
    stand.env.write("work/fleet.toml", &fleet);
    let report = with_profiles(&stand, &["status", "--fleet", "fleet.toml", "--json"]).expect(4).json();
    assert_eq!((&report["complete"], &report["code"]), (&json!(false), &json!("unauthorized")));
    assert_eq!(verdicts(&report), [("ok", None)]);
    for words in
        [["status", "--fleet", "fleet.toml"].as_slice(), &["enable", "--fleet", "fleet.toml", "--yes"]]
    {
        let text = with_profiles(&stand, words).expect(4);
        let hint = "\nhint: check the credentials and their sources with `vsw config show --profile us`\n";
        assert!(text.stderr.ends_with(hint), "{text:?}");
    }
    stand.store(ids(&report)[0], document(ids(&report)[0], "ours", OFF.0));
    let words = ["enable", "--fleet", "fleet.toml", "--yes", "--json"];
    assert_eq!(with_profiles(&stand, &words).expect(4).json()["code"], "unauthorized");
    assert!(puts(&stand).is_empty());
    stand.fault(json!({"on": "list", "times": "forever", "do": {"answer": {"status": 401}}}));
    let failed = with_profiles(&stand, &["status", "--fleet", "fleet.toml", "--json"]).expect(4).json();
    assert_eq!((&failed["schema"], &failed["code"]), (&json!("vsw/error/1"), &json!("unauthorized")));
}

#[test]
fn a_mismatched_account_ends_the_run_before_any_request() {
    let stand = stand();
    let (us, fleet) = two_accounts(&stand);
    let fleet =
        fleet.replacen(&format!("\"us\"\napi_key = \"{OTHER_KEY}\""), "\"us\"\napi_key = \"another1\"", 1);
    stand.env.write("work/fleet.toml", &fleet);
    for words in [
        ["status", "--fleet", "fleet.toml", "--json", "-v"],
        ["enable", "--fleet", "fleet.toml", "--json", "--yes"],
    ] {
        let failed = with_profiles(&stand, &words).expect(3).json();
        assert_eq!(failed["code"], "account-mismatch");
        let hint = failed["hint"].as_str().expect("a hint");
        assert!(hint.ends_with("`vsw config show --profile us` shows the credentials in use"), "{hint}");
    }
    assert!(us.requests().is_empty() && stand.requests().is_empty());
    // `./vsw.toml` without `--fleet` selects no profile, so the hint names none.
    let unnamed = "[accounts.us]\nprofile = \"us\"\napi_key = \"k\"\n[[applications]]\nall = true\n";
    stand.env.write("work/vsw.toml", unnamed.replace("all", "account = \"us\"\nall"));
    let hint = stand.vsw(["status", "--json"]).run().expect(3).json()["hint"].to_string();
    assert!(hint.contains("select that account with `--profile NAME`"), "{hint}");
}

#[test]
fn k5_a_found_file_selects_no_credentials_and_changes_nothing() {
    let stand = stand();
    let id = application(&stand, "off", OFF.0);
    let evil = Server::answering(|_| (200, "{}".to_owned()));
    let config = format!(
        "[profiles.eu]\napi_key = \"{API_KEY}\"\napi_secret = \"{API_SECRET}\"\napi_url = \"{}\"\n",
        evil.origin()
    );
    stand.env.write(stand.env.config_file(), config);
    let one = format!(
        "[accounts.eu]\nprofile = \"eu\"\napi_key = \"{API_KEY}\"\n[[applications]]\naccount = \"eu\"\nall = true\n"
    );
    stand.env.write("work/vsw.toml", &one);
    // The applications are read with the active credentials, not with those of the profile in the file.
    let report = stand.vsw(["status", "--json"]).run().expect(1).json();
    assert_eq!((&report["selection"]["file"], ids(&report)), (&json!("./vsw.toml"), vec![id.as_str()]));
    let before = stand.requests().len();
    for (text, code) in [
        (format!("{one}[accounts.us]\nprofile = \"us\"\napi_key = \"efgh5678\"\n"), 3),
        (one.replace(API_KEY, "another1"), 3),
        (format!("api_url = \"{}\"\n{one}", evil.origin()), 3),
        (format!("baseline = \"/etc/passwd\"\n{one}"), 3),
        (format!("baseline = \"../x.json\"\n{one}"), 3),
    ] {
        stand.env.write("work/vsw.toml", text);
        stand.vsw(["status", "--json"]).run().expect(code);
    }
    stand.env.write("work/vsw.toml", &one);
    for verb in ["enable", "disable"] {
        let refused = stand.vsw([verb, "--yes", "--json"]).run().expect(2).json();
        assert!(
            refused["message"]
                .as_str()
                .is_some_and(|message| message.contains("no application was selected"))
        );
    }
    assert!(evil.seen().is_empty() && stand.requests().len() == before);
}
