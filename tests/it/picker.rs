//! Tests the list from which a user picks an application, on a terminal.

use crate::stand::{Stand, document};
use crate::terminal::Terminal;

fn named(stand: &Stand, name: &str, capabilities: &str) -> String {
    let id = stand.fresh_id();
    stand.store(&id, document(&id, capabilities).replace("Under test", name));
    id
}

#[test]
fn the_picker_shows_voice_first_and_fits_the_terminal() {
    let stand = Stand::new();
    stand.reset(0);
    named(&stand, "Messages only", r#""messages":{}"#);
    let long = "長い名前".repeat(40);
    let on = named(&stand, &long, r#""voice":{"signed_callbacks":true}"#);
    let off = named(&stand, "Reminders", r#""voice":{"signed_callbacks":false}"#);
    let mut terminal = Terminal::against(&stand, "status");
    terminal.asked("Messages only");
    // Wait before the backspace: between two keys, the terminal may be in line mode and consume it.
    terminal.type_keys("z").asked("(no match)");
    terminal.type_keys("\u{7f}").asked("Messages only");
    terminal.type_line("Remin");
    let seen = terminal.end(1);
    let place = |words: &str| seen.find(words).unwrap_or_else(|| panic!("{words}: {seen}"));
    assert!(place(&on) < place(&off) && place(&off) < place("Messages only"), "{seen}");
    assert!(seen.contains(&format!("{on}  on")) && seen.contains(&format!("{off}  off")), "{seen}");
    assert!(seen.contains("no-voice") && seen.contains('…') && !seen.contains(&long), "{seen}");
    assert!(seen.contains("flag-off"), "{seen}");
}

#[test]
fn a_filter_wider_than_the_terminal_keeps_the_list_in_place() {
    let stand = Stand::new();
    let mut terminal = Terminal::against(&stand, "show");
    terminal.asked("Which application?");
    let long = "0123456789".repeat(15);
    terminal.type_keys(&long).asked("(no match)");
    terminal.type_keys("\u{1b}");
    let seen = terminal.end(2);
    assert!(seen.contains("89|") && !seen.contains(&long), "{seen}");
}

#[test]
fn a_picker_names_its_keys_and_an_interrupted_read_does_not_mention_changes() {
    let stand = Stand::new();
    let mut terminal = Terminal::against(&stand, "show");
    terminal.until("select with Enter; Esc selects none");
    terminal.asked("Which application?").interrupt();
    let seen = terminal.end(130);
    assert!(seen.contains("interrupted\r\n") && !seen.contains("nothing was changed"), "{seen}");
    let mut terminal = Terminal::against(&stand, "enable");
    terminal.asked("Which application?").terminate();
    assert!(terminal.end(143).contains("interrupted; nothing was changed"));
    let refused = Terminal::against(&stand, "enable --all --no-input").end(2);
    assert!(refused.contains(", but `--no-input` is set"), "{refused}");
    let mut terminal = Terminal::against(&stand, "diff --all --accept");
    terminal.until("[y/N]").interrupt();
    assert!(terminal.end(130).contains("interrupted; nothing was changed"));
}

#[test]
fn a_picker_left_with_escape_changes_nothing() {
    let stand = Stand::new();
    for line in ["enable", "rollback"] {
        let mut terminal = Terminal::against(&stand, line);
        terminal.asked("Which application?");
        terminal.type_keys("\u{1b}");
        let seen = terminal.end(2);
        assert!(
            seen.contains("error: no application was selected") && seen.contains("hint: pass an id"),
            "{seen}"
        );
    }
    assert!(stand.requests().iter().all(|request| request.method == "GET"));
}

#[test]
fn an_only_application_is_taken_for_a_check_and_preselected_for_a_change() {
    let stand = Stand::new();
    stand.reset(0);
    let app = named(&stand, "Only one", r#""voice":{}"#);
    let seen = Terminal::against(&stand, "status").end(1);
    assert!(seen.contains(&format!("using the account's only application: Only one ({app})")), "{seen}");
    let mut terminal = Terminal::against(&stand, "enable");
    terminal.asked("Only one");
    assert!(stand.puts(&app).is_empty());
    terminal.type_line("");
    terminal.end(0);
    assert_eq!(stand.puts(&app).len(), 1);
}
