//! Tests that a prompt cannot be answered by accident: earlier input is discarded, and an answer is a whole line.

use std::time::Duration;

use serde_json::json;

use crate::running::wait_for;
use crate::stand::{Stand, concurrently, enabled};
use crate::terminal::Terminal;

const BEFORE: &str = r#""voice":{}"#;

/// Delays of a request, in milliseconds. If a response comes before the test has typed, the next delay is tried.
const DELAYS_MS: [u32; 3] = [1_000, 4_000, 12_000];

fn stand(applications: usize) -> Stand {
    let stand = Stand::new();
    stand.reset(0);
    for _ in 0..applications {
        stand.application(BEFORE);
    }
    stand
}

/// Types these keys during a request that precedes the question.
///
/// `start` takes the request's delay in milliseconds. It returns the sandbox, the program's terminal and a
/// part of the request's target.
fn typed_before(keys: &str, start: impl Fn(u32) -> (Stand, Terminal, String)) -> (Stand, Terminal) {
    for ms in DELAYS_MS {
        let (stand, mut terminal, target) = start(ms);
        let found = || stand.requests().into_iter().find(|request| request.target.contains(&target));
        wait_for(found, || format!("no request for {target}"));
        terminal.type_keys(keys);
        if found().is_some_and(|request| request.status.is_none()) {
            return (stand, terminal);
        }
    }
    panic!("each response came before the keys");
}

fn typed_before_the_list(line: &str, keys: &str) -> (Stand, Terminal) {
    typed_before(keys, |ms| {
        let stand = stand(2);
        stand.fault(json!({"on": "list", "times": "forever", "do": {"delay": {"ms": ms}}}));
        let terminal = Terminal::against(&stand, line);
        (stand, terminal, "page=".to_owned())
    })
}

fn puts(stand: &Stand) -> usize {
    stand.requests().iter().filter(|request| request.method == "PUT").count()
}

#[test]
fn p1_input_typed_before_a_question_is_discarded() {
    concurrently(&["y", "y\r", "yes\r", "vsw history\ry\r"], |typed| {
        let (stand, mut terminal) = typed_before_the_list("enable --all", typed);
        terminal.asked_to_confirm("Enable signed webhooks in 2 applications?");
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(puts(&stand), 0, "{typed:?} was taken for an answer");
        // Earlier keys that end in `y` must not form `yes` with this `es`.
        terminal.type_line("es");
        let seen = terminal.end(1);
        assert!(seen.contains("declined") && puts(&stand) == 0, "{typed:?}: {seen}");
    });
}

#[test]
fn p1_only_a_line_with_yes_means_yes() {
    let answers =
        [("y", 0), ("YES", 0), ("Y", 0), ("", 1), ("n", 1), ("yeah", 1), ("yy", 1), ("ok", 1), ("1", 1)];
    concurrently(&answers, |&(answer, code)| {
        let stand = stand(1);
        let mut terminal = Terminal::against(&stand, "enable --all");
        terminal.asked_to_confirm("Enable signed webhooks in 1 application?").type_line(answer);
        let seen = terminal.end(code);
        assert_eq!(puts(&stand), usize::from(code == 0), "{answer:?}: {seen}");
    });
}

#[test]
fn p1_an_answer_that_is_not_utf8_means_no() {
    let stand = stand(1);
    let mut terminal = Terminal::against(&stand, "enable --all");
    terminal.asked_to_confirm("1 application?").type_keys([0xff, b'y']).type_line("");
    let seen = terminal.end(1);
    assert!(seen.contains("declined; nothing was changed") && puts(&stand) == 0, "{seen}");
}

#[test]
fn p1_a_key_without_enter_and_the_end_of_input_are_no_yes() {
    let stand = stand(1);
    let mut terminal = Terminal::against(&stand, "enable --all");
    terminal.asked_to_confirm("1 application?").type_keys("y");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(puts(&stand), 0, "a single key was taken for an answer");
    terminal.interrupt();
    let seen = terminal.end(130);
    assert!(seen.contains("nothing was changed"), "{seen}");
    for keys in ["", "y", "yes"] {
        let mut terminal = Terminal::against(&stand, "enable --all");
        terminal.asked_to_confirm("1 application?").type_keys(keys).end_of_input();
        if !keys.is_empty() {
            // After typed keys, the first Ctrl-D only passes them on; the second ends the input.
            terminal.end_of_input();
        }
        let seen = terminal.end(1);
        assert!(seen.contains("declined"), "{keys:?}: {seen}");
    }
    assert_eq!(puts(&stand), 0);
}

#[test]
fn p1_a_rollback_discards_what_was_typed_before() {
    let (stand, mut terminal) = typed_before("y\r", |ms| {
        let stand = Stand::new();
        let (app, _) = enabled(&stand, BEFORE);
        stand.clear_log();
        stand.fault(json!({"on": "get", "id": app, "do": {"delay": {"ms": ms}}}));
        let terminal = Terminal::against(&stand, &format!("rollback {app}"));
        (stand, terminal, app)
    });
    terminal.asked_to_confirm("?");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(puts(&stand), 0);
    terminal.type_line("");
    terminal.end(1);
}

#[test]
fn p1_a_picker_discards_what_was_typed_before() {
    let (stand, mut terminal) = typed_before_the_list("enable", "\r");
    terminal.until("Which application?");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(puts(&stand), 0, "Enter, typed before, chose an application");
    terminal.interrupt();
    terminal.end(130);
}
