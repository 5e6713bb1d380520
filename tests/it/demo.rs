//! Tests `vsw demo`, and its transcript in `docs/demo.md`.

use std::os::unix::fs::PermissionsExt as _;

use crate::env::TestEnv;

/// The start of each command, and the exit code if the demo shows it.
const STORY: [(&str, Option<u8>); 15] = [
    ("vsw status e220a839-7b1d-4daf-ae78-9e6aa1b965f4", Some(1)),
    ("vsw enable e220a839-7b1d-4daf-ae78-9e6aa1b965f4 --dry-run", Some(1)),
    ("vsw enable e220a839-7b1d-4daf-ae78-9e6aa1b965f4", Some(0)),
    ("vsw status e220a839-7b1d-4daf-ae78-9e6aa1b965f4", Some(0)),
    ("curl ", None),
    ("vsw status e220a839-7b1d-4daf-ae78-9e6aa1b965f4", Some(1)),
    ("vsw enable e220a839-7b1d-4daf-ae78-9e6aa1b965f4", Some(0)),
    ("cat body.json", None),
    ("vsw verify --header-file header.txt --body-file body.json", Some(0)),
    ("sed ", None),
    ("vsw verify --header-file header.txt --body-file forged.json", Some(1)),
    ("vsw call --to 447700900000 --from 442079460000 --say ", Some(0)),
    ("curl ", None),
    ("vsw call --to 447700900000 --from 442079460000 --say ", Some(1)),
    ("vsw status e220a839-7b1d-4daf-ae78-9e6aa1b965f4", Some(1)),
];

#[test]
fn every_demo_step_is_shown_with_the_expected_exit_code() {
    let env = TestEnv::new();
    let output = env.vsw(["demo"]).run().expect(0);
    assert_eq!(output.stderr, "");
    let lines: Vec<&str> = output.stdout.lines().filter(|line| line.starts_with(['$', '['])).collect();
    let expected: Vec<String> = STORY
        .iter()
        .flat_map(|(command, exit)| {
            [Some(format!("$ {command}")), exit.map(|exit| format!("[exit {exit}]"))].into_iter().flatten()
        })
        .collect();
    assert_eq!(lines.len(), expected.len(), "{}", output.stdout);
    for (line, expected) in lines.iter().zip(&expected) {
        assert!(line.starts_with(expected.as_str()), "{line} is not {expected}");
    }
    for words in ["flag-dropped", "moved     /name", "✓ genuine", "payload-mismatch", "✓ Every step"] {
        assert!(output.stdout.contains(words), "{words}: {}", output.stdout);
    }
    assert!(env.files().is_empty(), "{:?}", env.files());
}

#[test]
fn json_output_contains_the_same_steps() {
    let env = TestEnv::new();
    let report = env.vsw(["demo", "--json"]).run().expect(0).json();
    assert_eq!(report["schema"], "vsw/demo/1");
    assert!(report["failed"].is_null());
    let steps = report["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), STORY.len());
    for (step, (command, exit)) in steps.iter().zip(STORY) {
        assert!(step["command"].as_str().expect("a command").starts_with(command), "{step}");
        assert_eq!(step["exit"], serde_json::json!(exit));
        assert!(!step["output"].as_str().expect("its output").contains('\u{1b}'), "{step}");
    }
}

#[test]
fn demo_neither_reads_nor_changes_the_machine() {
    let env = TestEnv::new();
    let hostile = [
        ("VONAGE_API_KEY", "real"),
        ("VONAGE_API_SECRET", "real"),
        ("VONAGE_SIGNATURE_SECRET", "real"),
        ("VONAGE_APPLICATION_ID", "real"),
        ("VSW_API_URL", "http://127.0.0.1:9"),
        ("VSW_PROFILE", "real"),
        ("VSW_CONFIG", "/dev/null/nonexistent"),
        ("VSW_STATE_DIR", "/dev/null/nonexistent"),
        ("VSW_READ_ONLY", "1"),
        ("HTTP_PROXY", "http://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://127.0.0.1:9"),
        ("HOME", "/dev/null/nonexistent"),
    ];
    let output = env.vsw(["demo"]).envs(hostile).run().expect(0);
    assert!(!output.stdout.contains("real ") && !output.stdout.contains("nonexistent"), "{}", output.stdout);
    let directory = env.path("tmp");
    std::fs::create_dir(&directory).expect("a directory");
    std::fs::set_permissions(env.path("home"), std::fs::Permissions::from_mode(0o555)).expect("its mode");
    let _ = env.vsw(["demo"]).env("TMPDIR", &directory).run().expect(0);
    assert!(env.files().is_empty(), "{:?}", env.files());
    let output = env.vsw(["demo"]).env("TMPDIR", "/dev/null/nonexistent").run().expect(3);
    assert!(output.stderr.contains("hint: set TMPDIR"), "{output:?}");
}

#[test]
fn color_settings_are_passed_to_the_steps() {
    let env = TestEnv::new();
    let colored = env.vsw(["demo"]).env("CLICOLOR_FORCE", "1").run().expect(0).stdout;
    assert!(colored.contains("\u{1b}[32m✓ genuine"), "{colored}");
    for plain in [env.vsw(["demo"]), env.vsw(["demo"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")] {
        assert!(!plain.run().expect(0).stdout.contains('\u{1b}'));
    }
}

#[test]
fn the_documentation_shows_what_the_program_prints() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/demo.md")).expect("the page");
    let start = page.find(COMMAND).expect("the command") + COMMAND.len();
    let shown = page[start..].split("\n```\n").next().expect("its end");
    let printed = TestEnv::new().vsw(["demo"]).run().expect(0).stdout;
    assert_eq!(masked(shown), masked(printed.trim_end()), "docs/demo.md should show:\n{printed}");
}

const COMMAND: &str = "```text\n$ cargo run --release -- demo\n";

fn masked(text: &str) -> String {
    let after_host = |text: &str| text.split("127.0.0.1:").map(str::to_owned).collect::<Vec<_>>();
    let ports = after_host(text).into_iter().enumerate().map(|(number, part)| match number {
        0 => part,
        _ => format!("127.0.0.1:PORT{}", part.trim_start_matches(|digit: char| digit.is_ascii_digit())),
    });
    let text: String = ports.collect();
    let lines = text.lines().map(|line| {
        if line.get(2..3) == Some(":") && line.get(5..6) == Some(":") {
            // Drop the varying words: the time (first), the number before `ms` (sixth), and the delivery's
            // call or path (last).
            let words: Vec<&str> = line.split_whitespace().collect();
            return [&words[1..5], &words[6..words.len() - 1]].concat().join(" ");
        }
        let starts = [
            "  last on   2",
            "  snapshot  2",
            "  compared  with the document that vsw wrote last, 2",
            "  call          ",
            "  conversation  CON-",
            "calling 447700900000; ",
        ];
        let start = starts.iter().find(|start| line.starts_with(*start));
        start.map_or_else(|| line.to_owned(), |start| format!("{start}…"))
    });
    lines.collect::<Vec<_>>().join("\n")
}
