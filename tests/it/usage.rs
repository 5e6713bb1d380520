//! Tests messages about an invalid command line: what they name, and what they suggest.

use serde_json::json;

use crate::env::TestEnv;

const ID: &str = "copy the id from the Dashboard's list of applications, or from `vsw list`";

#[test]
fn misspelled_words_get_a_suggestion_in_text_and_json() {
    let env = TestEnv::new();
    for (line, hint) in [
        ("enble", "did you mean `vsw enable`? `vsw --help` lists all commands"),
        ("fleet chek", "did you mean `vsw fleet check`? `vsw fleet --help` lists all commands"),
        ("secret", "did you mean `vsw config secret`? `vsw --help` lists all commands"),
        ("status --al", "did you mean `--all`? `vsw status --help` lists all options"),
        ("enable --profle x", "did you mean `--profile`? `vsw enable --help` lists all options"),
        ("status --fail-on drfit", "did you mean `drift`? `vsw status --help` lists all options"),
        ("--profile fleet list --al", "`vsw list --help` lists all options and values"),
        ("history --all", "`vsw history --help` lists all options and values"),
        ("baseline save --foo", "`vsw baseline save --help` lists all options and values"),
        ("version", "did you mean `vsw --version`? `vsw --help` lists all commands"),
        ("on", "did you mean `vsw enable`? `vsw --help` lists all commands"),
        ("watering", "`vsw --help` lists all commands"),
        ("help stauts", "did you mean `vsw status`? `vsw --help` lists all commands"),
        ("status -all", "did you mean `--all`? `vsw status --help` lists all options"),
        (
            "show Support line",
            "quote a name of several words: \"Support line\"; `vsw show --help` lists all options",
        ),
        ("config show foo", "`vsw config show --help` lists all options and values"),
        ("config secret list foo", "`vsw config secret list --help` lists all options and values"),
        ("list foo", "select applications with `--name PATTERN`; `vsw list --help` lists all options"),
        (
            "explain too old",
            "did you mean `vsw explain too-old`? A code is written with hyphens; `vsw explain --help` lists all options",
        ),
        ("status 78d335fa-323d-0114-9c3d", "copy an id or a name from `vsw list`"),
        ("listen --point= --public-url=https://t.example", "copy an id or a name from `vsw list`"),
        ("call --to 447700900000 --application Reminders", ID),
        ("login --application Reminders", ID),
        ("sign --application Reminders", ID),
        ("verify --expect-application Reminders", ID),
        ("probe http://127.0.0.1:1 --expect-application Reminders", ID),
        ("gateway --upstream http://127.0.0.1:1 --expect-application /a=Reminders", ID),
        (
            "gateway --upstream http://127.0.0.1:1 --expect-application /a//b=78d335fa-323d-0114-9c3d-d6f0d48968cf",
            "`vsw gateway --help` lists all options and values",
        ),
        ("trigger --event answered", "write the event as an argument, such as `vsw trigger answered`"),
        (
            "watch --all --heal",
            "name the applications that `--heal` may change: `--fleet FILE`, or ids or names",
        ),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let text = env.vsw(&words).run().expect(2);
        assert!(text.stderr.ends_with(&format!("\nhint: {hint}\n")), "{line}: {text:?}");
        let error = env.vsw([&words[..], &["--json"]].concat()).run().expect(2).json();
        assert_eq!((&error["code"], &error["hint"]), (&json!("usage"), &json!(hint)), "{line}");
    }
}

#[test]
fn an_unexpected_argument_is_named_only_if_it_is_a_file() {
    let env = TestEnv::new();
    env.write("work/rb.json", "{}");
    let file = env.vsw(["verify", "rb.json"]).run().expect(2);
    assert!(
        file.stderr.starts_with("error: unexpected argument `rb.json`: `vsw verify` takes no arguments\n"),
        "{file:?}"
    );
    assert!(
        file.stderr.contains("`--request-file FILE`") && file.stderr.contains("`--body-file FILE`"),
        "{file:?}"
    );
    let other = env.vsw(["list", "S3cret"]).run().expect(2);
    assert!(
        other.stderr.starts_with("error: unexpected argument: `vsw list` takes no arguments\n"),
        "{other:?}"
    );
    let mistyped = "78d335fa-323d-0114-9c3d-d6f0d48968c";
    let id = env.vsw(["status", mistyped]).run().expect(2);
    assert!(id.stderr.starts_with(&format!("error: `{mistyped}` is not an application id ")), "{id:?}");
}

#[test]
fn invalid_numbers_are_refused_with_what_was_expected() {
    let env = TestEnv::new();
    for (line, expected) in [
        (["audit", "--threads=999999"], "expected a number from 1 to 256"),
        (["listen", "--body-limit=0"], "expected a number from 1 to 67108864"),
        (["listen", "--port=99999"], "expected a number from 0 to 65535"),
        (["verify", "--max-age="], "expected a whole number"),
        (["history", "--limit=many"], "expected a whole number"),
        (["verify", "--max-age=99999999999999999999"], "the number is too large"),
    ] {
        let output = env.vsw(line).run().expect(2);
        assert!(output.stderr.contains(&format!(">': {expected}\n")), "{output:?}");
    }
}
