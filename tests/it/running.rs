//! A `vsw` process in the background, and functions to signal it and to wait for effects.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::env::{Output, Vsw};

/// Longer than anything takes on a busy machine. Tests make what must not be waited for take longer still.
pub const SOON: Duration = Duration::from_secs(25);
/// When a wait for an effect fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Running(Child);

impl Running {
    pub fn start(vsw: Vsw) -> Self {
        let mut command = vsw.into_command();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(command.spawn().expect("a process"))
    }

    pub fn signal(&self, name: &str) {
        signal(&self.0, name);
    }

    pub fn still_runs_after(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while Instant::now() < until {
            if self.0.try_wait().expect("its state").is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(10).min(time));
        }
        self.0.try_wait().expect("its state").is_none()
    }

    /// Waits for the end. If a signal ended the process, the code is 1000 plus the signal's number.
    pub fn end(self) -> Output {
        use std::os::unix::process::ExitStatusExt as _;
        let output = self.0.wait_with_output().expect("its end");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().or(output.status.signal().map(|signal| 1000 + signal));
        Output { code: code.expect("an end"), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

pub fn signal(child: &Child, name: &str) {
    let kill = Command::new("/bin/kill").args([&format!("-{name}"), &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
}

/// Polls until the function returns a value. Panics with the description after `PATIENCE`.
#[track_caller]
pub fn wait_for<T>(mut look: impl FnMut() -> Option<T>, missing: impl Fn() -> String) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < until, "{}", missing());
        std::thread::sleep(Duration::from_millis(5));
    }
}
