//! A client that sends given bytes. Unlike the server, it does not use hyper: a shared mistake would stay hidden.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::super::{Options, Sandbox, credentials};

pub(super) struct Wire {
    stream: BufReader<TcpStream>,
    pub host: String,
}

#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the body was as long as Content-Length announced.
    pub whole: bool,
}

pub(super) fn sandbox(apps: u32) -> Sandbox {
    Sandbox::start(&Options { apps, ..Options::default() }).expect("a sandbox")
}

pub(super) fn path(number: u32) -> String {
    format!("/v2/applications/{}", super::super::sample::id(number))
}

pub(super) fn authorization() -> String {
    let pair = STANDARD.encode(format!("{}:{}", credentials::API_KEY, credentials::API_SECRET));
    format!("Authorization: Basic {pair}")
}

impl Wire {
    pub(super) fn to(sandbox: &Sandbox) -> Self {
        let host = sandbox.origin().trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        Self { stream: BufReader::new(stream), host }
    }

    /// Ignores errors: if the other side has closed the connection, reading the response shows it.
    pub(super) fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    pub(super) fn api(&mut self, method: &str, path: &str, body: &str) -> Reply {
        self.ask(method, path, &[&authorization(), "Content-Type: application/json"], body)
    }

    pub(super) fn control(&mut self, method: &str, path: &str, body: &str) -> Value {
        let reply = self.ask(method, &format!("/_sandbox/{path}"), &["Content-Type: application/json"], body);
        assert!((200..300).contains(&reply.status), "{path}: {reply:?}");
        serde_json::from_slice(&reply.body).unwrap_or(Value::Null)
    }

    pub(super) fn ask(&mut self, method: &str, path: &str, headers: &[&str], body: &str) -> Reply {
        self.begin(method, path, headers, body);
        self.reply().expect("an answer")
    }

    pub(super) fn begin(&mut self, method: &str, path: &str, headers: &[&str], body: &str) {
        let headers: String = headers.iter().flat_map(|line| [line, "\r\n"]).collect();
        let (host, length) = (&self.host, body.len());
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        self.send(text.as_bytes());
    }

    pub(super) fn reply(&mut self) -> io::Result<Reply> {
        let (status, headers) = self.head()?;
        let length =
            headers.iter().find(|(name, _)| name == "content-length").map(|(_, value)| value.clone());
        let mut body = Vec::new();
        let length: u64 = length.and_then(|value| value.parse().ok()).unwrap_or(0);
        let read = (&mut self.stream).take(length).read_to_end(&mut body);
        let whole = read.is_ok() && body.len() as u64 == length;
        Ok(Reply { status, headers, body, whole })
    }

    pub(super) fn head(&mut self) -> io::Result<(u16, Vec<(String, String)>)> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|text| text.parse().ok());
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        Ok((status.unwrap_or_else(|| panic!("no status line: {first:?}")), headers))
    }

    pub(super) fn rest(&mut self, most: u64) -> Vec<u8> {
        let mut rest = Vec::new();
        let _ = (&mut self.stream).take(most).read_to_end(&mut rest);
        rest
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

impl Reply {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
