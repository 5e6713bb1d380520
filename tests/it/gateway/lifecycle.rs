//! Tests the start, the reload and the end of a gateway, and its limits.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::Stdio;
use std::time::Duration;

use super::get;
use crate::env::TestEnv;
use crate::listen::{Listener, answer, connect};
use crate::running::{signal, wait_for};
use crate::sign::SECRET;
use crate::upstream::Upstream;

#[test]
fn a_reload_takes_new_secrets_and_keeps_connections() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let env = TestEnv::new();
    let file = env.path("secret");
    let write = |secret: &str| fs::write(&file, secret).expect("a file");
    write("the first secret, of more than 32 bytes");
    let path = file.to_str().expect("UTF-8").to_owned();
    let args = ["--upstream", &upstream.origin, "--signature-secret-file", &path];
    let gateway = Listener::of(env, &["gateway", "--bind", "127.0.0.1:0"], &args);
    // `signed` uses the secret in the environment, not that in the file.
    let request = gateway.signed(&["--event", "answered"]);
    assert_eq!(gateway.ask(&request).status, 401);
    let mut kept = gateway.connect();
    let request = String::from_utf8(request).expect("UTF-8").replacen("\r\n", "\r\nConnection: close\r\n", 1);
    let request = request.as_bytes();
    let (first, rest) = request.split_at(request.len() / 2);
    kept.write_all(first).expect("half a request");
    fs::write(&path, "").expect("a file");
    gateway.reporting.signal("HUP");
    let error = gateway.reporting.next("reloaded")["error"].as_str().expect("an error").to_owned();
    assert!(error.contains("empty"), "{error}");
    assert_eq!(
        gateway.ask(&gateway.signed(&["--event", "answered"])).status,
        401,
        "the old secret stays in use"
    );
    fs::write(&path, SECRET).expect("a file");
    gateway.reporting.signal("HUP");
    assert!(gateway.reporting.next("reloaded")["error"].is_null());
    kept.write_all(rest).expect("the other half");
    assert!(answer(&mut kept).starts_with("HTTP/1.1 200"), "the connection outlives both reloads");
    assert_eq!(upstream.seen().len(), 1);
}

#[test]
fn sigterm_lets_requests_in_flight_finish_and_exits_with_143() {
    let upstream = Upstream::start(|_| {
        std::thread::sleep(Duration::from_millis(700));
        (200, "late".to_owned())
    });
    let gateway = Listener::gateway(&["--upstream", &upstream.origin, "--metrics", "0"]);
    let metrics = gateway.listening["metrics"].as_str().expect("an address").to_owned();
    let mut busy = gateway.connect();
    busy.write_all(&gateway.signed(&["--event", "answered"])).expect("a request");
    wait_for(|| (!upstream.seen().is_empty()).then_some(()), || "the request did not arrive".to_owned());
    gateway.reporting.signal("TERM");
    let refused = wait_for(
        || Some(get(&metrics, "/readyz").status).filter(|status| *status != 200),
        || "it stays ready".to_owned(),
    );
    assert_eq!(refused, 503);
    let late = answer(&mut busy);
    assert!(late.ends_with("late"), "{late}");
    assert!(std::net::TcpStream::connect(&gateway.address).is_err(), "it accepts no connection");
    let over = gateway.reporting.end();
    assert_eq!(over.code, Some(143));
    let last = over.events.last().expect("the last event");
    assert_eq!((&last["event"], &last["summary"]["genuine"]), (&"stopped".into(), &1.into()));
}

#[test]
fn bodies_of_strangers_take_no_memory_from_those_with_a_token() {
    let upstream = Upstream::start(|_| (200, String::new()));
    let gateway = Listener::gateway(&["--upstream", &upstream.origin]);
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65000\r\n\r\n";
    // Requests without a token share 16 MiB for bodies above 8 KiB, which is too little for all 300.
    let mut stalled: Vec<_> = (0..300)
        .map(|_| {
            let mut stream = gateway.connect();
            stream.write_all(head.as_bytes()).expect("a head");
            stream.write_all(&vec![b'x'; 60_000]).expect("most of a body");
            stream
        })
        .collect();
    let large = gateway.signed(&["--body", &format!("{{\"x\":\"{}\"}}", "x".repeat(100_000))]);
    assert_eq!(gateway.ask(&large).status, 200);
    let mut refused = 0;
    for stream in &mut stalled {
        stream.set_read_timeout(Some(Duration::from_millis(1))).expect("a timeout");
        let mut start = [0; 12];
        refused += usize::from(stream.read(&mut start).is_ok_and(|length| start[..length].ends_with(b"503")));
    }
    assert!((10..100).contains(&refused), "{refused} of 300 found no memory");
}

#[test]
fn idle_connections_make_room_and_deliveries_in_flight_do_not() {
    let upstream = Upstream::start(|_| {
        std::thread::sleep(Duration::from_millis(700));
        (200, String::new())
    });
    let gateway = Listener::gateway(&["--upstream", &upstream.origin, "--max-connections", "8"]);
    let requests: Vec<Vec<u8>> = (0..5).map(|_| gateway.signed(&["--event", "answered"])).collect();
    let busy: Vec<_> = requests[..4]
        .iter()
        .map(|request| {
            let mut stream = gateway.connect();
            stream.write_all(request).expect("a request");
            stream
        })
        .collect();
    wait_for(|| (upstream.seen().len() == 4).then_some(()), || "not all are in flight".to_owned());
    let idle: Vec<_> = (0..20).map(|_| gateway.connect()).collect();
    assert_eq!(gateway.ask(&requests[4]).status, 200);
    for mut stream in busy {
        let mut start = [0; 12];
        stream.read_exact(&mut start).expect("a response");
        assert_eq!(&start, b"HTTP/1.1 200");
    }
    drop(idle);
}

#[test]
fn a_reader_of_stdout_that_stalls_delays_the_deliveries_and_not_the_end() {
    let env = TestEnv::new();
    let vsw =
        env.vsw(["gateway", "--bind", "127.0.0.1:0", "--upstream", "http://127.0.0.1:1", "--metrics", "0"]);
    let mut command = vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).into_command();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a process");
    let mut stdout = BufReader::new(child.stdout.take().expect("its stdout"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("the first event");
    let listening: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let address = |name: &str| listening[name].as_str().expect("an address").to_owned();
    let mut stream = connect(address("address").trim_start_matches("http://"));
    let request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    // The requests fill the pipe and the queue of reports. The responses fit into the socket's buffers.
    stream.write_all(&request.repeat(3000)).expect("requests");
    wait_for(
        || (get(&address("metrics"), "/readyz").status == 503).then_some(()),
        || "it stays ready".to_owned(),
    );
    signal(&child, "TERM");
    let mut code = None;
    wait_for(
        || {
            code = child.try_wait().expect("its state").and_then(|status| status.code());
            code
        },
        || "it does not end".to_owned(),
    );
    assert_eq!(code, Some(143));
    drop(stdout);
}
