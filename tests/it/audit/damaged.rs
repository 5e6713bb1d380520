//! Tests logs that cannot be read to their end, and lines that are broken.

use std::io::Write as _;

use serde_json::json;

use super::{LOG, audit, gzipped, lines};
use crate::env::TestEnv;

#[test]
fn a_truncated_log_is_counted_and_reported_as_incomplete() {
    let env = TestEnv::new();
    let packed = gzipped(&LOG.repeat(50));
    env.write("work/torn.gz", &packed[..packed.len() - 9]);
    let output = audit(&env, &["torn.gz"]).run().expect(3);
    assert!(output.stderr.contains("cannot read all of torn.gz: "), "{output:?}");
    assert!(output.stdout.contains("genuine"), "{output:?}");
    // A wrong checksum after the only line.
    let mut only_line = gzipped(LOG.split_inclusive(|&byte| byte == b'\n').next().expect("a line"));
    let checksum = only_line.len() - 8;
    only_line[checksum] ^= 1;
    env.write("work/line.gz", only_line);
    let output = audit(&env, &["line.gz"]).run().expect(3);
    assert!(output.stderr.contains("cannot read all of line.gz: "), "{output:?}");
    // A frame that asks for more memory than a decoder may use.
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("zstd");
    encoder.window_log(24).expect("a window");
    encoder.write_all(&LOG.repeat(8000)).expect("zstd");
    env.write("work/wide.zst", encoder.finish().expect("zstd"));
    let output = audit(&env, &["wide.zst"]).run().expect(3);
    assert!(output.stderr.contains("cannot read all of wide.zst: "), "{output:?}");
}

#[test]
fn the_logs_after_a_damaged_one_are_read() {
    let env = TestEnv::new();
    let rows: Vec<&[u8]> = LOG.split_inclusive(|&byte| byte == b'\n').collect();
    let packed = gzipped(rows[0]);
    env.write("work/cut.gz", &packed[..packed.len() - 40]);
    env.write("work/good.ndjson", rows[..3].concat());
    env.write("work/array.json", "[{}]");
    let reason = "cannot read all of cut.gz: ";
    for names in [
        ["none.ndjson", "cut.gz", "array.json", "good.ndjson"],
        ["good.ndjson", "cut.gz", "none.ndjson", "array.json"],
    ] {
        let text = audit(&env, &names).run().expect(3);
        assert!(text.stdout.starts_with("✗ 3 of 4 deliveries genuine, 1 broken\n"), "{text:?}");
        let each = audit(&env, &[&["--lines"], &names[..]].concat()).run().expect(3);
        assert_eq!(lines(&each).len(), 4, "{each:?}");
        for output in [&text, &each] {
            let is_named = |words| output.stderr.contains(words);
            assert!(is_named(reason) && is_named("none.ndjson: no such file; "), "{output:?}");
            assert!(is_named("; array.json is a JSON array") && !is_named("another format"), "{output:?}");
        }
        let report = audit(&env, &[&["--json"], &names[..]].concat()).run().expect(3).json();
        assert!(report["incomplete"].as_str().expect("a text").contains(reason), "{report}");
        assert_eq!(
            (&report["summary"]["genuine"], &report["broken"][0]["file"]),
            (&json!(3), &json!("cut.gz"))
        );
    }
    let alone = audit(&env, &["cut.gz"]).run().expect(3);
    assert!(!alone.stderr.contains("another format"), "{alone:?}");
}

#[test]
fn a_broken_foreign_line_has_a_reason_and_a_place() {
    let env = TestEnv::new();
    for (line, pointers, words) in [
        (&b"{\"a\":\"caf\xe9\"}"[..], ["/a", "/b"], "not JSON: invalid UTF-8 at byte 9"),
        (b"GET /", ["/a", "/b"], "not JSON: expected value at column 1"),
        (b"{}", ["/a", ""], "the body at the root is parsed JSON"),
        (b"{}", ["", "/b"], "no value at /b"),
        (b"{\"b\":\"\"}", ["", "/b"], "the value at the root is not a string"),
        (b"{\"b\":\"\\ud800\"}", ["/a", "/b"], "the value at /b is not valid Unicode: it has half of"),
    ] {
        let [authorization, body] = pointers;
        let command = ["--lines", "--now", "1", "--authorization", authorization, "--body", body];
        let output = audit(&env, &command).stdin(line).run().expect(1);
        let detail = lines(&output)[0]["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.starts_with(words), "{words}: {output:?}");
    }
    let command =
        ["--now", "1", "--authorization", "/a", "--body", "/b", "--method", "/m", "--url", "/u", "--lines"];
    for (url, words) in [
        (r#""\udc00""#, "the value at /u is not valid Unicode: "),
        ("{}", "the value at /u is not a string; log the whole URL"),
    ] {
        let output = audit(&env, &command).stdin(format!(r#"{{"m":"GET","u":{url}}}"#)).run().expect(1);
        let detail = lines(&output)[0]["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.starts_with(words), "{words}: {output:?}");
    }
}
