//! Checks with `strace` that files outside the state directory are synced and then renamed.

use std::path::PathBuf;

use crate::env::{VSW, Vsw};
use crate::skip::can_trace;
use crate::stand::{Stand, concurrently};

/// A command, and the file at `path` that it writes. `before` is the old content of an existing file.
struct Kind {
    args: &'static [&'static str],
    path: &'static str,
    before: Option<&'static str>,
}

const CONFIG: &str = "[profiles.default]\napi_key = \"a1b2c3d\"\n";
const BASELINE: &str = "{\"schema\": \"vsw/baseline/1\", \"applications\": []}";
const KINDS: [Kind; 8] = [
    Kind {
        args: &["config", "secret", "add", "--signature-secret-file", "secret"],
        path: "home/.config/vsw/config.toml",
        before: Some(CONFIG),
    },
    Kind { args: &["enable", "--all", "--plan", "p.json"], path: "work/p.json", before: Some("old") },
    Kind { args: &["status", "--all", "--report", "junit=r.xml"], path: "work/r.xml", before: Some("old") },
    Kind {
        args: &["fleet", "init", "--by", "all", "--force", "vsw.toml"],
        path: "work/vsw.toml",
        before: Some("old"),
    },
    Kind { args: &["fleet", "init", "--by", "all", "vsw.toml"], path: "work/vsw.toml", before: None },
    Kind { args: &["baseline", "save", "--all"], path: "work/vsw.baseline.json", before: Some(BASELINE) },
    Kind { args: &["sandbox", "--state", "s.json", "--", "true"], path: "work/s.json", before: None },
    Kind { args: &["man", "."], path: "work/vsw.1", before: Some("old") },
];

impl Kind {
    /// The command runs under `strace`, which logs to `trace`.
    fn prepare(&self, options: &[&str]) -> (Stand, PathBuf, Vsw) {
        let stand = Stand::new();
        stand.application(r#""voice":{}"#);
        stand.env.write("work/secret", "a secret of more than thirty-two characters");
        if let Some(before) = self.before {
            stand.env.write(self.path, before);
        }
        let log = stand.env.path("trace").display().to_string();
        let words = [&["-f", "-qq", "-y", "-o", &log], options, &["--", VSW], self.args].concat();
        let vsw = stand.connected(stand.env.command("/usr/bin/strace", words));
        let path = stand.env.path(self.path);
        (stand, path, vsw)
    }
}

#[test]
fn k3_writes_sync_the_file_rename_it_and_sync_the_directory() {
    if !can_trace("in which order files are synced and renamed") {
        return;
    }
    concurrently(&KINDS, |kind| {
        let (stand, path, vsw) = kind.prepare(&["-e", "trace=fsync,/^rename"]);
        let output = vsw.run();
        let log = stand.env.read("trace");
        let what = format!("{:?}: {output:?}\n{log}", kind.args);
        let lines: Vec<&str> = log.lines().collect();
        let name = format!("/{}\"", path.file_name().expect("a name").to_string_lossy());
        let bare = name.replacen('/', "\"", 1);
        let renamed = |line: &&str| line.contains("rename") && (line.contains(&name) || line.contains(&bare));
        let at = lines.iter().position(renamed).unwrap_or_else(|| panic!("no rename: {what}"));
        let beside = lines[at].split('"').nth(1).expect("a name beside it").replace("/./", "/");
        assert!(beside.contains("/.vsw-"), "{what}");
        let directory = path.parent().expect("a directory").display();
        let synced = |lines: &[&str], path: &str| {
            lines.iter().any(|line| line.contains("fsync(") && line.contains(&format!("<{path}>")))
        };
        assert!(synced(&lines[..at], &beside), "the file is synced before it has its name: {what}");
        assert!(synced(&lines[at..], &directory.to_string()), "the name is durable: {what}");
        assert!(path.is_file(), "{what}");
    });
}

#[test]
fn k3_a_kill_before_the_rename_keeps_the_old_file_and_the_next_run_succeeds() {
    if !can_trace("in which order files are synced and renamed") {
        return;
    }
    concurrently(&KINDS, |kind| {
        let calls = "/^rename";
        // `status` first renames a file in the state directory.
        let nth = if kind.args[0] == "status" { 2 } else { 1 };
        let inject = format!("inject={calls}:error=EIO:signal=KILL:when={nth}");
        let (stand, path, vsw) = kind.prepare(&["-e", &format!("trace={calls}"), "-e", &inject]);
        let killed = vsw.into_command().output().expect("strace runs");
        let log = stand.env.read("trace");
        let what = format!("{:?}: {killed:?}\n{log}", kind.args);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        // strace may split a call into two lines; only the first has the names.
        let last = log.lines().rfind(|line| line.contains("rename") && !line.contains(" resumed>"));
        assert!(last.is_some_and(|line| line.contains(&name)) && log.contains("killed by SIGKILL"), "{what}");
        assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), kind.before, "{what}");
        stand.vsw(kind.args).run().expect(i32::from(kind.args[0] == "status"));
        assert_ne!(std::fs::read_to_string(&path).ok().as_deref(), kind.before, "{what}");
    });
}
