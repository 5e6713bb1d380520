//! Tests that `vsw` refuses damaged or foreign snapshots, and an unsafe state directory.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::Path;

use super::BEFORE;
use crate::skip::not_tested;
use crate::stand::{Stand, code_of, concurrently, document, only};

#[test]
fn a6_a_modified_snapshot_is_rejected() {
    type Harm = fn(&Path, Vec<u8>);
    let harms: [(&str, Harm); 5] = [
        ("a flipped byte", |path, mut bytes| {
            bytes[40] ^= 1;
            fs::write(path, bytes).expect("a write");
        }),
        ("a byte more", |path, bytes| fs::write(path, [&bytes[..], b" "].concat()).expect("a write")),
        ("no text", |path, bytes| fs::write(path, [&bytes[..], b"\xff"].concat()).expect("a write")),
        ("empty", |path, _| fs::write(path, b"").expect("a write")),
        ("gone", |path, _| fs::remove_file(path).expect("a removal")),
    ];
    concurrently(&harms, |(name, harm)| {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        stand.vsw(["enable", &app]).run().expect(0);
        let documents = fs::read_dir(stand.state().join("documents")).expect("snapshots");
        let path = documents.last().expect("a document").expect("an entry").path();
        let bytes = fs::read(&path).expect("a snapshot");
        harm(&path, bytes);
        let before = stand.requests().len();
        let output = stand.vsw(["rollback", &app, "--yes", "--overwrite", "--json"]).run();
        assert_eq!(code_of(&output), (3, "snapshot-changed".to_owned()), "{name}");
        assert_eq!(stand.puts(&app).len(), 1, "{name}");
        assert_eq!(stand.requests().len(), before, "{name}");
    });
}

#[test]
fn a_damaged_snapshot_of_a_run_names_its_application() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    let run = stand.vsw(["enable", &app, "--json"]).run().expect(0).json()["run"].clone();
    for document in fs::read_dir(stand.state().join("documents")).expect("snapshots") {
        fs::write(document.expect("an entry").path(), "x").expect("a write");
    }
    let output = stand.vsw(["rollback", "--run", run.as_str().expect("a run"), "--yes"]).run().expect(3);
    assert!(output.stderr.starts_with(&format!("error: cannot restore application {app}: ")), "{output:?}");
    assert!(output.stderr.contains("; nothing was restored\nhint: restore the run's other applications"));
}

#[test]
fn a6_a_snapshot_of_another_application_account_or_origin_is_rejected() {
    let stand = Stand::new();
    let (app, other) = (stand.application(BEFORE), stand.application(BEFORE));
    let report = stand.vsw(["enable", &other, "--json"]).run().expect(0).json();
    let snapshot = only(&report)["snapshot"].as_str().expect("a snapshot").to_owned();
    let rollback =
        |app: &str, to: &str| stand.vsw(["rollback", app, "--to", to, "--yes", "--overwrite", "--json"]);
    assert_eq!(code_of(&rollback(&app, &snapshot).run()), (3, "no-snapshot".to_owned()));
    assert_eq!(code_of(&rollback(&app, "nothing-1").run()), (3, "no-snapshot".to_owned()));
    let as_another = rollback(&other, &snapshot).env("VONAGE_API_KEY", "other");
    assert_eq!(code_of(&as_another.run()), (3, "no-snapshot".to_owned()));
    let elsewhere = rollback(&other, &snapshot).env("VSW_API_URL", "http://127.0.0.1:9");
    assert_eq!(code_of(&elsewhere.run()), (3, "no-snapshot".to_owned()));
    let newest = stand.vsw(["rollback", &other, "--yes", "--json"]).env("VONAGE_API_KEY", "other");
    assert_eq!(code_of(&newest.run()), (3, "no-snapshot".to_owned()));
    assert_eq!((stand.puts(&app).len(), stand.puts(&other).len()), (0, 1));
}

type Plant = fn(&Path, &Path);

/// Ways in which another user could tamper with the state directory, each with a description and the
/// resulting error code.
const PLANTS: [(&str, &str, Plant); 11] = [
    ("writable by all", "state-unsafe", |state, _| {
        fs::set_permissions(state, fs::Permissions::from_mode(0o777)).expect("a mode");
    }),
    ("writable by the group", "state-unsafe", |state, _| {
        fs::set_permissions(state, fs::Permissions::from_mode(0o770)).expect("a mode");
    }),
    ("a link", "state-unsafe", |state, elsewhere| {
        fs::remove_dir(state).expect("a removal");
        symlink(elsewhere, state).expect("a link");
    }),
    ("a file", "state-unsafe", |state, _| {
        fs::remove_dir(state).expect("a removal");
        fs::write(state, b"").expect("a file");
    }),
    ("a journal that is a link", "state-unsafe", |state, elsewhere| {
        symlink(elsewhere.join("victim"), state.join("journal.ndjson")).expect("a link");
    }),
    ("a journal that is a link to nothing", "state-unsafe", |state, elsewhere| {
        symlink(elsewhere.join("nothing"), state.join("journal.ndjson")).expect("a link");
    }),
    ("a journal that others may write", "state-unsafe", |state, _| {
        fs::write(state.join("journal.ndjson"), b"").expect("a file");
        fs::set_permissions(state.join("journal.ndjson"), fs::Permissions::from_mode(0o666)).expect("a mode");
    }),
    ("a journal that is a directory", "state-unwritable", |state, _| {
        fs::create_dir(state.join("journal.ndjson")).expect("a directory");
    }),
    ("documents that are a link", "state-unsafe", |state, elsewhere| {
        symlink(elsewhere, state.join("documents")).expect("a link");
    }),
    ("locks that are a link", "state-unsafe", |state, elsewhere| {
        symlink(elsewhere, state.join("locks")).expect("a link");
    }),
    ("a directory of another user", "state-unsafe", |state, _| {
        chown(state, Some(4711), None).expect("root");
    }),
];

#[test]
fn a6_a_state_directory_that_others_can_change_is_rejected() {
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    let root = rustix::process::geteuid().is_root();
    concurrently(&PLANTS, |(name, code, plant)| {
        if name.contains("another user") && !root {
            not_tested(&format!("{name}: that takes root"));
            return;
        }
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        let (state, elsewhere) = (stand.state(), stand.env.path("elsewhere"));
        for directory in [&state, &elsewhere] {
            fs::create_dir_all(directory).expect("a directory");
            mode(directory, 0o700);
        }
        stand.env.write("elsewhere/victim", "untouched");
        plant(&state, &elsewhere);
        let output = stand.vsw(["enable", &app, "--json"]).run();
        assert_eq!(code_of(&output), (3, (*code).to_owned()), "{name}");
        assert_eq!(stand.puts(&app).len(), 0, "{name}");
        let text = stand.vsw(["enable", &app]).run().expect(3);
        assert!(!text.stdout.contains('✓') && text.stderr.contains("hint: "), "{name}: {text:?}");
        stand.vsw(["status", &app]).run().expect(1);
        assert_eq!(stand.env.read("elsewhere/victim"), "untouched", "{name}");
        assert_eq!(fs::read_dir(&elsewhere).expect("a directory").count(), 1, "{name}");
    });
}

#[test]
fn a6_a_planted_link_is_neither_written_through_nor_read() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.vsw(["enable", &app]).run().expect(0);
    let documents = stand.state().join("documents");
    let path =
        fs::read_dir(&documents).expect("snapshots").last().expect("a document").expect("an entry").path();
    let copy = stand.env.path("copy");
    fs::rename(&path, &copy).expect("a rename");
    symlink(&copy, &path).expect("a link");
    let kept = fs::read(&copy).expect("a snapshot");
    // A link is refused, because another user could change its target.
    let output = stand.vsw(["rollback", &app, "--yes", "--json"]).run();
    assert_eq!(code_of(&output), (3, "state-unsafe".to_owned()));
    stand.store(&app, document(&app, BEFORE));
    let puts = stand.puts(&app).len();
    let output = stand.vsw(["enable", &app, "--json"]).run().expect(3);
    assert_eq!(output.json()["applications"][0]["code"], "state-unsafe");
    assert_eq!(stand.puts(&app).len(), puts, "no snapshot, no PUT");
    assert!(path.is_symlink(), "it stays for its owner to see");
    assert_eq!(fs::read(&copy).expect("the copy"), kept);
    fs::remove_file(&path).expect("a link");
    stand.vsw(["enable", &app]).run().expect(0);
    assert!(fs::symlink_metadata(&path).expect("a snapshot").is_file());
    assert_eq!(fs::read(&path).expect("a snapshot"), kept);
}
