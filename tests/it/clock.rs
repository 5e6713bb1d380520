//! Tests that a system clock before 1970 or after the year 9999 is an error. Without a C compiler, the test
//! prints a note and passes.

use std::process::Command;

use crate::env::Vsw;
use crate::skip::not_tested;
use crate::stand::{Stand, code_of, concurrently};

const CLOCK: &str = r#"
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = syscall(SYS_clock_gettime, clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec = atoll(getenv("TIME_OF_DAY"));
    return result;
}
"#;

#[test]
fn an_impossible_clock_is_an_error() {
    let stand = Stand::new();
    let source = stand.env.write("clock.c", CLOCK);
    let library = stand.env.path("clock.so");
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).status();
    if !compiled.is_ok_and(|status| status.success()) {
        not_tested("how an impossible clock is reported: there is no C compiler here");
        return;
    }
    let app = stand.application(r#""voice":{}"#);
    let at = |time: &str, args: &[&str]| -> Vsw {
        stand.vsw(args).env("LD_PRELOAD", &library).env("TIME_OF_DAY", time)
    };
    let commands: [&[&str]; 8] = [
        &["enable", &app, "--json"],
        &["status", &app, "--json"],
        &["status", &app, "--json", "--report", "junit=report.xml"],
        &["watch", &app, "--json", "--now", "--rounds", "1"],
        &["verify", "--json", "--header", "Bearer a.b.c", "--body", "x"],
        &["history", "--json"],
        &["doctor", "--json"],
        &["sandbox", "--json", "--", "true"],
    ];
    concurrently(&commands, |args| {
        for time in ["-1", "-99999999999", "253402300800", "99999999999999"] {
            let output = at(time, args).run().expect(3);
            assert_eq!(code_of(&output).1, "system-clock", "{time}: {args:?}");
        }
    });
    let text = at("253402300800", &["enable", &app]).run().expect(3);
    assert!(text.stderr.contains("after the year 9999") && text.stderr.contains("hint: "), "{text:?}");
    assert!(stand.requests().is_empty() && !stand.state().exists());
    at("-1", &["explain", "system-clock"]).run().expect(0);
    at("0", &["status", &app]).run().expect(1);
    at("253402200000", &["enable", &app]).run().expect(0);
}
