//! A running command that prints events as lines of JSON: `vsw watch`, `vsw listen` or `vsw gateway`.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use serde_json::Value;

use crate::env::Vsw;
use crate::running::{PATIENCE, signal};

pub struct Reporting {
    schema: &'static str,
    child: Child,
    events: Receiver<Value>,
    errors: Option<std::thread::JoinHandle<String>>,
}

pub struct Ended {
    pub code: Option<i32>,
    /// The events after the last one that the test waited for.
    pub events: Vec<Value>,
    pub stderr: String,
}

impl Reporting {
    pub fn start(schema: &'static str, vsw: Vsw) -> Self {
        let mut command = vsw.into_command();
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a process");
        let stdout = BufReader::new(child.stdout.take().expect("its stdout"));
        let mut stderr = child.stderr.take().expect("its stderr");
        let (tell, events) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines() {
                let line = line.expect("UTF-8");
                let event = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
                if tell.send(event).is_err() {
                    break;
                }
            }
        });
        let errors = Some(std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).expect("UTF-8");
            text
        }));
        Self { schema, child, events, errors }
    }

    /// Returns the next event of this kind and skips others.
    #[track_caller]
    pub fn next(&self, kind: &str) -> Value {
        self.until(kind).0
    }

    #[track_caller]
    pub fn until(&self, kind: &str) -> (Value, Vec<Value>) {
        let until = Instant::now() + PATIENCE;
        let mut passed = Vec::new();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(event) = self.events.recv_timeout(left) else { panic!("no {kind} came, but {passed:#?}") };
            assert_eq!(event["schema"], self.schema);
            if event["event"] == kind {
                return (event, passed);
            }
            passed.push(event);
        }
    }

    pub fn signal(&self, name: &str) {
        signal(&self.child, name);
    }

    /// Waits for the end of the command, without ending it.
    pub fn wait(mut self) -> Ended {
        let code = self.child.wait().expect("its end").code();
        let stderr = self.errors.take().map(|errors| errors.join().expect("its stderr"));
        Ended { code, events: self.events.iter().collect(), stderr: stderr.unwrap_or_default() }
    }

    pub fn end(self) -> Ended {
        self.signal("TERM");
        let ended = self.wait();
        assert_eq!(ended.code, Some(143), "{}", ended.stderr);
        ended
    }
}

impl Drop for Reporting {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
