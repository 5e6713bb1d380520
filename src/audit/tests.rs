//! Tests of audits with many blocks and workers. Another implementation made the log (`tests/vectors/make_audit.py`).

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::secret::SignatureSecret;
use crate::verify::Slot;

const LOG: &[u8] = include_bytes!("../../tests/vectors/audit.ndjson");

fn expected() -> Value {
    serde_json::from_str(include_str!("../../tests/vectors/audit.json")).unwrap()
}

fn verifier() -> Verifier {
    let expected = expected();
    let secrets = expected["secrets"].as_object().unwrap().iter();
    let slots = secrets.map(|(key, secret)| {
        let secret = SignatureSecret::new(secret.as_str().unwrap()).unwrap();
        Slot::new(&secret, key.as_str()).for_api_key(key.as_str())
    });
    slots.fold(Verifier::builder(), crate::verify::Builder::slot).build().unwrap()
}

fn audit(verifier: &Verifier, line_results: LineResults, threads: usize) -> Audit<'_> {
    Audit { threads: NonZeroUsize::new(threads).unwrap(), line_results, ..Audit::of(verifier) }
}

#[test]
fn results_keep_the_logs_order_with_any_number_of_workers() {
    let (verifier, log) = (verifier(), LOG.repeat(100));
    let rows = memchr::memchr_iter(b'\n', LOG).count() as u64;
    let wanted: Vec<(u64, Value)> = (0..100)
        .flat_map(|round| {
            let lines = expected()["lines"].as_array().unwrap().clone();
            lines
                .into_iter()
                .map(move |line| (line["line"].as_u64().unwrap() + round * rows, line["verdict"].clone()))
        })
        .collect();
    for threads in [1, 2, 3, 16] {
        let audit = audit(&verifier, LineResults::Each, threads);
        let mut found = Vec::new();
        let mut totals = audit.totals();
        audit
            .read(&log[..], &mut totals, &mut |result| {
                found.push((result.line, Value::from(result.status.word())));
                ControlFlow::Continue(())
            })
            .unwrap();
        assert!(found == wanted, "{threads}");
    }
}

#[test]
fn totals_are_the_same_with_any_number_of_workers() {
    let (verifier, log) = (verifier(), LOG.repeat(300));
    let counted = |threads| {
        let audit = audit(&verifier, LineResults::Counted, threads);
        let mut totals = audit.totals();
        audit.read(&log[..], &mut totals, &mut |_| ControlFlow::Continue(())).unwrap();
        format!(
            "{} {:?} {:?} {:?} {}",
            totals.read,
            totals.total,
            totals.groups(),
            totals.broken,
            totals.disordered
        )
    };
    let alone = counted(1);
    assert!(
        alone.contains(&format!("{} Tally", 300 * expected()["summary"]["read"].as_u64().unwrap())),
        "{alone}"
    );
    for threads in [2, 3, 16] {
        assert_eq!(counted(threads), alone, "{threads}");
    }
}

#[test]
fn the_caller_can_stop_reading_early() {
    let (verifier, log) = (verifier(), LOG.repeat(1000));
    for threads in [1, 3] {
        let audit = audit(&verifier, LineResults::Each, threads);
        let (mut totals, mut heard) = (audit.totals(), 0);
        audit
            .read(&log[..], &mut totals, &mut |_| {
                heard += 1;
                if heard == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .unwrap();
        assert_eq!(heard, 10);
        assert!(totals.read < 10_000, "{}", totals.read);
    }
}

#[test]
fn a_panic_of_the_sink_ends_the_audit() {
    /// Returns one empty line per read. The audit makes each read a block, because the read ends with a line
    /// feed.
    struct Lines(usize);
    impl Read for Lines {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer[0] = b'\n';
            self.0 = self.0.saturating_sub(1);
            Ok(usize::from(self.0 > 0))
        }
    }
    // The first block takes longest, and results reach the sink in log order, so the other worker soon waits
    // for the first block. The panic must end that wait.
    let (verifier, log) = (verifier(), LOG.repeat(100));
    let audit = audit(&verifier, LineResults::Each, 2);
    let ended = std::panic::catch_unwind(|| {
        let log = log.take(128 * 1024).chain(Lines(100));
        audit.read(log, &mut audit.totals(), &mut |_| panic!("the sink panics"))
    });
    assert!(ended.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn no_log_panics_and_every_line_is_counted_once(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20), threads in 1..4_usize,
    ) {
        let mut log = LOG.to_vec();
        for (at, byte) in cuts {
            let at = at.index(log.len());
            log[at] = byte;
        }
        let verifier = verifier();
        let lines = log.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count() as u64;
        for layout in [Layout::Capture, foreign()] {
            let audit = Audit { layout, ..audit(&verifier, LineResults::Counted, threads) };
            let mut totals = audit.totals();
            audit.read(&log[..], &mut totals, &mut |_| ControlFlow::Continue(())).unwrap();
            let total = &totals.total;
            let counted = DeliveryStatus::ALL.map(|of| total.of(of)).iter().sum::<u64>() + totals.outside_times;
            prop_assert_eq!((totals.read, counted), (lines, lines));
        }
    }
}

fn foreign() -> Layout {
    let at = |path: &str| path.parse().unwrap();
    Layout::Foreign(Places {
        authorization: at("/headers/2/1"),
        body: at("/body"),
        encoding: BodyEncoding::Base64Where(at("/body_is_base64")),
        received_at: Some(at("/received_at")),
        request: Some(RequestPlaces { method: at("/method"), url: at("/url") }),
    })
}
