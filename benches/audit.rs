//! Measures audits of logs in several layouts, next to hashing alone and to a program that uses serde_json
//! and jsonwebtoken.
//!
//! Not with criterion: the measurements must alternate, so that all run under the same load.
//!
//!     cargo bench --bench audit -- [LINES [BODY_BYTES [ROUNDS]]] [CASE…]
//!
//! Each `CASE` is a name in [`CASES`]. The default is all.

#[path = "audit/plain.rs"]
mod plain;

use std::io::Write as _;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use vsw::audit::{Audit, BodyEncoding, DeliveryStatus, Layout, LineResults, Places};
use vsw::verify::{Slot, Verifier};
use vsw_benches::Filling::{Accent, Greek, Headers, Quotes, Results, Text};
use vsw_benches::Lines::{Deep, Flat, Own, Python};
use vsw_benches::{API_KEY, Filling, Lines, compress, line, secret};

const CASES: [(&str, Lines, Filling); 13] = [
    ("python-é", Python, Accent),
    ("deep-é", Deep, Accent),
    ("flat-é", Flat, Accent),
    ("deep-quotes", Deep, Quotes),
    ("own-é", Own, Accent),
    ("own-greek", Own, Greek),
    ("own-quotes", Own, Quotes),
    ("own-results", Own, Results),
    ("own-headers", Own, Headers),
    ("deep-headers", Deep, Headers),
    ("deep", Deep, Text),
    ("flat", Flat, Text),
    ("own", Own, Text),
];

/// Columns: hashing alone, the audit (on one thread, on two threads, with line results), the program with serde_json.
const MEASURED: [&str; 5] = ["minimum", "one", "two", "each", "plain"];

struct Log {
    path: PathBuf,
    lines: usize,
    bytes: usize,
    blocks: usize,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let mut numbers = words.iter().filter_map(|word| word.parse().ok());
    let lines: usize = numbers.next().unwrap_or(2_000);
    let bytes = numbers.next().unwrap_or(1024);
    let rounds = numbers.next().unwrap_or(100);
    let wanted: Vec<&String> = words.iter().filter(|word| word.parse::<usize>().is_err()).collect();

    let secret = secret();
    let slot = Slot::new(&secret, "one").for_api_key(API_KEY);
    let verifier = Verifier::builder().slot(slot).build().expect("a verifier");
    println!(
        "{lines} lines with bodies of {bytes} bytes; the shortest of {rounds} rounds, beside the minimum"
    );
    let [minimum, one, two, each, plain] = MEASURED;
    println!("case           bytes {minimum:>9} {one:>6} {two:>9} {each:>6} {plain:>6}");
    for (name, layout, filling) in CASES {
        if !wanted.is_empty() && !wanted.iter().any(|word| *word == name) {
            continue;
        }
        let log = Log::write(lines, bytes, layout, filling);
        let times = measure(&log, layout, &verifier, rounds);
        std::fs::remove_file(&log.path).expect("the log");
        let [minimum, one, two, each, plain] = times.map(|time| time.as_secs_f64());
        println!(
            "{name:13} {:6} {:6.0} ns {:5.2}x {:5.2}/one {:5.2}x {:5.2}x",
            log.bytes / log.lines,
            minimum * 1e9 / lines as f64,
            one / minimum,
            one / two,
            each / minimum,
            plain / minimum
        );
    }
    let memory = peak_memory().map_or_else(|| "?".to_owned(), |kib| (kib / 1024).to_string());
    println!("peak memory {memory} MiB");
}

fn measure(log: &Log, layout: Lines, verifier: &Verifier, rounds: usize) -> [Duration; MEASURED.len()] {
    let one = Audit { layout: read_as(layout), ..Audit::of(verifier) };
    let two =
        Audit { layout: read_as(layout), threads: NonZeroUsize::new(2).expect("two"), ..Audit::of(verifier) };
    let each = Audit { layout: read_as(layout), line_results: LineResults::Each, ..Audit::of(verifier) };
    let plain = plain::Plain::new(layout);
    let mut times = [Duration::MAX; MEASURED.len()];
    for _ in 0..rounds {
        let mut measured = 0;
        let mut keep_shortest = |time: Duration| {
            times[measured] = times[measured].min(time);
            measured += 1;
        };
        keep_shortest(
            hashing_time(log.blocks / log.lines) * u32::try_from(log.lines).expect("a number of lines"),
        );
        for audit in [&one, &two, &each] {
            keep_shortest(timed(log, || count_genuine(&log.path, audit)));
        }
        keep_shortest(timed(log, || plain.count_genuine(&log.path)));
    }
    times
}

fn timed(log: &Log, count: impl FnOnce() -> u64) -> Duration {
    let began = Instant::now();
    let genuine = count();
    let time = began.elapsed();
    assert_eq!(genuine, log.lines as u64);
    time
}

impl Log {
    fn write(lines: usize, bytes: usize, layout: Lines, filling: Filling) -> Self {
        let path = std::env::temp_dir().join(format!("vsw-audit-{}.ndjson", std::process::id()));
        let mut log = Self { path, lines, bytes: 0, blocks: 0 };
        let mut file = std::io::BufWriter::new(std::fs::File::create(&log.path).expect("a temporary file"));
        for number in 0..lines {
            let (line, blocks) = line(&secret(), number, bytes, layout, filling);
            log.blocks += blocks;
            log.bytes += line.len();
            file.write_all(line.as_bytes()).expect("space for the log");
        }
        file.flush().expect("space for the log");
        log
    }
}

fn read_as(lines: Lines) -> Layout {
    let Some(pointers) = lines.pointers() else { return Layout::Capture };
    let [authorization, body, time] = pointers.map(|pointer| pointer.parse().expect("a pointer"));
    Layout::Foreign(Places {
        authorization,
        body,
        encoding: BodyEncoding::Text,
        received_at: Some(time),
        request: None,
    })
}

fn hashing_time(blocks: usize) -> Duration {
    const REPETITIONS: u32 = 200;
    let all = vec![[7; 64]; blocks];
    let once = || {
        let began = Instant::now();
        for _ in 0..REPETITIONS {
            std::hint::black_box(compress(std::hint::black_box(&all)));
        }
        began.elapsed() / REPETITIONS
    };
    (0..20).map(|_| once()).min().unwrap_or_default()
}

fn count_genuine(path: &Path, audit: &Audit<'_>) -> u64 {
    let mut totals = audit.totals();
    let log = std::fs::File::open(path).expect("the log");
    audit.read(log, &mut totals, &mut |_| ControlFlow::Continue(())).expect("the log");
    assert_eq!(totals.total.of(DeliveryStatus::Replayed), 0);
    totals.total.of(DeliveryStatus::Genuine)
}

/// Returns the peak memory in KiB, or `None` on systems other than Linux.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
