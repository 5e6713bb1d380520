//! Visit: a request to a sandbox's own control interface, as a person's curl would make it. For `vsw demo`.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Sandbox, control};

/// The sandbox is on this machine: it answers at once or not at all.
const PATIENCE: Duration = Duration::from_secs(10);

impl Sandbox {
    /// The document of an application, to the byte.
    ///
    /// # Errors
    /// The sandbox does not answer, or has no such application.
    pub fn document(&self, id: &str) -> io::Result<Vec<u8>> {
        self.visit("GET", &format!("/applications/{id}"), "")
    }

    /// Where the control interface takes an edit at the Dashboard.
    pub fn dashboard(&self, id: &str) -> String {
        format!("{}{}/dashboard/{id}", self.origin, control::ROOT)
    }

    /// An edit at the Dashboard; the JSON may hold a new name.
    ///
    /// # Errors
    /// The sandbox does not answer, or not with yes.
    pub fn edit_at_the_dashboard(&self, id: &str, json: &str) -> io::Result<()> {
        self.visit("POST", &format!("/dashboard/{id}"), json).map(drop)
    }

    fn visit(&self, method: &str, path: &str, body: &str) -> io::Result<Vec<u8>> {
        let host = self.origin.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {}{path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            control::ROOT,
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut head = httparse::Response::new(&mut headers);
        match (head.parse(&answer), head.code) {
            (Ok(httparse::Status::Complete(start)), Some(200)) => Ok(answer.split_off(start)),
            (_, status) => Err(io::Error::other(format!("the sandbox answered {status:?}"))),
        }
    }
}
