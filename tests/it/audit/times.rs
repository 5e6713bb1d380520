//! Tests the formats of times in logs and options. The unit of a numeric time depends on its number of digits.

use super::shapes::{genuine, verdicts};
use super::{LOG, audit};
use crate::env::TestEnv;

#[test]
fn a_time_has_one_rule_in_logs_and_options() {
    let env = TestEnv::new();
    let own = String::from_utf8_lossy(LOG).lines().next().expect("a line").to_owned();
    let accepted = |time: &str| {
        let quoted = format!("\"{time}\"");
        let log = own.replace("\"2020-04-21T18:49:30Z\"", &quoted);
        let of_log = audit(&env, &[]).stdin(log).run().code == 0;
        let row = &genuine()[0];
        let foreign = row.to_string().replace(&row["time"].to_string(), &quoted);
        let of_foreign = verdicts(&env, &foreign, &[])[0].0 == "genuine";
        let is_usage = |words: &[&str]| env.vsw(words).env("VONAGE_SIGNATURE_SECRET", "x").run().code == 2;
        let of_verify = !is_usage(&["verify", "--header", "", "--body", "{}", "--at", time]);
        let of_audit = !is_usage(&["audit", "--since", time, "log.ndjson"]);
        [of_log, of_foreign, of_verify, of_audit]
    };
    for time in [
        "2020-04-21T18:49:30Z",
        "2020-04-21 18:49:30Z",
        "2020-04-21T18:49:30+0000",
        "2020-04-21 20:49:30.123456+02:00",
        "2020-04-21 13:19:30-0530",
        "2020-04-21 20:49:30+02",
        "1587494970",
        "1587494970123",
        "1587494970.5",
    ] {
        assert_eq!(accepted(time), [true; 4], "{time}");
    }
    // Other accepted times: the last second that RFC 3339 can express, and one with many decimals. The exit
    // code is 1 because the header is empty.
    for time in ["9999-12-31T23:59:59Z", "2026-11-29T01:00:00.9999999999999Z"] {
        let at = env.vsw(["verify", "--header", "", "--body", "{}", "--at", time]);
        let _ = at.env("VONAGE_SIGNATURE_SECRET", "x").run().expect(1);
    }
    for time in [
        "2020-04-21T18:49Z",
        "20200421T184930Z",
        "2020-04-21T18:49:30",
        "2020-04-21T18:49:30Z[UTC]",
        "2020-04-21  18:49:30Z",
        "2020-04-21T18:49:30 Z",
        "1587494970 s",
        "10000-01-01T00:00:00Z",
        "15874949701234567",
    ] {
        assert_eq!(accepted(time), [false; 4], "{time}");
    }
}

#[test]
fn the_digits_of_a_time_show_its_unit() {
    let env = TestEnv::new();
    let times = [1_587_494_970_u64, 1_587_494_974];
    for format in [
        "{}",
        "{}.123",
        "{}123",
        "{}123.5",
        "{}123456",
        "{}123456789",
        "\"{}\"",
        "\"{}.123\"",
        "\"{}123\"",
        "\"{}123456789\"",
    ] {
        let rows = genuine().into_iter().zip(times).map(|(row, time)| {
            row.to_string().replace(&row["time"].to_string(), &format.replace("{}", &time.to_string())) + "\n"
        });
        let log: String = rows.collect();
        let found = verdicts(&env, &log, &[]);
        assert!(found.iter().all(|(verdict, _)| verdict == "genuine"), "{format}: {found:?}");
    }
    for wrong in
        ["\"\"", "\"12 \"", "-1", "1e3", "true", "\"1.\"", "15874949701234567", "\"253402300800000\""]
    {
        let row = &genuine()[0];
        let log = row.to_string().replace(&row["time"].to_string(), wrong);
        let (verdict, detail) = verdicts(&env, &log, &[]).remove(0);
        assert_eq!(verdict, "broken", "{wrong}");
        assert!(
            detail.contains("/time is not a time")
                && detail.contains("milliseconds, microseconds or nanoseconds since 1970"),
            "{detail}"
        );
    }
    let own = String::from_utf8_lossy(LOG);
    let own = own.lines().next().expect("a line").replace("\"2020-04-21T18:49:30Z\"", "1587494970999");
    let _ = audit(&env, &[]).stdin(&own).run().expect(0);
    for (option, code) in [("--since=1587494970000", 0), ("--since=1587494971000", 3)] {
        let _ = audit(&env, &[option]).stdin(&own).run().expect(code);
    }
}
