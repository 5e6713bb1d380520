//! Tests that the command in a hint works as printed, and that it is the step that helps.

use crate::env::Output;
use crate::stand::Stand;

fn hint(output: &Output) -> &str {
    output.stderr.lines().rev().find_map(|line| line.strip_prefix("hint: ")).unwrap_or_default()
}

#[test]
fn a_new_fleet_file_is_checked_by_the_printed_command() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    for file in ["./vsw.toml", "with space.toml"] {
        let written = stand.vsw(["fleet", "init", file]).env("VONAGE_APPLICATION_ID", &app).run().expect(0);
        let command = hint(&written).split('`').nth(1).expect("a command").strip_prefix("vsw ").expect("vsw");
        let script = format!("exec \"$1\" {command}");
        let checked = stand.shell(&script, [""; 0]).env("VONAGE_APPLICATION_ID", &app).run().expect(1);
        assert!(checked.stdout.contains(&format!("(checked 9 of 9 from {file})")), "{checked:?}");
        assert!(!checked.stderr.contains("is not used"), "{checked:?}");
    }
}

#[test]
fn a_plan_is_applied_by_the_printed_command() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let planned = stand.vsw(["enable", &app, "--plan", "my plan.json"]).run().expect(0);
    assert_eq!(hint(&planned), "make these changes: `vsw apply 'my plan.json'`");
}

#[test]
fn a_watch_that_heals_is_not_told_to_watch_a_whole_account() {
    let stand = Stand::new();
    let heal = |more: &[&str]| stand.vsw([&["watch", "--heal"], more].concat()).run().expect(2);
    assert!(!hint(&heal(&[])).contains("--all"), "{:?}", heal(&[]));
    assert_eq!(hint(&heal(&["--name", "x*"])), "add `--fleet FILE`");
    stand.env.write("work/vsw.toml", "[[applications]]\nall = true\n");
    let found = heal(&[]);
    assert!(hint(&found).starts_with("pass `--fleet ./vsw.toml`, or an id or a name "), "{found:?}");
}

#[test]
fn a_saved_baseline_counts_its_unsigned_applications_in_words_that_fit() {
    let stand = Stand::new();
    let [one, other] =
        [r#""voice":{}"#, r#""voice":{"signed_callbacks":true}"#].map(|of| stand.application(of));
    let saved = stand.vsw(["baseline", "save", &one]).run().expect(0);
    let warning = "warning: 1 of 1 voice application is saved without signing; `vsw list` shows which\n";
    assert!(saved.stderr.starts_with(warning), "{saved:?}");
    let saved = stand.vsw(["baseline", "save", &one, &other, "--file", "b c.json"]).run().expect(0);
    assert!(saved.stderr.starts_with("warning: 1 of 2 voice applications is saved without "), "{saved:?}");
    assert_eq!(hint(&saved), "review the file and commit it: `git add 'b c.json'`");
}
