//! Tests `vsw sandbox` as a process: its output, its exit codes, the command that it runs, and its responses.

mod ncco;
mod phone;
mod retries;
mod tokens;
mod voice;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

use crate::env::{TestEnv, VSW};
use crate::running::PATIENCE;

struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    origin: String,
    /// The directory of the private key's file, which a killed sandbox cannot remove.
    temporary: TempDir,
}

impl Running {
    fn start(env: &TestEnv, more: &[&str]) -> Self {
        let line = ["sandbox"].iter().chain(more);
        let temporary = tempfile::tempdir().expect("a directory");
        let mut command = env.vsw(line).env("TMPDIR", temporary.path()).into_command();
        let mut child = command.stdout(Stdio::piped()).spawn().expect("a sandbox");
        let mut stdout = BufReader::new(child.stdout.take().expect("its stdout"));
        let mut first = String::new();
        stdout.read_line(&mut first).expect("its first line");
        let origin = first.strip_prefix("vsw sandbox listening on ").expect("where it listens");
        Self { child, stdout, origin: origin.trim_end().to_owned(), temporary }
    }

    fn host(&self) -> &str {
        self.origin.strip_prefix("http://").expect("http")
    }

    /// Returns the status of the response, or 0 without a response.
    fn status(&self, request: &str) -> u16 {
        let mut stream = TcpStream::connect(self.host()).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        // A rejection may come before everything is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0)
    }

    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        crate::running::signal(&self.child, signal);
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("the rest");
        let code = self.child.wait().expect("its end").code();
        let left = std::fs::read_dir(&self.temporary).expect("a directory").count();
        assert_eq!(left, 0, "the file of the private key remains");
        (code, rest)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn sandbox_prints_address_and_exports_and_ends_on_a_signal() {
    let env = TestEnv::new();
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let running = Running::start(&env, &[]);
        let origin = running.origin.clone();
        let port = origin.strip_prefix("http://127.0.0.1:").expect("loopback and a port");
        assert!(port.parse::<u16>().is_ok_and(|port| port > 0), "{origin}");
        let (ended, rest) = running.end(signal);
        assert_eq!(ended, Some(code));
        let (rest, key) = rest.split_once("export VONAGE_PRIVATE_KEY_PATH=").expect("a private key");
        assert!(key.ends_with("/private.key\n"), "{key}");
        let exports = format!(
            "export VSW_API_URL={origin}\n\
             export VONAGE_API_KEY=sandbox0\n\
             export VONAGE_API_SECRET=NotASecret1\n\
             export VONAGE_SIGNATURE_SECRET=not-a-secret-the-sandbox-signs-with-it-0123456789\n\
             export VONAGE_APPLICATION_ID=e220a839-7b1d-4daf-ae78-9e6aa1b965f4\n"
        );
        assert_eq!(rest, exports);
    }
    assert!(env.files().is_empty());
}

#[test]
fn sandbox_exits_with_its_commands_exit_code() {
    let env = TestEnv::new();
    for (script, code) in [("exit 0", 0), ("exit 42", 42), ("kill -9 $$", 137), ("kill -TERM $$", 143)] {
        let output = env.vsw(["sandbox", "--", "/bin/sh", "-c", script]).run().expect(code);
        assert_eq!(output.all(), "", "{script}");
    }
    let output = env.vsw(["sandbox", "--", "no-such-command", "x"]).run().expect(3);
    let words = "error: cannot run `no-such-command`: no such program in PATH\n\
                 hint: check that the program exists and is executable; if the program is a script, check the interpreter in its first line \
         (`#!`)\n";
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("", words));
    let output = env.vsw(["sandbox", "--json", "--", "no-such-command"]).run().expect(3);
    assert_eq!(output.json()["code"], "not-started");
    let output = env.vsw(["sandbox", "--", "vsw status && x"]).run().expect(3);
    assert!(output.stderr.contains("vsw takes the whole text as the name of a program"), "{output:?}");
    assert!(
        output.stderr.contains("\nhint: after `--`, write each argument as a word of its own"),
        "{output:?}"
    );
    let output = env.vsw(["sandbox", "--", "/bin/echo", "$HOME;", "--help", "a  b", "*"]).run().expect(0);
    assert_eq!(output.stdout, "$HOME; --help a  b *\n");
    let output = env.vsw(["sandbox", "--", "/bin/cat"]).stdin("to the command").run().expect(0);
    assert_eq!(output.stdout, "to the command");
}

#[test]
fn s5_a_command_gets_only_the_sandboxs_credentials() {
    let env = TestEnv::new();
    let planted = [
        ("VONAGE_API_KEY", "real"),
        ("VONAGE_API_SECRET", "real"),
        ("VONAGE_API_SECRET_FILE", "real"),
        ("VONAGE_PRIVATE_KEY", "real"),
        ("VONAGE_SIGNATURE_SECRET", "real"),
        ("VONAGE_API_SIGNATURE_SECRET", "real"),
        ("NEXMO_API_KEY", "real"),
        ("NEXMO_SIGNATURE_SECRET", "real"),
        ("VSW_PROFILE", "real"),
        ("VSW_PROFILE_PROD_API_SECRET", "real"),
        ("VSW_API_URL", "https://real.example"),
        ("UNRELATED", "kept"),
    ];
    let output = env.vsw(["sandbox", "--", "/usr/bin/env"]).envs(planted).run().expect(0);
    assert!(!output.stdout.contains("real"), "{}", output.stdout);
    assert!(output.stdout.contains("UNRELATED=kept\n"), "{}", output.stdout);
    let mut given: Vec<&str> = output
        .stdout
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name)
        .filter(|name| ["VONAGE_", "NEXMO_", "VSW_"].iter().any(|prefix| name.starts_with(prefix)))
        .collect();
    given.sort_unstable();
    let expected = [
        "VONAGE_API_KEY",
        "VONAGE_API_SECRET",
        "VONAGE_APPLICATION_ID",
        "VONAGE_PRIVATE_KEY_PATH",
        "VONAGE_SIGNATURE_SECRET",
        "VSW_API_URL",
        "VSW_CONFIG",
        "VSW_SANDBOX",
        "VSW_STATE_DIR",
    ];
    assert_eq!(given, expected);
    // A login in the sandbox leaves the user's configuration unchanged.
    env.write(".config/vsw/config.toml", "default_profile = \"real\"\n[profiles.real]\napi_key = \"k\"\n");
    let login =
        format!("echo NotASecret1 | {VSW} login --api-key sandbox0 --api-secret-file - && {VSW} logout");
    let line = ["sandbox", "--", "/bin/sh", "-c", &login];
    let _ = env.vsw(line).env("XDG_CONFIG_HOME", env.path(".config")).run().expect(0);
    assert!(env.read(".config/vsw/config.toml").contains("[profiles.real]"));
    std::fs::remove_dir_all(env.path(".config")).expect("the test's own files");
    // The journal is removed with the sandbox, unless VSW_STATE_DIR is set.
    let script = format!("{VSW} enable >&2 && echo $VSW_STATE_DIR");
    let output = env.vsw(["sandbox", "--", "/bin/sh", "-c", &script]).run().expect(0);
    assert!(!std::path::Path::new(output.stdout.trim_end()).exists(), "{}", output.stdout);
    assert!(env.files().is_empty(), "{:?}", env.files());
    let kept = env.path("work/state");
    let script = format!("{VSW} enable");
    let line = ["sandbox", "--apps", "1", "--", "/bin/sh", "-c", &script];
    let _ = env.vsw(line).env("VSW_STATE_DIR", &kept).run().expect(0);
    assert!(kept.join("journal.ndjson").exists());
}

#[test]
fn a_sandbox_in_a_sandbox_has_its_own_state_directory_and_configuration() {
    let env = TestEnv::new();
    let script =
        format!("echo $VSW_STATE_DIR $VSW_CONFIG; {VSW} sandbox -- sh -c 'echo $VSW_STATE_DIR $VSW_CONFIG'");
    let output = env.vsw(["sandbox", "--", "sh", "-c", &script]).run().expect(0);
    let paths: std::collections::BTreeSet<&str> = output.stdout.split_whitespace().collect();
    assert_eq!(paths.len(), 4, "{output:?}");
}

#[test]
fn signals_are_forwarded_to_the_command() {
    for signal in ["TERM", "INT"] {
        let wait = "for _ in 1 2 3 4 5 6 7 8 9; do sleep 1; done";
        let script = format!("trap 'echo signaled; exit 7' {signal}; echo there; {wait}");
        let line = ["sandbox", "--", "/bin/sh", "-c", &script];
        let mut command = Command::new("setsid");
        command.arg(VSW).args(line).env_clear().env("PATH", "/usr/bin:/bin").stdout(Stdio::piped());
        let mut child = command.spawn().expect("a sandbox");
        let mut stdout = BufReader::new(child.stdout.take().expect("its stdout"));
        let mut there = String::new();
        stdout.read_line(&mut there).expect("a line");
        assert_eq!(there, "there\n");
        let id = child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &id]).status().expect("kill").success());
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).expect("the rest");
        assert_eq!(
            (rest.as_str(), child.wait().expect("its end").code()),
            ("signaled\n", Some(7)),
            "{signal}"
        );
    }
}

#[test]
fn a_sandbox_that_cannot_start_reports_the_reason() {
    let env = TestEnv::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let output = env.vsw(["sandbox", "--port", &port]).run().expect(3);
    let words = format!("error: cannot listen on 127.0.0.1:{port}: Address already in use");
    assert!(
        output.stderr.starts_with(&words) && output.stderr.contains("\nhint: end the program that holds"),
        "{output:?}"
    );
    let file = env.write("work/note.txt", "not JSON");
    let output = env.vsw(["sandbox", "--state", "note.txt"]).run().expect(3);
    assert!(output.stderr.contains("note.txt is not a sandbox state file"), "{output:?}");
    assert_eq!(std::fs::read_to_string(file).expect("the note"), "not JSON");
    let output = env.vsw(["sandbox", "--", "true"]).env("TMPDIR", "/dev/null/nonexistent").run().expect(3);
    assert!(output.stderr.contains("hint: set TMPDIR"), "{output:?}");
}

#[test]
fn applications_persist_between_runs() {
    let env = TestEnv::new();
    let script = format!("{VSW} status; {VSW} enable >&2");
    let line = ["sandbox", "--state", "apps.json", "--", "/bin/sh", "-c", &script];
    assert!(env.vsw(line).run().expect(0).stdout.contains("absent"));
    assert!(env.vsw(line).run().expect(0).stdout.contains("signing   on"));
    assert_eq!(env.mode("work/apps.json"), 0o600);
}

#[test]
fn s2_host_origin_size_and_framing_are_checked() {
    let env = TestEnv::new();
    let running = Running::start(&env, &[]);
    let host = running.host().to_owned();
    let port = host.split_once(':').expect("a port").1.to_owned();
    let get = |host: &str, more: &str| {
        format!("GET /_sandbox/applications HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n")
    };
    let reset = |more: &str| {
        format!(
            "POST /_sandbox/reset HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 2\r\n{more}\r\n{{}}"
        )
    };
    let json = "Content-Type: application/json\r\n";
    let from = |origin: &str| format!("{json}Origin: {origin}\r\n");
    let large = "x".repeat(1_000_000);
    for (what, request, status) in [
        ("its address", get(&host, ""), 200),
        ("its other name", get(&format!("localhost:{port}"), ""), 200),
        ("another name", get("evil.example", ""), 421),
        ("another name and its port", get(&format!("evil.example:{port}"), ""), 421),
        ("another port", get("127.0.0.1:1", ""), 421),
        ("no port", get("127.0.0.1", ""), 421),
        ("a longer name", get(&format!("{host}.evil.example"), ""), 421),
        ("a page that reads", get(&host, "Origin: https://evil.example\r\n"), 200),
        ("a change", reset(json), 200),
        ("a page of its own", reset(&from(&format!("http://{host}"))), 200),
        ("a page of another origin", reset(&from("https://evil.example")), 403),
        ("a page of no origin", reset(&from("null")), 403),
        ("a form", reset("Content-Type: text/plain\r\n"), 415),
        ("no content type", reset(""), 415),
        ("a length and chunks", reset(&format!("{json}Transfer-Encoding: chunked\r\n")), 400),
        ("two lengths", reset(&format!("{json}Content-Length: 3\r\n")), 400),
        ("a head that is too large", get(&host, &format!("X: {large}\r\n")), 431),
        ("a body that is too large", reset(json).replace("Length: 2", "Length: 16777217"), 413),
        ("no HTTP", "hello\r\n\r\n".to_owned(), 400),
    ] {
        let found = running.status(&request);
        assert_eq!(found, status, "{what}");
    }
    assert_eq!(running.status(&get(&host, "")), 200);
}
