//! An HTTP server that records its requests with their bodies. It stands in for a handler or for the Voice API.

use std::io::{BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Its threads end with the test process.
pub struct Upstream {
    pub origin: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

#[derive(Clone, Debug)]
pub struct Seen {
    pub first: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl Seen {
    /// Returns the values of a header; `name` is in lower case.
    pub fn values(&self, name: &str) -> Vec<String> {
        let of = |(other, value): &(String, Vec<u8>)| {
            (other == name).then(|| String::from_utf8_lossy(value).into_owned())
        };
        self.headers.iter().filter_map(of).collect()
    }
}

impl Upstream {
    pub fn start(answer: impl Fn(&Seen) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&seen), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || serve(&stream, &log, &*answer));
            }
        });
        Self { origin, seen }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("the log").clone()
    }
}

pub fn serve(stream: &TcpStream, log: &Mutex<Vec<Seen>>, answer: &dyn Fn(&Seen) -> (u16, String)) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = request(&mut reader) {
        log.lock().expect("the log").push(request.clone());
        let (status, body) = answer(&request);
        let length = body.len();
        let response = format!(
            "HTTP/1.1 {status} x\r\nX-Handler: 1\r\nX-Handler: 2\r\nKeep-Alive: 9\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        // Use one write: a second small write would wait for the acknowledgement of the first.
        let mut stream = stream;
        if stream.write_all(response.as_bytes()).is_err() {
            return;
        }
    }
}

/// Reads a request with a Content-Length, or without a body.
pub fn request(reader: &mut impl std::io::BufRead) -> Option<Seen> {
    let mut line = || {
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).ok()?;
        Some(line.strip_suffix(b"\r\n")?.to_vec())
    };
    let first = String::from_utf8(line()?).expect("a request line");
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        let name = String::from_utf8(line[..colon].to_ascii_lowercase()).expect("a name");
        headers.push((name, line[colon + 1..].trim_ascii_start().to_vec()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| String::from_utf8_lossy(value).parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Seen { first, headers, body })
}
