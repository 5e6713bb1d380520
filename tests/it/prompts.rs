//! Tests that a prompt cannot be answered by accident (P1): nothing typed before it counts, and an answer is a whole
//! line.

use std::time::Duration;

use serde_json::json;

use crate::stand::{Stand, concurrently, enabled};
use crate::terminal::Terminal;

const BEFORE: &str = r#""voice":{}"#;

/// The delay of a request during which a test types, in milliseconds. Long enough for a busy machine.
const TO_TYPE: u32 = 4_000;

/// Returns a stand with this many applications to change, whose list is delayed by this many milliseconds.
fn stand(applications: usize, ms: u32) -> (Stand, Vec<String>) {
    let stand = Stand::new();
    stand.reset(0);
    let applications = (0..applications).map(|_| stand.application(BEFORE)).collect();
    stand.fault(json!({"on": "list", "times": "forever", "do": {"delay": {"ms": ms}}}));
    (stand, applications)
}

fn list_is_under_way(stand: &Stand) {
    crate::running::wait_for(
        || stand.requests().iter().any(|request| request.target.contains("page=")).then_some(()),
        || "no list was asked for".to_owned(),
    );
}

fn puts(stand: &Stand) -> usize {
    stand.requests().iter().filter(|request| request.method == "PUT").count()
}

#[test]
fn p1_input_typed_before_a_question_is_discarded() {
    concurrently(&["y", "y\r", "yes\r", "vsw history\ry\r"], |typed| {
        let (stand, _) = stand(2, TO_TYPE);
        let mut terminal = Terminal::against(&stand, "enable --all");
        list_is_under_way(&stand);
        terminal.type_keys(typed);
        terminal.asked_to_confirm("Enable signed webhooks in 2 applications?");
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(puts(&stand), 0, "{typed:?} was taken for an answer");
        // A `y` from before the question and this `es` are not `yes`.
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
        let (stand, _) = stand(1, 0);
        let mut terminal = Terminal::against(&stand, "enable --all");
        terminal.asked_to_confirm("Enable signed webhooks in 1 application?").type_line(answer);
        let seen = terminal.end(code);
        assert_eq!(puts(&stand), usize::from(code == 0), "{answer:?}: {seen}");
    });
}

#[test]
fn p1_an_answer_that_is_not_utf8_means_no() {
    let (stand, _) = stand(1, 0);
    let mut terminal = Terminal::against(&stand, "enable --all");
    terminal.asked_to_confirm("1 application?").type_keys([0xff, b'y']).type_line("");
    let seen = terminal.end(1);
    assert!(seen.contains("declined; nothing was changed") && puts(&stand) == 0, "{seen}");
}

#[test]
fn p1_a_key_without_enter_and_the_end_of_input_are_no_yes() {
    let (stand, _) = stand(1, 0);
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
            // The first Ctrl-D only passes on what was typed; the second ends the input.
            terminal.end_of_input();
        }
        let seen = terminal.end(1);
        assert!(seen.contains("declined"), "{keys:?}: {seen}");
    }
    assert_eq!(puts(&stand), 0);
}

#[test]
fn p1_a_rollback_discards_what_was_typed_before() {
    let stand = Stand::new();
    let (app, _) = enabled(&stand, BEFORE);
    stand.fault(json!({"on": "get", "id": app, "do": {"delay": {"ms": TO_TYPE}}}));
    let count = stand.requests_of(&app).len();
    let mut terminal = Terminal::against(&stand, &format!("rollback {app}"));
    stand.wait_for(&app, count + 1);
    terminal.type_keys("y\r");
    terminal.asked_to_confirm("?");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(stand.puts(&app).len(), 1);
    terminal.type_line("");
    terminal.end(1);
}

#[test]
fn p1_a_picker_discards_what_was_typed_before() {
    let (stand, applications) = stand(2, TO_TYPE);
    let mut terminal = Terminal::against(&stand, "enable");
    list_is_under_way(&stand);
    terminal.type_keys("\r");
    terminal.until("Which application?");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(puts(&stand), 0, "Enter, typed before, chose {}", applications[0]);
    terminal.interrupt();
    terminal.end(130);
}
