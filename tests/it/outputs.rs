//! Tests that an output replaces none of vsw's own files, no input and no special file.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use crate::env::Vsw;
use crate::skip::not_tested;
use crate::stand::{API_SECRET, Stand, concurrently};
use crate::system::make_fifo;

const CONFIG: &str = "[profiles.default]\napi_key = \"a1b2c3d\"\n";
const FLEET: &str = "baseline = \"reviewed.json\"\n[[applications]]\nall = true\n";

/// Commands that write an output, each with the error code of a refused path. `@` is a placeholder for the
/// output's path.
const COMMANDS: [(&[&str], &str); 8] = [
    (&["enable", "--all", "--plan", "@"], "plan-file"),
    (&["disable", "--fleet", "fleet.toml", "--yes", "--report", "html=@"], "file"),
    (&["status", "--fleet", "fleet.toml", "--report", "junit=@"], "file"),
    (&["apply", "plan.json", "--yes", "--report", "markdown=@"], "file"),
    (&["rollback", "--run", "20261124T023053Z-a1b2c3", "--yes", "--report", "sarif=@"], "file"),
    (&["fleet", "init", "--force", "@"], "fleet-file"),
    (&["baseline", "save", "--all", "--file", "@"], "baseline-file"),
    (&["sandbox", "--state", "@", "--", "true"], "sandbox"),
];

/// Paths that no option may write to, and what the error says about them.
const TARGETS: [(&str, &str); 22] = [
    ("state/journal.ndjson", "it is in vsw's own state directory"),
    ("state/documents/new", "it is in vsw's own state directory"),
    ("state/locks/../journal.ndjson", "it is in vsw's own state directory"),
    ("state", "it is in vsw's own state directory"),
    ("around/journal.ndjson", "it is in vsw's own state directory"),
    ("~/.local/state/vsw/journal.ndjson", "it is in vsw's own state directory"),
    ("config.toml", "it is vsw's own configuration file"),
    ("here/config.toml", "it is vsw's own configuration file"),
    ("hard", "it is vsw's own configuration file"),
    ("~/.config/vsw/config.toml", "it is vsw's own configuration file"),
    ("secret", "it is the file of VONAGE_API_SECRET_FILE"),
    ("signature", "it is the file of VSW_PROFILE_EU_SIGNATURE_SECRET_FILE"),
    ("ca.pem", "it is the --ca-file of this run"),
    ("link", "it is a symbolic link"),
    ("dangling", "it is a symbolic link"),
    (".", "it is a directory"),
    ("new/", "it is a directory"),
    ("missing/new", "its directory does not exist"),
    ("fifo", "it is a FIFO"),
    ("socket", "it is a socket"),
    ("/dev/zero", "it is a device"),
    ("/dev/stdout", "it is a symbolic link"),
];

fn stand() -> Stand {
    let stand = Stand::new();
    stand.application(r#""voice":{}"#);
    let journal_in = |directory: &str| format!("{directory}/journal.ndjson");
    for (path, text) in [
        ("work/config.toml", CONFIG),
        ("home/.config/vsw/config.toml", CONFIG),
        (&journal_in("work/state"), ""),
        (&journal_in("home/.local/state/vsw"), ""),
        ("work/state/documents/one", "{}"),
        ("work/state/locks/one", ""),
        ("work/secret", API_SECRET),
        ("work/signature", "a secret of more than thirty-two characters"),
        ("work/ca.pem", "not read"),
        ("work/fleet.toml", FLEET),
        ("work/plan.json", "{}"),
        ("work/reviewed.json", "{\"schema\": \"vsw/baseline/1\", \"applications\": []}"),
        ("work/theirs", "theirs"),
    ] {
        stand.env.write(path, text);
    }
    let work = stand.env.path("work");
    for private in ["state", "state/documents", "state/locks"] {
        fs::set_permissions(work.join(private), Permissions::from_mode(0o700)).expect("a mode");
    }
    fs::hard_link(work.join("config.toml"), work.join("hard")).expect("a link");
    for (target, link) in [("theirs", "link"), ("nowhere", "dangling"), ("state", "around"), (".", "here")] {
        symlink(target, work.join(link)).expect("a link");
    }
    make_fifo(&work.join("fifo"), "400");
    UnixListener::bind(work.join("socket")).expect("a socket");
    stand
}

/// Returns a command with the output `path`, and with vsw's own files in the working directory.
fn vsw(stand: &Stand, words: &[&str], path: &str) -> Vsw {
    let path = path.replace('~', &stand.env.path("home").display().to_string());
    let words = words.iter().map(|word| word.replace('@', &path));
    let more = ["--config", "config.toml", "--ca-file", "ca.pem", "--json"].map(str::to_owned);
    let command = words.clone().take_while(|word| word != "--");
    let rest = words.clone().skip_while(|word| word != "--");
    let vsw = stand.vsw(command.chain(more).chain(rest));
    let vsw = vsw.env("VSW_STATE_DIR", "state").env("VONAGE_API_SECRET_FILE", "secret");
    vsw.env("VSW_PROFILE_EU_SIGNATURE_SECRET_FILE", "signature")
}

fn contents(directory: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut all = BTreeMap::new();
    let mut directories = vec![directory.to_path_buf()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            let about = fs::symlink_metadata(&path).expect("a file");
            let text = if about.is_file() { fs::read(&path).expect("a file") } else { Vec::new() };
            if about.is_dir() {
                directories.push(path.clone());
            }
            all.insert(path, (about.permissions().mode(), text));
        }
    }
    all
}

#[test]
fn k3_no_output_replaces_a_file_of_vsw_or_an_input_or_a_special_file() {
    let stand = stand();
    let before = contents(&stand.env.path(""));
    let cases: Vec<_> =
        COMMANDS.iter().flat_map(|command| TARGETS.iter().map(move |target| (command, target))).collect();
    concurrently(&cases, |((words, code), (path, expected))| {
        let output = vsw(&stand, words, path).run();
        let what = format!("{words:?} {path}: {output:?}");
        let error = output.json();
        assert_eq!((output.code, error["code"].as_str()), (3, Some(*code)), "{what}");
        assert!(error["message"].as_str().is_some_and(|words| words.contains(expected)), "{what}");
        assert!(error["hint"].is_string(), "{what}");
    });
    assert!(stand.requests().is_empty(), "{:?}", stand.requests());
    assert_eq!(contents(&stand.env.path("")), before);
}

/// Commands that write to `@`, each with a path that is an input of the run, and the name of that input.
const INPUTS: [(&[&str], &str, &str); 18] = [
    (
        &["enable", "--fleet", "other/fleet.toml", "--plan", "@"],
        "other/reviewed.json",
        "the baseline of this run",
    ),
    (
        &["enable", "--fleet", "other/fleet.toml", "--yes", "--report", "junit=@"],
        "other/reviewed.json",
        "the baseline of this run",
    ),
    (
        &["disable", "--fleet", "other/plain.toml", "--dry-run", "--report", "html=@"],
        "other/vsw.baseline.json",
        "the baseline of this run",
    ),
    (&["enable", "--fleet", "fleet.toml", "--plan", "@"], "fleet.toml", "the fleet file of this run"),
    (
        &["enable", "--fleet", "fleet.toml", "--yes", "--report", "junit=@"],
        "here/fleet.toml",
        "the fleet file of this run",
    ),
    (
        &["status", "--fleet", "here/fleet.toml", "--report", "junit=@"],
        "./fleet.toml",
        "the fleet file of this run",
    ),
    (
        &["probe", "http://127.0.0.1:1/", "--body-file", "fleet.toml", "--report", "junit=@"],
        "here/fleet.toml",
        "the --body-file of this run",
    ),
    (&["status", "--all", "--report", "junit=@"], "vsw.toml", "the fleet file of this directory"),
    (&["enable", "--all", "--plan", "@"], "vsw.toml", "the fleet file of this directory"),
    (&["enable", "--all", "--plan", "@"], "vsw.baseline.json", "the baseline of this directory"),
    (&["fleet", "init", "--force", "@"], "vsw.baseline.json", "the baseline of this directory"),
    (&["baseline", "save", "--all", "--file", "@"], "vsw.toml", "the fleet file of this directory"),
    (
        &["status", "--all", "--baseline", "reviewed.json", "--report", "html=@"],
        "reviewed.json",
        "the baseline of this run",
    ),
    (
        &["status", "--fleet", "other/fleet.toml", "--report", "html=@"],
        "other/reviewed.json",
        "the baseline of this run",
    ),
    (
        &["status", "--fleet", "other/plain.toml", "--report", "html=@"],
        "other/vsw.baseline.json",
        "the baseline of this run",
    ),
    (&["status", "--all", "--report", "html=@"], "vsw.baseline.json", "the baseline of this directory"),
    (&["apply", "plan.json", "--report", "html=@"], "plan.json", "the plan of this run"),
    (
        &["baseline", "save", "--fleet", "fleet.toml", "--file", "@"],
        "fleet.toml",
        "the fleet file of this run",
    ),
];

#[test]
fn no_output_replaces_an_input_of_its_run() {
    let stand = stand();
    stand.env.write("work/other/fleet.toml", FLEET);
    stand.env.write("work/other/reviewed.json", stand.env.read("work/reviewed.json"));
    stand.env.write("work/other/vsw.baseline.json", stand.env.read("work/reviewed.json"));
    stand.env.write("work/other/plain.toml", "[[applications]]\nall = true\n");
    let before = contents(&stand.env.path("work"));
    for (words, path, expected) in INPUTS {
        let words: Vec<String> = words.iter().map(|word| word.replace('@', path)).collect();
        let output = stand.vsw(&words).run().expect(3);
        let expected = format!("it is {expected}; nothing was written");
        assert!(output.stderr.contains(&expected), "{words:?} {}", output.stderr);
        assert_eq!(output.stderr.matches("error: ").count(), 1, "{}", output.stderr);
    }
    assert!(stand.requests().is_empty());
    assert_eq!(contents(&stand.env.path("work")), before);
}

#[test]
fn two_outputs_are_never_one_file() {
    let stand = stand();
    stand.env.write("work/old", "old");
    let before = contents(&stand.env.path("work"));
    for words in [
        &["enable", "--all", "--plan", "new", "--report", "junit=new"][..],
        &["enable", "--all", "--plan", "old", "--report", "junit=here/old"],
        &["status", "--all", "--report", "junit=old", "--report", "html=here/./old"],
        &["status", "--all", "--report", "junit=new", "--report", "html=here/new", "--json"],
    ] {
        let output = stand.vsw(words).run().expect(2);
        assert!(output.all().contains("name the same file; nothing was written"), "{}", output.all());
    }
    assert!(stand.requests().is_empty());
    assert_eq!(contents(&stand.env.path("work")), before);
}

#[test]
fn a_dash_is_never_the_name_of_an_output() {
    let stand = stand();
    let before = contents(&stand.env.path("work"));
    for words in [
        &["enable", "--all", "--plan", "-"][..],
        &["baseline", "save", "--all", "--file", "-"],
        &["sandbox", "--state", "-", "--", "true"],
        &["man", "-"],
    ] {
        let output = stand.vsw(words).run().expect(2);
        assert!(output.stderr.contains(" cannot be written to stdout (`"), "{}", output.stderr);
    }
    assert!(stand.requests().is_empty());
    let output = stand.vsw(["fleet", "init", "--force", "-"]).run().expect(0);
    assert!(output.stdout.contains("[[applications]]"), "{}", output.stdout);
    assert_eq!(contents(&stand.env.path("work")), before);
}

#[test]
fn man_pages_are_written_only_if_each_of_them_may_be() {
    let stand = stand();
    let work = stand.env.path("work");
    fs::create_dir(work.join("man")).expect("a directory");
    symlink("../theirs", work.join("man/vsw-watch.1")).expect("a link");
    let before = contents(&work);
    for (directory, expected) in
        [("state", "state directory"), ("state/new", "state directory"), ("man", "link")]
    {
        let output = stand.vsw(["man", directory]).env("VSW_STATE_DIR", "state").run().expect(3);
        assert!(output.stderr.contains(expected), "{}", output.stderr);
    }
    assert_eq!(contents(&work), before);
}

#[test]
fn k3_a_replaced_output_keeps_its_mode() {
    let stand = Stand::new();
    stand.application(r#""voice":{}"#);
    let cases: [&[&str]; 4] = [
        &["enable", "--all", "--plan", "out"],
        &["status", "--all", "--report", "junit=out"],
        &["fleet", "init", "--force", "out"],
        &["status", "--all", "--report", "prometheus=out", "--json"],
    ];
    for words in cases {
        for mode in [0o600, 0o640, 0o644] {
            let path = stand.env.write("work/out", "old");
            fs::set_permissions(path, Permissions::from_mode(mode)).expect("a mode");
            let code = stand.vsw(words).run().code;
            assert_eq!((stand.env.mode("work/out"), code < 2), (mode, true), "{words:?}");
            assert_ne!(stand.env.read("work/out"), "old");
        }
    }
}

#[test]
fn the_step_summary_is_never_added_to_a_file_of_vsw() {
    let stand = stand();
    let before = contents(&stand.env.path("work"));
    for path in ["state/journal.ndjson", "config.toml", "secret"] {
        let output = stand.vsw(["status", "--all", "--config", "config.toml", "--report", "github"]);
        let output = output.env("VSW_STATE_DIR", "state").env("VONAGE_SIGNATURE_SECRET_FILE", "secret");
        let output = output.env("GITHUB_STEP_SUMMARY", path).run().expect(3);
        assert!(output.stderr.contains("error: GITHUB_STEP_SUMMARY ("), "{}", output.stderr);
    }
    assert!(stand.requests().is_empty());
    assert_eq!(contents(&stand.env.path("work")), before);
}

/// Shows that the commands succeed with an allowed path, so the tests above fail because of the path. Skips
/// `apply` and `rollback`, which need a plan or a run.
#[test]
fn each_command_writes_its_output_elsewhere() {
    let stand = stand();
    for (words, _) in COMMANDS.iter().filter(|(words, _)| !["apply", "rollback"].contains(&words[0])) {
        let words: Vec<String> = words.iter().map(|word| word.replace('@', "new")).collect();
        let output = stand.vsw(&words).run();
        assert!(output.code < 2, "{words:?}: {output:?}");
        fs::remove_file(stand.env.path("work/new")).expect("an output");
    }
}

#[test]
fn an_output_in_an_unwritable_directory_costs_no_request() {
    let stand = stand();
    let directory = stand.env.path("work/closed");
    fs::create_dir(&directory).expect("a directory");
    fs::set_permissions(&directory, Permissions::from_mode(0o500)).expect("a mode");
    if fs::write(directory.join("probe"), "").is_ok() {
        not_tested("unwritable directories: this user may write to all of them");
        return;
    }
    for (words, code) in COMMANDS {
        let output = vsw(&stand, words, "closed/new").run().expect(3);
        assert_eq!(output.json()["code"], code, "{output:?}");
        assert!(output.stdout.contains("its directory cannot be written"), "{output:?}");
    }
    assert!(stand.requests().is_empty());
}
