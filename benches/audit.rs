//! Audits a whole log, on one and on two threads, and compares the time with the minimum: hashing as many SHA-256
//! blocks on one thread. Does not use criterion: a run takes seconds and only the ratio matters, so the measurements
//! alternate and the shortest time of each counts.
//!
//!     cargo bench --bench audit -- [LINES [BODY_BYTES [ROUNDS]]] [text|headers]

use std::io::Write as _;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use vsw::audit::{Audit, DeliveryStatus};
use vsw::verify::{Slot, Verifier};
use vsw_benches::{API_KEY, Filling, compress, line, secret};

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let lines: usize = numbers.next().unwrap_or(1_000_000);
    let bytes = numbers.next().unwrap_or(1024);
    let rounds = numbers.next().unwrap_or(5);
    let with_headers = std::env::args().any(|word| word == "headers");
    let filling = if with_headers { Filling::Headers } else { Filling::Text };

    let secret = secret();
    let path = std::env::temp_dir().join(format!("vsw-audit-{}.ndjson", std::process::id()));
    let mut log = std::io::BufWriter::new(std::fs::File::create(&path).expect("a temporary file"));
    let (mut blocks, mut length) = (0, 0);
    for number in 0..lines {
        let (line, blocks_of_line) = line(&secret, number, bytes, filling);
        blocks += blocks_of_line;
        length += line.len();
        log.write_all(line.as_bytes()).expect("space for the log");
    }
    log.flush().expect("space for the log");
    drop(log);
    println!(
        "{lines} lines of {} bytes with bodies of {bytes} filled with {filling:?}: {blocks} blocks to be hashed",
        length / lines
    );

    let slot = Slot::new(&secret, "one").for_api_key(API_KEY);
    let verifier = Verifier::builder().slot(slot).build().expect("a verifier");
    let keep_shortest = |times: &mut [Duration], at: usize, time: Duration| times[at] = times[at].min(time);
    let mut times = [Duration::MAX; 3];
    for _ in 0..rounds {
        keep_shortest(
            &mut times,
            0,
            hashing_time(blocks / lines) * u32::try_from(lines).expect("a number of lines"),
        );
        for threads in [1, 2] {
            let began = Instant::now();
            let genuine = count_genuine(&path, &verifier, threads);
            keep_shortest(&mut times, threads, began.elapsed());
            assert_eq!(genuine, lines as u64);
        }
    }
    let _ = std::fs::remove_file(&path);

    let [minimum, one, two] = times.map(|time| time.as_secs_f64());
    let rate = |seconds: f64| lines as f64 / seconds / 1e6;
    println!("minimum      {minimum:.3} s");
    println!(
        "one thread   {one:.3} s   {:.2} times the minimum   {:.2} million lines per second",
        one / minimum,
        rate(one)
    );
    println!(
        "two threads  {two:.3} s   {:.2} times the minimum   {:.2} times as fast as one thread",
        two / minimum,
        one / two
    );
    println!(
        "peak memory  {} MiB",
        peak_memory().map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string())
    );
}

/// Returns the shortest time for hashing this number of blocks.
fn hashing_time(blocks: usize) -> Duration {
    const REPETITIONS: u32 = 2000;
    let all = vec![[7; 64]; blocks];
    let once = || {
        let began = Instant::now();
        for _ in 0..REPETITIONS {
            std::hint::black_box(compress(std::hint::black_box(&all)));
        }
        began.elapsed() / REPETITIONS
    };
    (0..200).map(|_| once()).min().unwrap_or_default()
}

/// Audits the log and returns the number of genuine deliveries.
fn count_genuine(path: &std::path::Path, verifier: &Verifier, threads: usize) -> u64 {
    let threads = NonZeroUsize::new(threads).expect("a thread");
    let audit = Audit { threads, ..Audit::of(verifier) };
    let mut totals = audit.totals();
    let log = std::fs::File::open(path).expect("the log");
    audit.read(log, &mut totals, &mut |_| ControlFlow::Continue(())).expect("the log");
    assert_eq!(totals.total.of(DeliveryStatus::Replayed), 0);
    totals.total.of(DeliveryStatus::Genuine)
}

/// Returns this process's peak memory in KiB, if the system reports it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
