//! A state folder that somebody else prepared, or planted something in.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::Path;

use super::BEFORE;
use crate::stand::{Stand, code_of, document, not_tested, side_by_side};

/// Is handed the state folder and another one.
type Plant = fn(&Path, &Path);
/// What is found where the state folder is to be: each with its code, and what puts it there.
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
    ("a journal that is a folder", "state-unwritable", |state, _| {
        fs::create_dir(state.join("journal.ndjson")).expect("a folder");
    }),
    ("documents that are a link", "state-unsafe", |state, elsewhere| {
        symlink(elsewhere, state.join("documents")).expect("a link");
    }),
    ("locks that are a link", "state-unsafe", |state, elsewhere| {
        symlink(elsewhere, state.join("locks")).expect("a link");
    }),
    ("a folder of another user", "state-unsafe", |state, _| {
        chown(state, Some(4711), None).expect("root");
    }),
];

#[test]
fn a6_a_state_folder_that_is_not_ours_alone_is_refused() {
    let root =
        fs::metadata("/proc/self").map(|about| std::os::unix::fs::MetadataExt::uid(&about)).ok() == Some(0);
    side_by_side(&PLANTS, |(name, code, plant)| {
        if name.contains("another user") && !root {
            not_tested(&format!("{name}: that takes root"));
            return;
        }
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        let (state, elsewhere) = (stand.state(), stand.env.path("elsewhere"));
        for folder in [&state, &elsewhere] {
            fs::create_dir_all(folder).expect("a folder");
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a mode");
        }
        stand.env.write("elsewhere/victim", "untouched");
        plant(&state, &elsewhere);
        let output = stand.vsw(["enable", &app, "--json"]).run();
        assert_eq!(code_of(&output), (3, (*code).to_owned()), "{name}");
        assert_eq!(stand.puts(&app).len(), 0, "{name}");
        let text = stand.vsw(["enable", &app]).run().expect(3);
        assert!(!text.stdout.contains('✓') && text.stderr.contains("hint: "), "{name}: {text:?}");
        // A check works all the same, and leaves what is not ours alone.
        stand.vsw(["status", &app]).run().expect(1);
        assert_eq!(stand.env.read("elsewhere/victim"), "untouched", "{name}");
        assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 1, "{name}");
    });
}

#[test]
fn a6_a_link_planted_for_a_document_is_not_written_through_nor_read() {
    let stand = Stand::new();
    let app = stand.application(BEFORE);
    stand.vsw(["enable", &app]).run().expect(0);
    let documents = stand.state().join("documents");
    let path = fs::read_dir(&documents).expect("snapshots").last().expect("one").expect("an entry").path();
    let copy = stand.env.path("copy");
    fs::rename(&path, &copy).expect("a rename");
    symlink(&copy, &path).expect("a link");
    let kept = fs::read(&copy).expect("a snapshot");
    // The very bytes would be the right ones; that somebody can plant them is what is refused.
    let output = stand.vsw(["rollback", &app, "--yes", "--exact", "--json"]).run();
    assert_eq!(code_of(&output), (3, "state-unsafe".to_owned()));
    stand.store(&app, document(&app, BEFORE));
    stand.vsw(["enable", &app]).run().expect(0);
    assert!(fs::symlink_metadata(&path).expect("a snapshot").is_file(), "the link has made place for a file");
    assert_eq!(
        (fs::read(&copy).expect("the copy"), fs::read(&path).expect("a snapshot")),
        (kept.clone(), kept)
    );
}
