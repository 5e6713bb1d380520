//! Stage: a sandbox, a temporary directory, and the steps of the demo. In text format, each step is shown as it runs.

use std::io;

use bytes::Bytes;
use vsw::application::ApplicationId;
use vsw::secret::SignatureSecret;
use vsw::sign::Token;

use crate::args::Format;
use crate::context::Context;
use crate::disk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::demo;
use crate::report::demo::DemoStep;
use crate::sandbox::{Options, Sandbox};
use crate::screen::{ColorMode, Text, shell};
use crate::signals;
use crate::subprocess::Child;

/// On drop, the directory is removed and the sandbox stops.
pub struct Stage<'c> {
    context: &'c Context,
    sandbox: Sandbox,
    directory: tempfile::TempDir,
    id: ApplicationId,
    taken: Vec<DemoStep>,
}

pub enum Ended {
    /// A step did not have the expected result.
    Astray(String),
    Stopped(Exit),
    Failed(Box<Failure>),
}

/// The body of an event webhook, similar to an example in Vonage's documentation.
const BODY: &str = r#"{"from":"442079460000","to":"447700900000","uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","conversation_uuid":"CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"answered","direction":"inbound","timestamp":"2020-01-01T12:00:00.000Z"}"#;

impl<'c> Stage<'c> {
    pub fn set(context: &'c Context) -> Result<Self, Failure> {
        signals::hold();
        let directory = tempfile::tempdir().map_err(Failure::TemporaryDirectory)?;
        // `child` sets `VSW_CONFIG` to this empty file, which keeps the user's configuration out of the demo.
        // The variable must name an existing file.
        let written = disk::PRIVATE.write(&directory.path().join("config.toml"), b"");
        written.map_err(|error| Failure::TemporaryDirectory(error.into()))?;
        let sandbox = Sandbox::start(&Options { pace: 0.0, ..Options::default() })?;
        let id = sandbox.first().ok_or_else(|| Failure::File {
            what: sandbox.origin().to_owned(),
            source: io::Error::other("it has no application"),
        })?;
        let stage = Self { context, sandbox, directory, id, taken: Vec::new() };
        stage.show(&demo::title(stage.sandbox.origin()))?;
        Ok(stage)
    }

    pub fn id(&self) -> String {
        self.id.to_string()
    }

    pub fn taken(self) -> Vec<DemoStep> {
        self.taken
    }

    pub fn vsw(&mut self, about: &str, line: &[&str], code: u8, expected: &[&str]) -> Result<(), Ended> {
        let words: Vec<String> = line.iter().map(|text| shell::word(text)).collect();
        self.begin(about, format!("vsw {}", words.join(" ")))?;
        let mut written = Vec::new();
        let exit = self.child(line)?.run_into(|piece| {
            written.extend_from_slice(piece);
            // The output of `vsw` is already sanitized.
            if self.is_printed() { Ok(self.context.screen.show_bytes(piece)?) } else { Ok(()) }
        })?;
        let output = console::strip_ansi_codes(&String::from_utf8_lossy(&written)).into_owned();
        self.end(Some(exit), &output)?;
        if exit != code {
            return Err(Ended::Astray(format!("it ended with exit code {exit} instead of {code}")));
        }
        match expected.iter().find(|words| !output.contains(**words)) {
            Some(words) => Err(Ended::Astray(format!("its output does not contain `{words}`"))),
            None => Ok(()),
        }
    }

    /// Edits the application as a colleague would in the Dashboard.
    pub fn dashboard(&mut self, about: &str, name: &str) -> Result<(), Ended> {
        let address = self.sandbox.dashboard(self.id);
        self.begin(about, format!("curl -s -o /dev/null --json '{{\"name\":\"{name}\"}}' {address}"))?;
        self.sandbox
            .edit_at_the_dashboard(self.id, name)
            .map_err(|error| Ended::Astray(error.to_string()))?;
        self.end(None, "")
    }

    pub fn receive(&mut self, about: &str, body: &str, header: &str) -> Result<(), Ended> {
        let secret = SignatureSecret::new(Sandbox::SIGNATURE_SECRET)
            .map_err(|reason| Failure::UnfitSecret { label: "the sandbox".to_owned(), reason })?;
        let now = self.context.now_in_seconds();
        let token = Token::issued_at(now)
            .jti("c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5")
            .api_key(Sandbox::API_KEY)
            .application(self.id);
        let bearer = token.bearer(&secret, BODY.as_bytes());
        self.write(header, &format!("Authorization: {bearer}\n"))?;
        self.write(body, BODY)?;
        self.begin(about, format!("cat {body}"))?;
        self.end(None, &format!("{BODY}\n"))
    }

    pub fn forge(&mut self, about: &str, body: &str, to: &str) -> Result<(), Ended> {
        self.begin(about, format!("sed s/answered/rejected/ {body} > {to}"))?;
        self.write(to, &BODY.replacen("answered", "rejected", 1))?;
        self.end(None, "")
    }

    pub fn document(&self) -> Result<Bytes, Ended> {
        self.sandbox
            .document(self.id)
            .ok_or_else(|| Ended::Astray("the sandbox lost the application".to_owned()))
    }

    pub fn same(&mut self, before: &Bytes) -> Result<(), Ended> {
        if self.document()? == *before {
            return self.seen("The stored document is the same, to the byte.".to_owned());
        }
        Err(Ended::Astray("the stored document changed".to_owned()))
    }

    pub fn grew_by_the_flag(&mut self, before: &Bytes) -> Result<(), Ended> {
        let after = self.document()?;
        let rest = self.sandbox.document_without_flag(self.id);
        if after == *before || rest.is_none_or(|rest| rest.as_bytes() != *before) {
            return Err(Ended::Astray("more than the flag changed in the stored document".to_owned()));
        }
        self.seen(format!(
            "The stored document is {} bytes longer; its other {} bytes are as they were.",
            after.len() - before.len(),
            before.len()
        ))
    }

    fn child(&self, line: &[&str]) -> Result<Child, Failure> {
        let directory = self.directory.path();
        let color = match self.context.screen.color() {
            ColorMode::Some => "CLICOLOR_FORCE",
            ColorMode::None => "NO_COLOR",
        };
        let child = Child::of_vsw(line)?
            .in_directory(directory)
            .env(color, "1")
            .env("HOME", directory)
            .env("VSW_CONFIG", directory.join("config.toml"))
            .env("VSW_STATE_DIR", directory.join("state"));
        Ok(self.sandbox.environment().into_iter().fold(child, |child, (name, value)| child.env(name, value)))
    }

    fn begin(&mut self, about: &str, command: String) -> Result<(), Ended> {
        self.show(&demo::opening(about, &command))?;
        let about = about.to_owned();
        self.taken.push(DemoStep { about, command, exit: None, output: String::new(), seen: None });
        Ok(())
    }

    /// If `exit` is `None`, the command was only simulated.
    fn end(&mut self, exit: Option<u8>, output: &str) -> Result<(), Ended> {
        if let Some(step) = self.taken.last_mut() {
            (step.exit, step.output) = (exit, output.to_owned());
        }
        let mut text = Text::new();
        match exit {
            Some(exit) => text.extend(demo::exit(exit)),
            None => output.lines().for_each(|line| text.push(line)),
        }
        self.show(&text)?;
        match signals::held() {
            Some(exit) => Err(Ended::Stopped(exit)),
            None => Ok(()),
        }
    }

    fn seen(&mut self, seen: String) -> Result<(), Ended> {
        self.show(&demo::seen(&seen))?;
        if let Some(step) = self.taken.last_mut() {
            step.seen = Some(seen);
        }
        Ok(())
    }

    fn write(&self, name: &str, content: &str) -> Result<(), Ended> {
        let written = disk::PRIVATE.write(&self.directory.path().join(name), content.as_bytes());
        Ok(written.map_err(|error| Failure::File { what: name.to_owned(), source: error.into() })?)
    }

    fn show(&self, text: &Text) -> Result<(), Failure> {
        if self.is_printed() { Ok(self.context.screen.show(text)?) } else { Ok(()) }
    }

    /// Returns whether steps are shown as they run. With `--json`, only the report has them.
    fn is_printed(&self) -> bool {
        self.context.global.format() == Format::Text
    }
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(Box::new(failure))
    }
}
