//! Reads any bytes as a log. The fast path must agree with the strict reader.
#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use vsw::audit::{
    Audit, BodyEncoding, DeliveryStatus, Group, Layout, LineResults, Places, RequestPlaces, Tally,
};
use vsw::capture::Capture;
use vsw::delivery::Era;
use vsw::verify::{Code, Verifier};
use vsw_fuzz::{NOW, for_strict_readers, verifier};

fuzz_target!(|bytes: &[u8]| {
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    for line in &lines {
        let Ok(capture) = Capture::read(line) else { continue };
        let written = capture.line();
        assert!(!written.contains(['\n', '\r']));
        assert_eq!(Capture::read(written.as_bytes()), Ok(capture));
    }
    // `for_strict_readers` adds a member that disables the fast path, but does not change the delivery.
    let strict = lines.iter().map(|line| for_strict_readers(line)).collect::<Vec<_>>().join(&b'\n');
    let verifier = verifier();
    let at = |path: &str| path.parse().unwrap();
    let foreign = Layout::Foreign(Places {
        authorization: at("/h/a"),
        body: at("/b"),
        encoding: BodyEncoding::Base64Where(at("/e")),
        received_at: Some(at("/t")),
        request: Some(RequestPlaces { method: at("/m"), url: at("/u") }),
    });
    for layout in [Layout::Capture, foreign] {
        for line_results in [LineResults::Counted, LineResults::Each] {
            let result = audit(&verifier, layout.clone(), line_results, bytes);
            assert_eq!(result, audit(&verifier, layout.clone(), line_results, &strict));
        }
    }
});

/// An audit's result without its messages.
#[derive(Debug, PartialEq)]
struct AuditResult {
    read: u64,
    total: Tally,
    groups: Vec<(Group, Tally)>,
    broken: Vec<u64>,
    out_of_order: u64,
    results: Vec<(u64, DeliveryStatus, Option<Code>)>,
}

fn audit(verifier: &Verifier, layout: Layout, line_results: LineResults, log: &[u8]) -> AuditResult {
    let audit = Audit {
        layout,
        era: Era::Preview,
        since: Some(NOW - 100_000),
        until: Some(NOW + 100_000),
        line_results,
        ..Audit::of(verifier)
    };
    let (mut totals, mut results) = (audit.totals(), Vec::new());
    let sink = &mut |result: &vsw::audit::LineResult| {
        results.push((result.line, result.status, result.code));
        ControlFlow::Continue(())
    };
    audit.read(log, &mut totals, sink).unwrap();
    let counted: u64 = DeliveryStatus::ALL.map(|status| totals.total.of(status)).iter().sum();
    assert_eq!(totals.read, counted + totals.outside_times);
    assert!(line_results == LineResults::Counted || results.len() as u64 == counted);
    AuditResult {
        read: totals.read,
        total: totals.total.clone(),
        groups: totals.groups(),
        broken: totals.broken.iter().map(|line| line.line).collect(),
        out_of_order: totals.disordered,
        results,
    }
}
