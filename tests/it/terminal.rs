//! Tests `login` and `config secret add` on a terminal.
//!
//! Other tests also use [`Terminal`].

use expectrl::process::Termios as _;
use expectrl::{ControlCode, Expect as _, Session};

use crate::env::{TestEnv, VSW, Vsw};
use crate::running::{PATIENCE, wait_for};
use crate::server::Server;
use crate::stand::Stand;

const ONE: &str = "11111111-1111-1111-1111-111111111111";
const TWO: &str = "22222222-2222-2222-2222-222222222222";
const SECRET: &str = "Secret1secret";
const SIGNATURE: &str = "Sign1sign1sign1";

pub struct Terminal {
    session: expectrl::session::OsSession,
    seen: String,
}

impl Terminal {
    fn login(env: &TestEnv, server: &Server, more: &str) -> Self {
        Self::run(env, &format!("login --api-url {} {more}", server.origin()))
    }

    pub fn run(env: &TestEnv, line: &str) -> Self {
        Self::of(env.command("/bin/sh", ["-c", &script(line)]))
    }

    pub fn against(stand: &Stand, line: &str) -> Self {
        Self::of(stand.connected(stand.env.command("/bin/sh", ["-c", &script(line)])))
    }

    pub fn of(shell: Vsw) -> Self {
        let command = shell.env("TERM", "xterm").env("NO_COLOR", "1");
        let mut session = Session::spawn(command.into_command()).expect("a terminal");
        session.set_expect_timeout(Some(PATIENCE));
        Self { session, seen: String::new() }
    }

    pub fn until(&mut self, words: &str) -> &mut Self {
        match self.session.expect(words) {
            Ok(found) => self.seen.push_str(&String::from_utf8_lossy(found.as_bytes())),
            Err(error) => panic!("waiting for {words:?}: {error}\nseen so far: {}", self.seen),
        }
        self
    }

    /// Waits for a prompt, and then until `vsw` has turned the echo off.
    pub fn asked(&mut self, prompt: &str) -> &mut Self {
        self.until(prompt);
        wait_for(
            || (!self.session.is_echo().expect("the terminal's state")).then_some(()),
            || format!("no answer is awaited for {prompt:?}"),
        );
        self
    }

    /// Waits for a question that takes `y` or `yes` and Enter. `vsw` has discarded earlier input by then.
    pub fn asked_to_confirm(&mut self, question: &str) -> &mut Self {
        self.until(question).until("[y/N] ")
    }

    /// Types without Enter.
    pub fn type_keys(&mut self, keys: impl AsRef<[u8]>) -> &mut Self {
        self.session.send(keys).expect("a terminal that takes it");
        self
    }

    /// Types Ctrl-D.
    pub fn end_of_input(&mut self) -> &mut Self {
        self.session.send(ControlCode::EndOfTransmission).expect("a terminal that takes it");
        self
    }

    pub fn type_line(&mut self, line: &str) -> &mut Self {
        self.session.send(format!("{line}\r")).expect("a terminal that takes it");
        self
    }

    /// Types Ctrl-C.
    pub fn interrupt(&mut self) {
        self.session.send(ControlCode::EndOfText).expect("a terminal that takes it");
    }

    /// Sends SIGTERM to `vsw`, the only child of the shell.
    pub fn terminate(&mut self) {
        let shell = self.session.get_process().pid().to_string();
        let sent = std::process::Command::new("pkill").args(["-TERM", "-P", &shell]).status();
        assert!(sent.expect("pkill runs").success());
    }

    /// Waits for this exit code and returns the output. Asserts that echo and line editing are on again.
    pub fn end(mut self, code: i32) -> String {
        self.until(&format!("exit {code}\r\n"));
        let seen = std::mem::take(&mut self.seen);
        self.until("over");
        assert!(self.seen.contains(" echo ") && self.seen.contains(" icanon "), "left as: {}", self.seen);
        seen
    }
}

/// Returns a shell script that runs `vsw`. `stty sane` turns the echo on, and the trap keeps the shell alive
/// after Ctrl-C.
pub fn script(line: &str) -> String {
    format!("stty sane; trap : INT; {VSW} {line}; echo \"exit $?\"; stty -a; echo over")
}

fn account() -> Server {
    Server::account("abcd1234", SECRET, &[(ONE, "one"), (TWO, "two")])
}

#[test]
fn login_prompts_and_does_not_echo_secrets() {
    let (env, server) = (TestEnv::new(), account());
    let mut terminal = Terminal::login(&env, &server, "");
    terminal.until("dashboard.nexmo.com/settings");
    terminal.asked("API key: ").type_line("abcd1234");
    terminal.asked("API secret: ").type_line(SECRET);
    terminal.asked("Default application").type_line("two");
    terminal.asked("Signature secret").type_line(SIGNATURE);
    let seen = terminal.end(0);
    assert!(seen.contains("abcd1234"), "what is no secret is echoed: {seen}");
    assert!(seen.contains("********") && seen.contains("status`; turn signing on"), "{seen}");
    assert!(!seen.contains(SECRET) && !seen.contains(SIGNATURE), "{seen}");
    let stored = env.read(env.config_file());
    for value in ["abcd1234", SECRET, SIGNATURE, TWO, server.origin()] {
        assert!(stored.contains(value), "{value}: {stored}");
    }
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn signature_secret_and_application_are_optional() {
    let (env, server) = (TestEnv::new(), account());
    let mut terminal = Terminal::login(&env, &server, "");
    terminal.asked("API key: ").type_line("abcd1234");
    terminal.asked("API secret: ").type_line(SECRET);
    terminal.asked("Default application").type_line("");
    terminal.asked("Signature secret").type_line("");
    let seen = terminal.end(0);
    let (_, after) = seen.split_once("`vsw verify` needs it").expect("the last question");
    assert!(after.contains("skipped") && !after.contains("***") && !after.contains("[hidden]"), "{seen}");
    assert!(after.contains("hint: check all applications: `vsw --api-url"), "{seen}");
    let stored = env.read(env.config_file());
    assert!(!stored.contains("application_id") && !stored.contains("signature_secrets"), "{stored}");
}

#[test]
fn login_says_why_it_asks_again_and_what_the_environment_overrides() {
    let (env, server) = (TestEnv::new(), account());
    let line = format!("login --api-url {}", server.origin());
    let shell = env.command("/bin/sh", ["-c", &script(&line)]).env("VONAGE_API_KEY", "other");
    let mut terminal = Terminal::of(shell);
    terminal
        .asked("API key: ")
        .type_line("")
        .until("an answer is required")
        .asked("API key: ")
        .type_line("abcd1234");
    terminal.asked("API secret: ").type_line("").until("an answer is required");
    terminal.asked("API secret: ").type_line(SECRET);
    terminal.asked("Default application").type_line("two");
    terminal.asked("Signature secret").type_line("");
    let seen = terminal.end(0);
    assert!(
        seen.contains("VONAGE_API_KEY is set and takes precedence over the stored credentials"),
        "{seen}"
    );
    let _ = env.vsw(["logout"]).run().expect(0);
    let again = env.vsw(["logout"]).run().expect(3);
    assert!(
        again.stderr.starts_with("error: nothing to remove: ") && !again.stderr.contains("login"),
        "{again:?}"
    );
}

#[test]
fn login_offers_the_official_cli_credentials() {
    let old =
        r#"{"apiKey":"abcd1234","apiSecret":"Secret1secret","appId":"22222222-2222-2222-2222-222222222222"}"#;
    let new =
        r#"{"api-key":"abcd1234","api-secret":"Secret1secret","app-id":"22222222222222222222222222222222"}"#;
    for (path, content) in
        [("home/.vonage/config.json", new), ("home/.config/@vonage/cli/vonage.config.json", old)]
    {
        let (env, server) = (TestEnv::new(), account());
        let path = env.write(path, content).display().to_string();
        let mut terminal = Terminal::login(&env, &server, "");
        terminal.until("Import API key abcd1234").asked_to_confirm(&path).type_line("y");
        terminal.asked("Signature secret").type_line("");
        let seen = terminal.end(0);
        assert!(seen.contains("imported from") && !seen.contains(SECRET), "{seen}");
        let stored = env.read(env.config_file());
        assert!(stored.contains(SECRET) && stored.contains(TWO), "{stored}");
        assert_eq!(env.read(path), content);
    }
}

#[test]
fn an_import_can_be_declined() {
    let (env, server) = (TestEnv::new(), account());
    env.write("home/.vonage/config.json", r#"{"apiKey":"theirs","apiSecret":"theirsecret"}"#);
    let mut terminal = Terminal::login(&env, &server, "--application 22222222222222222222222222222222");
    terminal.asked_to_confirm("Import API key theirs").type_line("n");
    terminal.asked("API key: ").type_line("abcd1234");
    terminal.asked("API secret: ").type_line(SECRET);
    terminal.asked("Signature secret").type_line("");
    terminal.end(0);
    assert!(!env.read(env.config_file()).contains("theirs"));
}

#[test]
fn a_signal_at_each_prompt_exits_130_or_143_and_restores_the_terminal() {
    let answers = [
        ("Import API key", "n"),
        ("API key: ", "abcd1234"),
        ("API secret: ", SECRET),
        ("Default", ""),
        ("Signature", ""),
    ];
    for (stop, exit) in (0..answers.len()).flat_map(|stop| [(stop, 130), (stop, 143)]) {
        let (env, server) = (TestEnv::new(), account());
        let official =
            env.write("home/.vonage/config.json", r#"{"apiKey":"theirs","apiSecret":"theirsecret"}"#);
        let mut terminal = Terminal::login(&env, &server, "");
        for (number, (prompt, answer)) in answers[..=stop].iter().enumerate() {
            if number == 0 {
                terminal.asked_to_confirm(prompt)
            } else {
                terminal.asked(prompt)
            };
            if number < stop {
                terminal.type_line(answer);
            }
        }
        if exit == 130 {
            terminal.interrupt();
        } else {
            terminal.terminate();
        }
        let seen = terminal.end(exit);
        assert!(!seen.contains("error"), "{stop}: {seen}");
        assert_eq!(env.files(), [official], "nothing is stored");
    }
}

#[test]
fn secret_add_prompts_without_echo() {
    let env = TestEnv::new();
    let mut terminal = Terminal::run(&env, "config secret add --api-key abcd1234 --label blue");
    terminal.asked("Signature secret: ").type_line(SIGNATURE);
    let seen = terminal.end(0);
    assert!(seen.contains("labelled blue") && !seen.contains(SIGNATURE), "{seen}");
    assert!(env.read(env.config_file()).contains(&format!("secret = \"{SIGNATURE}\"")));
    let before = env.read(env.config_file());
    let mut terminal = Terminal::run(&env, "config secret add --api-key abcd1234");
    terminal.asked("Signature secret: ");
    terminal.interrupt();
    terminal.end(130);
    for (answer, words) in [
        (" ", "the signature secret is empty\r\nhint: run the command again and enter it"),
        ("-----BEGIN PRIVATE KEY-----", "error: the signature secret: "),
    ] {
        let mut terminal = Terminal::run(&env, "config secret add --api-key abcd1234");
        terminal.asked("Signature secret: ").type_line(answer);
        let seen = terminal.end(3);
        assert!(seen.contains(words), "{seen}");
    }
    let seen = Terminal::run(&env, "config secret add --no-input").end(2);
    assert!(seen.contains("--signature-secret-file"), "{seen}");
    assert_eq!(env.read(env.config_file()), before);
}

#[test]
fn no_input_asks_nothing() {
    let (env, server) = (TestEnv::new(), account());
    let seen = Terminal::login(&env, &server, "--no-input").end(2);
    assert!(seen.contains("--api-secret-file"), "{seen}");
}
