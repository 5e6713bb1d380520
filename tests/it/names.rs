//! Tests application names as arguments and in `list --name`, and which source of applications wins.

use serde_json::{Value, json};

use crate::env::Output;
use crate::stand::{Stand, code_of, document, only};

const VOICE: &str = r#""voice":{}"#;

fn named(stand: &Stand, name: &str) -> String {
    let id = stand.fresh_id();
    let name = serde_json::to_string(name).expect("a string");
    stand.store(&id, document(&id, VOICE).replace("\"Under test\"", &name));
    id
}

/// Commands that take an application in place of `APP`.
const LINES: [&str; 10] = [
    "status APP",
    "watch APP --now --rounds 1",
    "enable APP --dry-run",
    "enable APP",
    "diff APP",
    "disable APP",
    "show APP",
    "history APP",
    "rollback APP --yes",
    "baseline save APP",
];

fn run(stand: &Stand, line: &str, app: &str) -> Output {
    let words = line.split(' ').map(|word| if word == "APP" { app } else { word });
    stand.vsw(words.chain(["--json"])).run()
}

#[test]
fn an_exact_unique_name_is_as_good_as_the_id() {
    let stand = Stand::new();
    for name in ["Zwei Wörter ☎", "--all", "a\"b\\c", "name*", "deadbeef", " padded "] {
        let id = named(&stand, name);
        stand.store(&stand.fresh_id(), "not JSON");
        for line in LINES {
            if name.starts_with('-') {
                continue;
            }
            let output = run(&stand, line, name);
            assert!(matches!(output.code, 0 | 1), "{line}: {output:?}");
            assert!(output.stdout.contains(&id), "{line}: {output:?}");
        }
        let report = stand.vsw(["status", "--json", "--", name]).run().json();
        assert_eq!((&only(&report)["id"], &report["selection"]["source"]), (&json!(id), &json!("argument")));
        stand.store(&id, document(&id, VOICE).replace("Under test", &format!("no longer {id}")));
    }
    // `enable` finds the application by its name, but refuses its document.
    let odd = stand.application(r#""voice":[]"#);
    stand.store(&odd, document(&odd, r#""voice":[]"#).replace("Under test", "Odd"));
    let report = stand.vsw(["enable", "Odd", "--json"]).run().expect(5).json();
    assert_eq!((&only(&report)["id"], &only(&report)["code"]), (&json!(odd), &json!("unexpected-document")));
}

#[test]
fn a_name_is_looked_up_once_and_an_application_counts_once() {
    let stand = Stand::new();
    let (one, two) = (named(&stand, "One"), named(&stand, "Two"));
    let before = stand.requests().len();
    let report =
        stand.vsw(["enable", "One", &one.replace('-', ""), "Two", "One", "--json"]).run().expect(0).json();
    let ids: Vec<&Value> =
        report["applications"].as_array().expect("applications").iter().map(|app| &app["id"]).collect();
    assert_eq!((ids, &report["selection"]["count"]), (vec![&json!(one), &json!(two)], &json!(2)));
    let lists = stand.requests().split_off(before);
    assert_eq!(lists.iter().filter(|request| request.target.contains('?')).count(), 1);
    stand.clear_log();
    stand.vsw(["status", &one]).run().expect(0);
    assert_eq!(stand.requests().len(), 1);
}

#[test]
fn an_ambiguous_name_lists_the_ids_and_changes_nothing() {
    let stand = Stand::new();
    let (one, two, other) = (named(&stand, "Twin"), named(&stand, "Twin"), named(&stand, "Other"));
    for line in LINES.iter().filter(|line| !line.starts_with("history")) {
        let output = run(&stand, line, "Twin").expect(2);
        let error = output.json();
        assert_eq!(error["code"], "usage");
        for id in [&one, &two] {
            assert!(error["hint"].as_str().is_some_and(|hint| hint.contains(id.as_str())), "{line}: {error}");
        }
    }
    let text = stand.vsw(["enable", "Other", "Twin", "--yes"]).run().expect(2);
    let wanted = format!(
        "error: the name `Twin` matches 2 applications in account sandbox0; nothing was changed\n\
         hint: use an id: {one} or {two}\n"
    );
    assert_eq!(text.stderr, wanted);
    assert!(stand.puts(&other).is_empty());
    for id in [&one, &two] {
        stand.vsw(["enable", id]).run().expect(0);
    }
    stand.clear_log();
    let error = run(&stand, "history APP", "Twin").expect(2).json();
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains(&two)), "{error}");
    assert_eq!(code_of(&run(&stand, "history APP", "Unknown")), (4, "not-found".to_owned()));
    assert!(stand.requests().is_empty());
}

#[test]
fn a_name_that_no_application_has_is_not_found() {
    let stand = Stand::new();
    let app = named(&stand, "Reminders");
    for name in ["Unknown", "reminders", "Reminders ", "Reminder*", "Remin"] {
        for line in LINES {
            assert_eq!(code_of(&run(&stand, line, name)), (4, "not-found".to_owned()), "{line} {name}");
        }
        stand.vsw(["enable", &app, name]).run().expect(4);
    }
    let text = stand.vsw(["enable", "reminders"]).run().expect(4);
    assert!(text.stderr.contains(&format!("did you mean `Reminders` ({app})?")), "{text:?}");
    assert!(stand.puts(&app).is_empty());
    // An incomplete list cannot show how many applications have the name.
    for name in ["Unknown", "Reminders"] {
        stand.fault(json!({"on": "list", "do": {"list": {"total_items": 99}}}));
        assert_eq!(code_of(&run(&stand, "enable APP", name)), (5, "unreachable".to_owned()));
        stand.fault(json!({"on": "list", "do": {"answer": {"status": 401}}}));
        assert_eq!(code_of(&run(&stand, "enable APP", name)), (4, "unauthorized".to_owned()));
    }
    assert!(stand.puts(&app).is_empty());
}

#[test]
fn a_mistyped_id_is_no_name_and_costs_no_request() {
    let stand = Stand::new();
    let mistyped = "78d335fa-323d-0114-9c3d-d6f0d48968c";
    for line in LINES {
        for wrong in [mistyped, "O8d335fa-323d-0114-9c3d-d6f0d48968cf", ""] {
            assert_eq!(run(&stand, line, wrong).expect(2).json()["code"], "usage", "{line} {wrong}");
        }
    }
    let text = stand.vsw(["enable", mistyped]).run().expect(2);
    assert!(text.stderr.contains(&format!("`{mistyped}` is not an application id")), "{text:?}");
    assert!(text.stderr.contains("hint: copy an id or a name from `vsw list`\n"), "{text:?}");
    assert!(stand.requests().is_empty());
}

#[test]
fn commands_use_the_first_source_that_is_given() {
    let stand = Stand::new();
    let [argument, environment, profile, listed] = ["A", "E", "P", "F"].map(|name| named(&stand, name));
    let own = |id: &str| {
        format!(
            "[profiles.default]\napi_key = \"sandbox0\"\napi_secret = \"NotASecret1\"\napplication_id = \"{id}\"\n"
        )
    };
    let config = stand.env.config_file();
    stand.env.write(&config, own(&profile));
    stand.env.write(
        "work/vsw.toml",
        format!("unlisted = \"ignore\"\n[[applications]]\nid = \"{listed}\"\nsigned_callbacks = false\n"),
    );
    let of = |words: &[&str], variable: Option<&str>, id: &str| {
        let vsw = stand.vsw(words.iter().copied().chain(["--json"]));
        let output =
            variable.into_iter().fold(vsw, |vsw, value| vsw.env("VONAGE_APPLICATION_ID", value)).run();
        assert!(output.stdout.contains(id), "{words:?}: {output:?}");
        output.stderr
    };
    stand.vsw(["enable", &argument, &environment, &profile]).run().expect(0);
    let commands = ["status", "enable", "disable", "show", "diff", "rollback --yes", "baseline save"];
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        let with_argument = [words.as_slice(), &["A"]].concat();
        assert_eq!(of(&with_argument, Some(&environment), &argument), "", "{command}");
        let takes_sets = !matches!(words[0], "show" | "rollback");
        let is_check = command == "status";
        let hint = |why: &str| match takes_sets {
            true => format!(
                "hint: ./vsw.toml is not used: {}; `--fleet ./vsw.toml` selects its applications\n",
                if is_check { why } else { "this command uses only a fleet file given with `--fleet`" }
            ),
            false => String::new(),
        };
        let of_profile =
            "hint: the application of profile `default` is not used: VONAGE_APPLICATION_ID is set\n";
        let seen = of(&words, Some(&environment), &environment);
        assert_eq!(seen, format!("{of_profile}{}", hint("VONAGE_APPLICATION_ID is set")), "{command}");
        assert_eq!(of(&words, None, &profile), hint("profile `default` has an application"), "{command}");
    }
    let quiet = stand.vsw(["status", "-q"]).env("VONAGE_APPLICATION_ID", &environment).run();
    assert_eq!(quiet.stderr, "");
    // Of these commands, only `status` uses a fleet file that no option names.
    std::fs::remove_file(&config).expect("the configuration");
    let report = stand.vsw(["status", "--json"]).run().json();
    assert_eq!((&report["selection"]["file"], &only(&report)["id"]), (&json!("./vsw.toml"), &json!(listed)));
    stand.clear_log();
    for command in commands.iter().filter(|command| **command != "status") {
        let text = stand.vsw(command.split(' ')).run().expect(2);
        assert!(text.stderr.starts_with("error: no application was selected\nhint: "), "{text:?}");
        let offers = ["--all", "--fleet ./vsw.toml"].map(|words| text.stderr.contains(words));
        assert_eq!(offers, [!matches!(command.split(' ').next(), Some("show" | "rollback")); 2]);
    }
    assert!(stand.requests().is_empty());
    std::fs::remove_file(stand.env.path("work/vsw.toml")).expect("the fleet file");
    let text = stand.vsw(["status"]).run().expect(2);
    assert!(text.stderr.contains("`--all` or `--fleet FILE`"), "{text:?}");
}

#[test]
fn a_list_is_narrowed_by_name() {
    let stand = Stand::new();
    stand.reset(0);
    let [one, two, _] = ["EU one", "EU two", "US"].map(|name| named(&stand, name));
    let list = |names: &[&str]| {
        let words = names.iter().flat_map(|name| ["--name", *name]);
        stand.vsw(["list", "--json"].into_iter().chain(words)).run().expect(0).json()
    };
    let ids = |report: &Value| -> Vec<String> {
        let applications = report["applications"].as_array().expect("applications").iter();
        applications.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    let report = list(&["EU*"]);
    assert_eq!(ids(&report), [one.clone(), two.clone()]);
    assert_eq!(
        (&report["count"], &report["total"], &report["complete"]),
        (&json!(2), &json!(3), &json!(true))
    );
    assert_eq!(ids(&list(&["*one", "US"])).len(), 2);
    assert!(ids(&list(&["eu*"])).is_empty());
    let text = stand.vsw(["list", "--name", "EU*"]).run().expect(0);
    assert!(text.stderr.ends_with("2 of 3 applications\n") && text.stdout.lines().count() == 2, "{text:?}");
    stand.fault(json!({"on": "list", "do": {"list": {"total_items": 4}}}));
    let text = stand.vsw(["list", "--name", "US"]).run().expect(5);
    assert!(text.stderr.contains("the list is incomplete, 3 of 4"), "{text:?}");
    stand.fault(json!({"on": "list", "do": {"list": {"total_items": 1}}}));
    let text = stand.vsw(["list"]).run().expect(5);
    assert!(text.stderr.contains("inconsistent (3 applications, but the API announced 1): "), "{text:?}");
}
