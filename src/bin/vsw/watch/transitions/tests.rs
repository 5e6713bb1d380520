//! Tests which changes of an application's state `vsw watch` reports.

use vsw::application::Capability;
use vsw::signing::Signing;

use super::*;
use crate::report::status::{Compared, ExpectedSigning};

fn key() -> Key {
    (0, "00000000-0000-4000-8000-000000000001".parse().expect("an id"))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

fn checked(verdict: Verdict, code: Option<Code>, exit: Exit) -> CheckedApplication {
    CheckedApplication {
        remedy: None,
        profile: "default".to_owned(),
        id: key().1,
        name: Some("Name".to_owned()),
        capability: Capability::Voice,
        signing: if verdict == Verdict::Ok { Signing::On } else { Signing::Absent }.into(),
        expected: ExpectedSigning::On,
        verdict,
        code,
        detail: None,
        problems: Vec::new(),
        differences: Vec::new(),
        against: None,
        compared: Compared::Flags,
        reference_error: None,
        pointed: None,
        by: None,
        last_confirmed_at: None,
        declared: None,
        waiver: None,
        exit,
    }
}

fn record(
    state: &mut WatchState,
    checked: &CheckedApplication,
    round: u32,
    now: Timestamp,
) -> Option<EventKind> {
    state.record(key(), checked, checked.name.clone(), round, now)
}

#[test]
fn only_changes_are_reported() {
    let mut state = WatchState::default();
    let rounds = [
        (Verdict::Ok, None, Exit::Yes, None),
        (Verdict::Ok, None, Exit::Yes, None),
        (Verdict::Drift, Some(Code::FlagDropped), Exit::No, Some(EventKind::Drift)),
        (Verdict::Drift, Some(Code::FlagDropped), Exit::No, None),
        (Verdict::Drift, Some(Code::FlagOff), Exit::No, Some(EventKind::Drift)),
        (Verdict::Unknown, Some(Code::Unreachable), Exit::Unreachable, Some(EventKind::Unknown)),
        (Verdict::Unknown, Some(Code::Unreachable), Exit::Unreachable, None),
        (Verdict::Drift, Some(Code::FlagOff), Exit::No, Some(EventKind::Drift)),
        (Verdict::Waived, Some(Code::FlagOff), Exit::Yes, Some(EventKind::Recovered)),
        (Verdict::Ok, None, Exit::Yes, None),
        (Verdict::Unlisted, Some(Code::Unlisted), Exit::Yes, None),
        (Verdict::Unlisted, Some(Code::Unlisted), Exit::No, Some(EventKind::Drift)),
        (Verdict::Skipped, Some(Code::NoVoice), Exit::Yes, Some(EventKind::Recovered)),
        // With `--fail-on`, drift may exit with 0 but is still reported.
        (Verdict::Drift, Some(Code::FlagOff), Exit::Yes, Some(EventKind::Drift)),
    ];
    for (round, (verdict, code, exit, news)) in (1..).zip(rounds) {
        let found = record(&mut state, &checked(verdict, code, exit), round, at(i64::from(round)));
        assert_eq!(found, news, "round {round}");
    }
}

#[test]
fn unknown_results_keep_the_last_known_state_and_its_time() {
    let mut state = WatchState::default();
    record(&mut state, &checked(Verdict::Ok, None, Exit::Yes), 1, at(10));
    let unknown = checked(Verdict::Unknown, Some(Code::Unreachable), Exit::Unreachable);
    record(&mut state, &unknown, 2, at(20));
    record(&mut state, &unknown, 3, at(30));
    let entry = state.applications[&key()].clone();
    assert_eq!((entry.verdict, entry.since, entry.last_read), (Some(Verdict::Ok), at(10), Some(at(10))));
    assert_eq!((entry.unknown_since, entry.verdict_now()), (Some(at(20)), Verdict::Unknown));
    assert!(entry.was_on);
}

#[test]
fn only_a_complete_round_forgets_missing_applications() {
    let mut state = WatchState::default();
    record(&mut state, &checked(Verdict::Drift, Some(Code::FlagOff), Exit::No), 1, at(10));
    assert_eq!(
        (state.mark_unseen(2, at(20)), state.mark_unseen(3, at(30)), state.mark_unseen(1, at(30))),
        (1, 1, 0)
    );
    assert_eq!(state.applications[&key()].unseen_since, Some(at(20)));
    assert_eq!(state.applications[&key()].verdict_now(), Verdict::Unknown);
    assert!(state.remove_gone(1).is_empty());
    let gone = state.remove_gone(4);
    assert_eq!(gone.iter().map(|(_, entry)| entry.code).collect::<Vec<_>>(), [Some(Code::FlagOff)]);
    assert!(state.applications.is_empty());
}

#[test]
fn healing_counts_as_a_read_and_keeps_other_problems() {
    let mut state = WatchState::default();
    record(&mut state, &checked(Verdict::Drift, Some(Code::FlagDropped), Exit::No), 1, at(10));
    state.record_healing(key(), Some(Code::WebhookAddress), at(11));
    assert_eq!(state.applications[&key()].verdict_now(), Verdict::Drift);
    state.record_healing(key(), None, at(12));
    assert_eq!(state.applications[&key()].verdict_now(), Verdict::Ok);
    let next = record(&mut state, &checked(Verdict::Ok, None, Exit::Yes), 2, at(20));
    assert_eq!((next, state.applications[&key()].since), (None, at(12)));
}
