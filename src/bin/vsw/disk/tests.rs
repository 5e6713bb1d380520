//! Tests of reading and writing files.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::*;

const REFUSED: Replace<'_> = Replace { existing: Existing::Refused, ..PRIVATE };

fn place() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().expect("a directory");
    let path = place.path().join("file");
    (place, path)
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("a file").permissions().mode() & 0o7777
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn count_entries(place: &tempfile::TempDir) -> usize {
    fs::read_dir(place.path()).expect("a directory").count()
}

#[test]
fn k3_new_files_get_the_mode_and_existing_ones_keep_theirs() {
    let (place, path) = place();
    PRIVATE.write(&path, b"one").expect("written");
    assert_eq!((text(&path).as_str(), mode(&path)), ("one", 0o600));
    for kept in [0o644, 0o640, 0o400, 0o600] {
        fs::set_permissions(&path, Permissions::from_mode(kept)).expect("a mode");
        PRIVATE.write(&path, b"two").expect("replaced");
        assert_eq!((text(&path).as_str(), mode(&path)), ("two", kept));
        let exact = Replace { mode: Mode::Exactly(0o604), ..PRIVATE };
        exact.write(&path, b"three").expect("replaced");
        assert_eq!((text(&path).as_str(), mode(&path)), ("three", 0o604));
    }
    assert_eq!(count_entries(&place), 1);
}

#[test]
fn k3_links_and_special_files_are_neither_replaced_nor_followed() {
    let (place, path) = place();
    let target = place.path().join("target");
    fs::write(&target, "theirs").expect("a file");
    let refused = |path: &Path, kind: NotPlain| {
        for failed in [PRIVATE.check(path), PRIVATE.write(path, b"ours")] {
            assert!(matches!(&failed, Err(WriteFileError::NotPlain(found)) if *found == kind), "{failed:?}");
        }
    };
    symlink(&target, &path).expect("a link");
    refused(&path, NotPlain::Link);
    fs::remove_file(&target).expect("a file");
    refused(&path, NotPlain::Link);
    assert!(path.is_symlink() && !target.exists());
    refused(place.path(), NotPlain::Directory);
    refused(Path::new("/dev/null"), NotPlain::Device);
    assert_eq!(count_entries(&place), 1);
}

#[test]
fn an_existing_file_is_kept_if_requested() {
    let (place, path) = place();
    REFUSED.write(&path, b"one").expect("written");
    assert!(matches!(REFUSED.check(&path), Err(WriteFileError::Exists)));
    assert!(matches!(REFUSED.write(&path, b"two"), Err(WriteFileError::Exists)));
    assert_eq!(text(&path), "one");
    fs::remove_file(&path).expect("a file");
    symlink("nowhere", &path).expect("a link");
    assert!(matches!(REFUSED.write(&path, b"two"), Err(WriteFileError::Exists)));
    assert_eq!(count_entries(&place), 1);
}

#[test]
fn protected_files_are_not_overwritten_under_another_spelling() {
    let (place, path) = place();
    let state = place.path().join("state");
    fs::create_dir(&state).expect("a directory");
    fs::write(&path, "config").expect("a file");
    fs::hard_link(&path, place.path().join("hard")).expect("a link");
    symlink(&state, place.path().join("link")).expect("a link");
    let missing = place.path().join("link/../missing");
    let protected = [path.clone(), state, missing].map(|path| Protected::new(path, "ours"));
    let replace = Replace { protected: &protected, ..PRIVATE };
    for spelling in
        ["file", "state/x", "link/x", "state/../file", "state", "hard", "missing", "link/../missing"]
    {
        let path = place.path().join(spelling);
        for failed in [replace.check(&path), replace.write(&path, b"x")] {
            assert!(matches!(failed, Err(WriteFileError::Protected(_))), "{spelling}: {failed:?}");
        }
    }
    assert_eq!(text(&path), "config");
    replace.write(&place.path().join("other"), b"x").expect("not protected");
}

#[test]
fn a_link_leads_out_of_a_directory() {
    let (place, _) = place();
    let inside = place.path().join("inside");
    fs::create_dir_all(inside.join("deep")).expect("a directory");
    fs::write(place.path().join("theirs"), "").expect("a file");
    symlink("..", inside.join("up")).expect("a link");
    symlink("deep", inside.join("down")).expect("a link");
    symlink("../theirs", inside.join("file")).expect("a link");
    symlink(&inside, place.path().join("other")).expect("a link");
    for (path, is_inside) in [
        ("inside/new", true),
        ("inside/deep/new", true),
        ("inside/down/new", true),
        ("other/deep/new", true),
        ("inside/up/new", false),
        ("inside/up/missing/new", false),
        ("inside/file", false),
    ] {
        assert_eq!(is_below(&place.path().join(path), &inside), is_inside, "{path}");
    }
}

#[test]
fn a_file_of_another_kind_is_read_only_if_allowed() {
    let (place, path) = place();
    #[expect(clippy::disallowed_methods, reason = "rustix makes no FIFO on macOS")]
    let made = std::process::Command::new("mkfifo").args(["-m", "400"]).arg(&path).status();
    assert!(made.expect("mkfifo").success());
    let refused = |path: &Path, expected: &str| {
        let error = read(path, 10).expect_err("not a regular file").to_string();
        assert_eq!(error, format!("it is {expected}, not a regular file"));
    };
    refused(&path, "a FIFO");
    refused(place.path(), "a directory");
    refused(Path::new("/dev/zero"), "a device");
    assert!(open(&path, Pipes::Any).is_ok(), "a secret may come from a FIFO");
    assert_eq!(read(Path::new("/dev/null"), 10).expect("an empty file"), b"");
    let (reader, mut writer) = io::pipe().expect("a pipe");
    writer.write_all(b"text").expect("room in the pipe");
    drop(writer);
    let inherited = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&reader));
    assert_eq!(read(Path::new(&inherited), 4).expect("a pipe"), b"text");
}

#[test]
fn a_failed_write_leaves_no_temporary_file() {
    let (place, path) = place();
    let missing = place.path().join("missing/file");
    for failed in [PRIVATE.check(&missing), PRIVATE.write(&missing, b"x")] {
        assert_eq!(failed.expect_err("no directory").to_string(), "its directory does not exist");
    }
    fs::write(&path, "x").expect("a file");
    let below = path.join("file");
    assert!(matches!(PRIVATE.write(&below, b"x"), Err(WriteFileError::Io(_))));
    assert_eq!(count_entries(&place), 1);
}

#[test]
fn input_above_the_limit_is_rejected_not_truncated() {
    assert_eq!(bounded(&b"12345"[..], 5).ok(), Some(b"12345".to_vec()));
    let longer = bounded(&b"123456"[..], 5).map_err(|error| error.kind());
    assert_eq!(longer, Err(io::ErrorKind::FileTooLarge));
}

#[test]
fn new_directories_are_private_and_existing_ones_keep_their_mode() {
    let (place, _) = place();
    let deep = place.path().join("a/b");
    create_directory(&deep).expect("a directory");
    assert_eq!((mode(&place.path().join("a")), mode(&deep)), (0o700, 0o700));
    fs::set_permissions(&deep, Permissions::from_mode(0o750)).expect("a mode");
    create_directory(&deep).expect("a directory");
    assert_eq!(mode(&deep), 0o750);
}
