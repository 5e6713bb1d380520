//! Tests `--plan` and `vsw apply`: a plan is applied if nothing changed since. A plan contains no secret.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::{Value, json};

use super::{ON, application, assert_contents, create_applications, outcomes, puts, stand};
use crate::env::Output;
use crate::stand::{API_SECRET, FLAG, Sandbox, Stand, summary};
use crate::terminal::Terminal;

fn planned(stand: &Stand, more: &[&str]) -> Output {
    stand.vsw(["enable", "--all", "--plan", "p.json", "--json"].iter().chain(more)).run()
}

fn apply(stand: &Stand) -> Output {
    stand.vsw(["apply", "p.json", "--yes", "--json"]).run()
}

#[test]
fn an_application_that_lost_its_voice_capability_is_skipped() {
    let stand = stand();
    let (lost, _) = &create_applications(&stand, 1)[0];
    let edit = json!({"remove": ["/capabilities/voice"]});
    stand.fault(json!({"on": "get", "id": lost, "do": {"edit": {"when": "before", "edit": edit}}}));
    let report = planned(&stand, &[]).expect(0).json();
    assert_eq!(outcomes(&report), [("skipped", Some("no-voice"))]);
}

#[test]
fn a_plan_is_applied_if_nothing_changed_since() {
    let stand = stand();
    let applications = create_applications(&stand, 6);
    let on = application(&stand, "on", ON.0);
    let report = planned(&stand, &[]).expect(0).json();
    assert_eq!(report["summary"], summary(&[("would_change", 6), ("unchanged", 1)]));
    assert_eq!((&report["plan"], &report["dry_run"]), (&json!("p.json"), &json!(true)));
    assert_eq!(stand.env.mode("work/p.json"), 0o600);
    assert!(puts(&stand).is_empty() && !stand.state().exists());
    stand.vsw(["apply", "p.json"]).run().expect(2);
    let edit = |place: usize, edit: Value| {
        stand.fault(
            json!({"on": "list", "do": {"edit": {"when": "before", "id": applications[place].0, "edit": edit}}}),
        );
    };
    edit(0, json!({"name": "renamed"}));
    edit(1, json!({"set": {"/capabilities/voice/region": "us"}}));
    edit(2, json!({"set": {FLAG: true}}));
    edit(3, json!({"delete": true}));
    stand.vsw(["list"]).run().expect(0);
    let report = apply(&stand).expect(4).json();
    assert_eq!(
        outcomes(&report),
        [
            ("conflict", Some("conflict")),
            ("conflict", Some("conflict")),
            ("unchanged", None),
            ("failed", Some("not-found")),
            ("changed", None),
            ("changed", None),
        ]
    );
    assert_eq!(
        crate::stand::paths(&report["applications"][1]["differences"]),
        ["/capabilities/voice/region"]
    );
    assert_contents(&stand, &applications[4..]);
    assert_eq!(puts(&stand).len(), 2);
    assert!(stand.puts(&on).is_empty());
    assert_eq!(apply(&stand).expect(4).json()["summary"]["unchanged"], 3);
    assert_eq!(puts(&stand).len(), 2);
}

#[test]
fn a_plan_can_name_applications() {
    let stand = stand();
    let applications = create_applications(&stand, 2);
    let on = application(&stand, "on", ON.0);
    let words = ["enable", &applications[1].0, &on, &applications[0].0, "--plan", "p.json", "--json"];
    let report = stand.vsw(words).run().expect(0).json();
    assert_eq!(outcomes(&report), [("would_change", None), ("unchanged", None), ("would_change", None)]);
    let plan: Value = serde_json::from_str(&stand.env.read("work/p.json")).expect("JSON");
    assert_eq!(plan["applications"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&plan["applications"][0]["name"], &plan["applications"][1]["before"]),
        (&json!("app-1"), &json!("off"))
    );
    assert_eq!(apply(&stand).expect(0).json()["summary"], summary(&[("changed", 2)]));
    assert_contents(&stand, &applications);
}

#[test]
fn an_unwritten_plan_is_null_in_the_report() {
    let stand = stand();
    create_applications(&stand, 3);
    let report = planned(&stand, &["--max-changes", "2"]).expect(1).json();
    assert_eq!(report["plan"], Value::Null);
    assert!(!stand.env.path("work/p.json").exists());
    // No named application could be read, so an empty plan would wrongly mean that no change is needed.
    let unknown = "00000000-0000-4000-8000-000000000000";
    let report = stand.vsw(["enable", unknown, "--plan", "p.json", "--json"]).run().expect(4).json();
    assert_eq!((&report["plan"], stand.env.path("work/p.json").exists()), (&Value::Null, false));
    let failed = stand.vsw(["enable", "--all", "--json", "--plan", "nowhere/p.json"]).run().expect(3).json();
    assert_eq!(failed["code"], "plan-file");
    planned(&stand, &["--max-changes", "3"]).expect(0);
    assert_eq!(stand.vsw(["apply", "p.json", "--yes", "--max-changes", "2"]).run().expect(1).code, 1);
    assert!(puts(&stand).is_empty());
}

#[test]
fn a_plan_is_valid_for_one_account_at_one_origin() {
    let stand = stand();
    create_applications(&stand, 2);
    planned(&stand, &[]).expect(0);
    let elsewhere = Sandbox::start();
    let words = ["apply", "p.json", "--yes", "--json", "--api-url", elsewhere.origin()];
    assert_eq!(stand.vsw(words).run().expect(3).json()["code"], "account-mismatch");
    let other = stand.vsw(["apply", "p.json", "--yes", "--json"]).env("VONAGE_API_KEY", "another1").run();
    assert_eq!(other.expect(3).json()["code"], "account-mismatch");
    assert!(elsewhere.requests().is_empty() && puts(&stand).is_empty());
}

#[test]
fn invalid_plans_fail_before_any_request() {
    let stand = stand();
    let applications = create_applications(&stand, 2);
    planned(&stand, &[]).expect(0);
    let good = stand.env.read("work/p.json");
    let before = stand.requests().len();
    let deep = format!(r#"{{"schema":"vsw/plan/1","x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    for (case, text) in [
        ("empty", String::new()),
        ("torn", good[..good.len() - 20].to_owned()),
        ("another schema", good.replace("vsw/plan/1", "vsw/plan/2")),
        ("deep", deep),
        ("duplicate id", good.replace(&applications[1].0, &applications[0].0)),
        ("no id", good.replace(&applications[1].0, "../../etc/passwd")),
        ("unknown command", good.replace("\"enable\"", "\"delete\"")),
        (
            "no applications",
            good[..good.find("\"applications\"").expect("applications")].to_owned()
                + r#""applications": []}"#,
        ),
    ] {
        stand.env.write("work/p.json", text);
        let failed = apply(&stand);
        assert!([2, 3].contains(&failed.code), "{case}: {failed:?}");
        assert_eq!(failed.json()["schema"], "vsw/error/1", "{case}");
    }
    assert_eq!(stand.requests().len(), before);
    let hostile =
        good.replace("app-0", r"\u001b[2J::error::\r\n##[x]").replace("\"off\"", "\"\\u202enothing\"");
    stand.env.write("work/p.json", hostile);
    let text = stand.vsw(["apply", "p.json", "--yes"]).run();
    assert!(!text.all().contains(['\u{1b}', '\u{202e}', '\r']), "{text:?}");
    assert!(!text.all().lines().any(|line| line.starts_with("::") || line.starts_with("##[")), "{text:?}");
}

#[test]
fn plans_contain_no_secret_and_follow_no_link() {
    let stand = stand();
    let secret = r#""voice":{"webhooks":{"event_url":{"address":"https://u:hunter2@example.com/?token=hunter3"}}},"video":{"secret":"hunter4"}"#;
    application(&stand, "with secrets", secret);
    application(&stand, &format!("ours is {API_SECRET}"), r#""voice":{}"#);
    let theirs = stand.env.write("work/theirs.txt", "theirs");
    symlink(&theirs, stand.env.path("work/p.json")).expect("a link");
    let refused = planned(&stand, &[]).expect(3);
    assert_eq!(refused.json()["code"], "plan-file");
    assert_eq!(stand.env.read("work/theirs.txt"), "theirs");
    assert!(stand.env.path("work/p.json").is_symlink());
    fs::remove_file(stand.env.path("work/p.json")).expect("a link");
    let output = planned(&stand, &[]).expect(0);
    assert_eq!(stand.env.mode("work/p.json"), 0o600);
    let text = stand.env.read("work/p.json") + &output.all();
    for word in ["hunter2", "hunter3", "hunter4", API_SECRET] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // The second application contains our secret, so the plan has no document of it, and `apply` refuses to
    // change it.
    apply(&stand).expect(1);
    assert_eq!(puts(&stand).len(), 1);
}

/// Removes all documents from the plan, and the reasons for withheld documents.
fn without_documents(stand: &Stand) {
    edit_plan(stand, |entry| {
        entry["document"] = json!(null);
        entry.as_object_mut().expect("an entry").remove("withheld");
    });
}

fn edit_plan(stand: &Stand, edit: impl Fn(&mut Value)) {
    let mut plan: Value = serde_json::from_str(&stand.env.read("work/p.json")).expect("JSON");
    plan["applications"].as_array_mut().expect("entries").iter_mut().for_each(edit);
    stand.env.write("work/p.json", plan.to_string());
}

#[test]
fn a_plan_entry_without_a_document_is_never_applied_blindly() {
    let stand = stand();
    let ours = application(&stand, "ours", &format!(r#""voice":{{"note":"{API_SECRET}"}}"#));
    let other = application(&stand, "other", r#""voice":{}"#);
    let output = stand.vsw(["enable", "--all", "--plan", "p.json"]).run().expect(0);
    let warning =
        format!("warning: the document of {ours} contains a configured secret, so p.json lacks the document");
    assert!(output.stderr.contains(&warning) && !output.stderr.contains(&other), "{}", output.stderr);
    let report = planned(&stand, &[]).expect(0).json();
    let details: Vec<&Value> =
        report["applications"].as_array().expect("applications").iter().map(|one| &one["detail"]).collect();
    assert!(
        details[0].as_str().is_some_and(|words| words.contains("the plan lacks this application's document")),
        "{report}"
    );
    assert_eq!(details[1], &json!(null));
    let plan: Value = serde_json::from_str(&stand.env.read("work/p.json")).expect("JSON");
    let of = |place: usize, member: &str| plan["applications"][place][member].clone();
    assert_eq!((of(0, "document"), of(0, "withheld")), (json!(null), json!("own-secret")));
    assert_eq!(
        (of(0, "name"), of(0, "before"), of(1, "withheld")),
        (json!("ours"), json!("absent"), json!(null))
    );
    // A colleague edits both. `apply` cannot see the edit of `ours`, whose document the plan lacks, and must
    // not overwrite it.
    for app in [&ours, &other] {
        let text = String::from_utf8(stand.stored(app)).expect("text");
        stand.store(app, text.replace(r#""voice":{"#, r#""rtc":{},"voice":{"#));
    }
    for more in [&[][..], &["--dry-run"]] {
        let report =
            stand.vsw([&["apply", "p.json", "--yes", "--json"][..], more].concat()).run().expect(1).json();
        assert_eq!(outcomes(&report), [("conflict", Some("conflict")), ("conflict", Some("conflict"))]);
        let detail = report["applications"][0]["detail"].as_str().expect("a detail");
        assert!(
            detail.contains(
                "the plan has no document of this application, because the document contains a configured"
            ),
            "{detail}"
        );
    }
    // The hint does not suggest a new plan, which would omit the document again.
    let text = stand.vsw(["apply", "p.json", "--yes"]).run().expect(1);
    assert!(
        text.stderr.contains(
            "hint: to see the change and confirm it, run `vsw apply` on a terminal without `--yes`"
        ),
        "{text:?}"
    );
    without_documents(&stand);
    let text = stand.vsw(["apply", "p.json", "--yes"]).run().expect(1);
    assert!(
        text.stdout.contains("for an unknown reason") && text.stderr.contains("make a new plan"),
        "{text:?}"
    );
    assert!(puts(&stand).is_empty());
    let words = ["apply", "p.json", "--yes", "--overwrite", "--json"];
    let report = stand.vsw([&words[..], &["--dry-run"]].concat()).run().expect(1).json();
    assert_eq!(report["summary"], summary(&[("would_change", 2)]));
    let report = stand.vsw(words).run().expect(0).json();
    assert_eq!(report["summary"], summary(&[("changed", 2)]));
    assert_eq!(apply(&stand).expect(0).json()["summary"], summary(&[("unchanged", 2)]));
}

#[test]
fn overwrite_applies_a_plan_to_a_changed_application() {
    let stand = stand();
    let applications = create_applications(&stand, 2);
    planned(&stand, &[]).expect(0);
    let (id, after) = &applications[0];
    stand.store(id, String::from_utf8(stand.stored(id)).expect("text").replace("app-0", "renamed"));
    let report = apply(&stand).expect(1).json();
    assert_eq!(outcomes(&report), [("conflict", Some("conflict")), ("changed", None)]);
    assert_eq!(crate::stand::paths(&report["applications"][0]["differences"]), ["/name"]);
    stand.vsw(["apply", "p.json", "--yes", "--overwrite"]).run().expect(0);
    assert_contents(&stand, &[(id.clone(), after.replace("app-0", "renamed")), applications[1].clone()]);
}

#[test]
fn a_plan_with_another_name_or_state_is_a_conflict() {
    let stand = stand();
    create_applications(&stand, 1);
    planned(&stand, &[]).expect(0);
    let good = stand.env.read("work/p.json");
    for (member, value, path) in [
        ("name", json!("another"), "/name"),
        ("name", json!(null), "/name"),
        ("before", json!("absent"), FLAG),
        ("before", json!("unknown"), FLAG),
    ] {
        stand.env.write("work/p.json", &good);
        edit_plan(&stand, |entry| entry[member] = value.clone());
        let report = apply(&stand).expect(1).json();
        assert_eq!(outcomes(&report), [("conflict", Some("conflict"))], "{member} {value}");
        assert_eq!(crate::stand::paths(&report["applications"][0]["differences"]), [path]);
    }
    assert!(puts(&stand).is_empty());
    stand.env.write("work/p.json", &good);
    apply(&stand).expect(0);
}

#[test]
fn an_entry_without_a_document_is_shown_and_confirmed_on_a_terminal() {
    let stand = stand();
    let (one, two) =
        (application(&stand, "one", r#""voice":{}"#), application(&stand, "two", r#""voice":{}"#));
    planned(&stand, &[]).expect(0);
    without_documents(&stand);
    let line = "apply p.json";
    let mut terminal = Terminal::against(&stand, line);
    terminal.asked_to_confirm("Apply this plan?").type_line("n");
    let seen = terminal.end(1);
    for app in [&one, &two] {
        assert!(
            seen.contains(&format!("{app}  the plan file lacks this application's document; the change:")),
            "{seen}"
        );
    }
    assert!(seen.matches("\"signed_callbacks\": true").count() >= 2, "{seen}");
    assert!(puts(&stand).is_empty());
    let mut terminal = Terminal::against(&stand, line);
    terminal.asked_to_confirm("Apply this plan?").type_line("y");
    terminal.end(0);
    assert_eq!(puts(&stand).len(), 2);
}

#[test]
fn s1_files_for_review_have_no_invisible_character() {
    let stand = stand();
    let hostile = "\u{202e}\u{200b}\u{9b}31m\u{7f}\u{feff}\u{2028}\u{e0001}##[error]";
    let raw = format!(r#""voice":{{}},"note{hostile}":{{"a":"{hostile}"}}"#);
    let app = application(&stand, &format!("name {hostile}"), &raw);
    planned(&stand, &[]).expect(0);
    stand.vsw(["baseline", "save", "--all"]).run().expect(0);
    let (plan, baseline) = (stand.env.read("work/p.json"), stand.env.read("work/vsw.baseline.json"));
    let is_plain = |text: &str| text.chars().all(|c| c == '\n' || (' '..='~').contains(&c));
    assert!(is_plain(&plan) && is_plain(&baseline), "{plan}\n{baseline}");
    assert!(!plan.contains("##[") && !baseline.contains("##["));
    let value: Value = serde_json::from_str(&plan).expect("JSON");
    assert_eq!(value["applications"][0]["name"], json!(format!("name {hostile}")));
    // The next save escapes a character that a user wrote unescaped.
    let edited = baseline.replacen("\\u202e", "\u{202e}", 1);
    assert_ne!(edited, baseline);
    stand.env.write("work/vsw.baseline.json", edited);
    stand.vsw(["baseline", "save", "--all"]).run().expect(0);
    assert_eq!(stand.env.read("work/vsw.baseline.json"), baseline);
    apply(&stand).expect(0);
    assert_eq!(stand.puts(&app).len(), 1);
}
