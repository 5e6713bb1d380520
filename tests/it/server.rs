//! A server that records requests and sends the responses of a test. Supports only requests without a body.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use base64::Engine as _;

pub struct Server {
    origin: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

#[derive(Clone, Debug)]
pub struct Request {
    pub target: String,
    pub authorization: String,
}

/// A status and a body. The body of a redirect is also its `Location`.
pub type Answer = (u16, String);

impl Server {
    pub fn answering(answer: impl Fn(&Request) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let Some(request) = head(&stream) else { continue };
                log.lock().expect("the log").push(request.clone());
                let (status, body) = answer(&request);
                let location = if (300..400).contains(&status) {
                    format!("location: {body}\r\n")
                } else {
                    String::new()
                };
                let _ = write!(
                    &stream,
                    "HTTP/1.1 {status} x\r\n{location}content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        Self { origin, seen }
    }

    /// Lists these applications for this key and secret, and otherwise responds with 401.
    pub fn account(api_key: &str, api_secret: &str, applications: &[(&str, &str)]) -> Self {
        let wanted = format!("Basic {}", basic(api_key, api_secret));
        let listed: Vec<_> = applications
            .iter()
            .map(|(id, name)| serde_json::json!({"id": id, "name": name, "capabilities": {"voice": {}}}))
            .collect();
        let page = serde_json::json!({
            "page_size": 100, "page": 1, "total_items": listed.len(), "total_pages": 1,
            "_embedded": {"applications": listed},
        });
        Self::answering(move |request| {
            if request.authorization == wanted {
                (200, page.to_string())
            } else {
                // Some servers echo the request.
                let problem = serde_json::json!({"title": "Unauthorized", "detail": request.authorization});
                (401, problem.to_string())
            }
        })
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("the log").clone()
    }
}

pub fn basic(api_key: &str, api_secret: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(format!("{api_key}:{api_secret}"))
}

fn head(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let target = lines.next()?.split(' ').nth(1)?.to_owned();
    let mut request = Request { target, authorization: String::new() };
    for line in lines {
        if let Some((name, value)) = line.split_once(": ")
            && name.eq_ignore_ascii_case("authorization")
        {
            value.clone_into(&mut request.authorization);
        }
    }
    Some(request)
}
