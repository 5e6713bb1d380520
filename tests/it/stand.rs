//! A sandbox and an environment to run `vsw` against it. Tests prepare and inspect the API through the
//! sandbox's control interface.
//!
//! ```ignore
//! let stand = Stand::new();
//! let app = stand.application(r#""voice":{}"#);
//! stand.fault(json!({"on": "put", "id": app, "do": "ignore"}));
//! let output = stand.vsw(["enable", &app, "--json"]).run().expect(6);
//! assert_eq!(stand.puts(&app).len(), 1);
//! ```

mod request;

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::env::{Output, TestEnv, VSW, Vsw};
use crate::running::wait_for;

pub use request::Request;

/// The sandbox's fixed credentials (`docs/sandbox.md`).
pub const API_KEY: &str = "sandbox0";
pub const API_SECRET: &str = "NotASecret1";

pub const FLAG: &str = "/capabilities/voice/signed_callbacks";

/// The sandbox ends on drop.
pub struct Stand {
    pub env: TestEnv,
    sandbox: Sandbox,
}

pub struct Sandbox {
    child: Child,
    origin: String,
    made: AtomicU32,
    /// Holds the private key, which a killed sandbox cannot remove.
    _temporary: TempDir,
}

impl Stand {
    pub fn new() -> Self {
        Self::with(&[])
    }

    pub fn with(options: &[&str]) -> Self {
        Self { env: TestEnv::new(), sandbox: Sandbox::with(options) }
    }

    pub fn vsw<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Vsw {
        self.connected(self.env.vsw(args))
    }

    /// Returns a command that runs the shell script. In the script, `"$@"` runs `vsw` with these arguments.
    pub fn shell<S: AsRef<OsStr>>(&self, script: &str, args: impl IntoIterator<Item = S>) -> Vsw {
        let words = ["-c", script, "sh", VSW].map(Into::into).into_iter();
        let args = args.into_iter().map(|arg| arg.as_ref().to_owned());
        self.connected(self.env.command("/bin/sh", words.chain(args)))
    }

    pub fn connected(&self, vsw: Vsw) -> Vsw {
        vsw.env("VSW_API_URL", &self.sandbox.origin)
            .env("VONAGE_API_KEY", API_KEY)
            .env("VONAGE_API_SECRET", API_SECRET)
    }

    pub fn state(&self) -> std::path::PathBuf {
        self.env.path("home/.local/state/vsw")
    }

    pub fn stored_documents(&self) -> Vec<Vec<u8>> {
        let Ok(directory) = std::fs::read_dir(self.state().join("documents")) else { return Vec::new() };
        directory.map(|file| std::fs::read(file.expect("an entry").path()).expect("a snapshot")).collect()
    }
}

impl std::ops::Deref for Stand {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Sandbox {
    pub fn start() -> Self {
        Self::with(&[])
    }

    fn with(options: &[&str]) -> Self {
        let temporary = tempfile::tempdir().expect("a directory");
        let mut child = Command::new(VSW)
            .args(["sandbox", "--apps", "8", "--port", "0"])
            .args(options)
            .env_clear()
            .env("TMPDIR", temporary.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a sandbox");
        let mut stdout = BufReader::new(child.stdout.take().expect("its stdout"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("its first line");
        let origin =
            line.trim().strip_prefix("vsw sandbox listening on ").expect("where it listens").to_owned();
        // Read the rest of the greeting, because the pipe is closed when this function returns.
        for _ in 0..6 {
            stdout.read_line(&mut String::new()).expect("the environment to export");
        }
        Self { child, origin, made: AtomicU32::new(0), _temporary: temporary }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Creates an application and returns its id.
    pub fn application(&self, capabilities: &str) -> String {
        let id = self.fresh_id();
        self.store(&id, document(&id, capabilities));
        id
    }

    pub fn fresh_id(&self) -> String {
        format!("00000000-0000-4000-8000-{:012x}", self.made.fetch_add(1, Ordering::SeqCst) + 1)
    }

    /// Creates or replaces an application with exactly these bytes.
    pub fn store(&self, id: &str, document: impl AsRef<[u8]>) {
        self.control("POST", &format!("/edit/{id}?as=bytes"), document.as_ref());
    }

    pub fn stored(&self, id: &str) -> Vec<u8> {
        self.control("GET", &format!("/applications/{id}"), b"")
    }

    /// Returns `{"applications": […]}` with the ids in the list's order.
    pub fn listed(&self) -> Vec<u8> {
        self.control("GET", "/applications", b"")
    }

    /// Simulates an edit in the Dashboard of the Developer Preview, which drops the flag.
    pub fn dashboard(&self, id: &str) {
        self.control("POST", &format!("/dashboard/{id}"), b"{}");
    }

    /// Queues one fault, or an array of them.
    #[expect(clippy::needless_pass_by_value, reason = "a fault is written where it is queued")]
    pub fn fault(&self, fault: Value) {
        self.control("POST", "/faults", fault.to_string().as_bytes());
    }

    /// Resets to this many built-in applications, no faults, and an empty log.
    pub fn reset(&self, applications: u32) {
        self.control("POST", "/reset", format!(r#"{{"apps": {applications}}}"#).as_bytes());
    }

    /// Clears the request log and all faults.
    pub fn clear_log(&self) {
        self.control("POST", "/reset", br#"{"only": ["faults", "requests"]}"#);
    }

    pub fn reset_faults(&self) {
        self.control("POST", "/reset", br#"{"only": ["faults"]}"#);
    }

    /// Returns the API requests since the log was last cleared, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        let log: Value =
            serde_json::from_slice(&self.control("GET", "/requests", b"")).expect("the log is JSON");
        log["requests"].as_array().expect("requests").iter().map(Request::of).collect()
    }

    pub fn requests_of(&self, id: &str) -> Vec<Request> {
        self.requests().into_iter().filter(|request| request.target.ends_with(id)).collect()
    }

    /// Returns the methods in order, such as `GET PUT GET`.
    pub fn methods(&self, id: &str) -> String {
        self.requests_of(id).into_iter().map(|request| request.method).collect::<Vec<_>>().join(" ")
    }

    pub fn puts(&self, id: &str) -> Vec<Vec<u8>> {
        self.requests_of(id).into_iter().filter(|one| one.method == "PUT").map(|one| one.body).collect()
    }

    pub fn wait_for(&self, id: &str, count: usize) {
        wait_for(
            || (self.requests_of(id).len() >= count).then_some(()),
            || format!("{count} requests never came: {}", self.methods(id)),
        );
    }

    pub fn wait_for_another(&self, id: &str, than: &[u8]) {
        wait_for(|| (self.stored(id) != than).then_some(()), || format!("{id} never changed"));
    }

    pub fn control(&self, method: &str, path: &str, body: &[u8]) -> Vec<u8> {
        let host = self.origin.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).expect("the sandbox");
        let head = format!(
            "{method} /_sandbox{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        let shown = String::from_utf8_lossy(&answer[..answer.len().min(600)]).into_owned();
        assert!(answer.starts_with(b"HTTP/1.1 20"), "{method} {path}: {shown}");
        answer.split_off(end)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a document with the `id` and `_links` that the sandbox itself would set.
pub fn document(id: &str, capabilities: &str) -> String {
    format!(
        r#"{{"id":"{id}","name":"Under test","capabilities":{{{capabilities}}},"_links":{{"self":{{"href":"/v2/applications/{id}"}}}}}}"#
    )
}

#[track_caller]
pub fn only(report: &Value) -> &Value {
    let applications = report["applications"].as_array().expect("applications");
    assert_eq!(applications.len(), 1, "{report}");
    &applications[0]
}

pub fn history(stand: &Stand) -> Value {
    stand.vsw(["history", "--json"]).run().expect(0).json()
}

pub fn outcomes(stand: &Stand) -> Vec<String> {
    let history = history(stand);
    let entries = history["entries"].as_array().expect("entries").iter();
    entries.map(|entry| entry["outcome"].as_str().expect("a word").to_owned()).collect()
}

pub fn paths(places: &Value) -> Vec<&str> {
    places.as_array().expect("places").iter().map(|place| place["path"].as_str().expect("a path")).collect()
}

/// Runs the check for several cases at once, because checks mostly wait.
pub fn concurrently<T: Sync>(cases: &[T], check: impl Fn(&T) + Sync) {
    let next = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(cases.len()) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst) as usize) {
                    check(case);
                }
            });
        }
    });
}

const AT_ONCE: usize = 24;

/// Returns a summary with these counts, as in `vsw/enable/1`.
pub fn summary(counts: &[(&str, u64)]) -> Value {
    let words = [
        "changed",
        "unchanged",
        "would_change",
        "skipped",
        "conflict",
        "unconfirmed",
        "failed",
        "not_attempted",
    ];
    let count = |word: &str| counts.iter().find(|(name, _)| *name == word).map_or(0, |(_, count)| *count);
    words.iter().map(|&word| (word.to_owned(), json!(count(word)))).collect::<serde_json::Map<_, _>>().into()
}

#[track_caller]
pub fn snapshot_of(report: &Value) -> &str {
    let run = report["run"].as_str().expect("a run");
    assert_eq!(run.len(), 23, "{run}");
    let snapshot = only(report)["snapshot"].as_str().expect("a snapshot");
    assert_eq!(snapshot, format!("{run}-1"));
    snapshot
}

/// Returns the exit code, and the `code` of the error or of the only application.
#[track_caller]
pub fn code_of(output: &Output) -> (i32, String) {
    let json = output.json();
    let code = if json["schema"] == "vsw/error/1" { &json["code"] } else { &only(&json)["code"] };
    (output.code, code.as_str().unwrap_or("null").to_owned())
}

/// Creates an application and turns signing on. Returns its id and the name of its snapshot.
pub fn enabled(stand: &Stand, before: &str) -> (String, String) {
    let app = stand.application(before);
    let report = stand.vsw(["enable", &app, "--json"]).run().expect(0).json();
    (app, only(&report)["snapshot"].as_str().expect("a snapshot").to_owned())
}
