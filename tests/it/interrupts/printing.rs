//! Tests a signal while the report of a change is printed.

use std::io::{Read as _, Write as _};
use std::process::Stdio;
use std::time::Duration;

use super::BEFORE;
use crate::running::{signal, wait_for};
use crate::stand::{Stand, concurrently, only, outcomes};

/// Number of bytes that fill a pipe. The report must then wait for the pipe's reader.
const PIPE_CAPACITY: usize = 64 * 1024;

#[test]
fn p2_a_signal_after_the_read_back_leaves_the_report_whole() {
    let cases = [("INT", 130, "--format=text"), ("TERM", 143, "--format=json")];
    concurrently(&cases, |&(name, exit, format)| {
        let stand = Stand::new();
        let app = stand.application(BEFORE);
        let (mut reader, mut writer) = std::io::pipe().expect("a pipe");
        writer.write_all(&vec![b' '; PIPE_CAPACITY]).expect("its capacity");
        let mut child = {
            let mut command = stand.vsw(["enable", &app, format]).into_command();
            command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::null());
            command.spawn().expect("a process")
        };
        let changed = || (stand.state().exists() && outcomes(&stand) == ["changed"]).then_some(());
        wait_for(changed, || "the change was not confirmed".to_owned());
        std::thread::sleep(Duration::from_millis(300));
        signal(&child, name);
        std::thread::sleep(Duration::from_millis(300));
        assert!(child.try_wait().expect("its state").is_none(), "the report is not printed yet");
        let mut printed = String::new();
        reader.read_to_string(&mut printed).expect("the report");
        assert_eq!(child.wait().expect("its end").code(), Some(exit), "{}", printed.trim_start());
        if format == "--format=json" {
            let report = serde_json::from_str(&printed).expect("one document");
            assert_eq!(only(&report)["outcome"], "changed");
        } else {
            assert!(
                printed.contains("changed, and confirmed by reading it back"),
                "{}",
                printed.trim_start()
            );
        }
    });
}
