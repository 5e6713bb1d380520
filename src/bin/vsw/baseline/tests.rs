//! Tests of reading, changing and writing baseline files.

use vsw::signing::Signing;

use super::*;
use crate::screen::Redactions;

const ONE: &str = "11111111-1111-4111-8111-111111111111";
const TWO: &str = "22222222-2222-4222-8222-222222222222";

fn file(entries: &str) -> String {
    format!("{{ \"schema\": \"vsw/baseline/1\",\n  \"applications\": [{entries}] }}\n")
}

fn entry(account: &str, id: &str, more: &str) -> String {
    format!(r#"{{"account":"{account}","application":{{ "id" : "{id}",  "name":"n"{more} }}}}"#)
}

fn read(text: &str) -> Result<BaselineFile, String> {
    BaselineFile::read(text.to_owned(), Path::new("f.json")).map_err(|error| error.to_string())
}

fn id(text: &str) -> ApplicationId {
    text.parse().expect("an id")
}

fn application(id: &str, more: &str) -> Application {
    Application::read_any(format!(r#"{{"id":"{id}","name":"n"{more}}}"#).into_bytes())
        .expect("a valid document")
}

#[test]
fn mistakes_are_rejected_with_their_position() {
    let on = r#","capabilities":{"voice":{"signed_callbacks":true}}"#;
    let good = file(&[entry("b", ONE, on), entry("a", ONE, ""), entry("a", TWO, "")].join(",\n"));
    let baselines = read(&good).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((baselines.count(), baselines.ids_of("a")), (3, vec![id(ONE), id(TWO)]));
    let known = baselines.of("b", id(ONE)).expect("it is in it");
    assert!(known.is_masked() && known.application.signing() == Signing::On);
    assert!(baselines.of("b", id(TWO)).is_none() && baselines.of("c", id(ONE)).is_none());
    for (text, wrong) in [
        (String::new(), "f.json, line 1, column 1: EOF"),
        ("<<<<<<< HEAD\n".to_owned(), "f.json, line 1, column 1: expected value"),
        (
            good.replace("baseline/1", "baseline/2"),
            "f.json, line 1, column 3: the file's schema is `vsw/baseline/2`",
        ),
        (
            good.replacen("\"applications\"", "\"saved_at\":1,\"applications\"", 1),
            "f.json, line 2, column 12: unknown field `saved_at`",
        ),
        (
            good.replacen("\"account\"", "\"host\":\"h\",\"account\"", 1),
            "f.json, line 2, column 26: unknown field `host`",
        ),
        (
            good.replacen("\"account\"", "\"account\":\"x\",\"account\"", 1),
            "f.json, line 2, column 43: duplicate field `account`",
        ),
        (
            good.replacen(r#""account":"b""#, r#""account":"""#, 1),
            "f.json, line 2, column 48: `account` is not an API key",
        ),
        ("{\n".to_owned(), "f.json, line 2, column 1: EOF"),
        (
            good.replacen(ONE, "1", 1),
            "f.json, line 2, column 49: this is not an application document: its `id` is missing or not a UUID",
        ),
        (
            good.replacen("\"account\":\"b\"", "\"account\":\"a\"", 1),
            "f.json, line 3, column 30: duplicate application 1111",
        ),
        (
            good.replacen(on, r#","keys":{"private_key":"k"}"#, 1),
            "f.json, line 2, column 49: this is not an application document: the document contains a private key",
        ),
        (
            good.replacen(on, r#","capabilities":{"voice":{"signed_callbacks":1,"signed_callbacks":2}}"#, 1),
            "f.json, line 2, column 49: this is not an application document: the document has",
        ),
        (format!("{good}x"), "f.json, line 5, column 1: trailing characters"),
        (
            r#"{"schema":"vsw/baseline/1"}"#.to_owned(),
            "f.json, line 1, column 27: missing field `applications`",
        ),
    ] {
        let message = read(&text).err().unwrap_or_else(|| panic!("taken: {text}"));
        assert!(message.starts_with(wrong), "{message} instead of {wrong}");
    }
}

#[test]
fn equal_entries_keep_their_bytes_and_all_are_sorted() {
    let baselines =
        read(&file(&[entry("b", ONE, ""), entry("a", TWO, r#", "n":1.10"#)].join(","))).expect("good");
    let mut writer = BaselineWriter::of(baselines);
    let no_secrets = Redactions::default();
    // Put an equal document in other notation, a changed document, and a new one.
    assert_eq!(writer.put("a", &application(TWO, r#","n":1.1"#), &no_secrets), EntryOutcome::Unchanged);
    let put = writer.put("b", &application(ONE, r#","x":["\/",{}]"#), &no_secrets);
    let EntryOutcome::Changed(differences) = put else {
        panic!("it is another one");
    };
    assert_eq!(differences.iter().map(|one| one.path.to_string()).collect::<Vec<_>>(), ["/x"]);
    assert_eq!(writer.put("a", &application(ONE, ""), &no_secrets), EntryOutcome::Added);
    let lines = |text: &str| text.lines().map(str::trim_start).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(&writer.text()),
        lines(&format!(
            r#"{{
            "schema": "vsw/baseline/1",
            "applications": [
            {{
            "account": "a",
            "application": {{
            "id": "{ONE}",
            "name": "n"
            }}
            }},
            {{
            "account": "a",
            "application": {{ "id" : "{TWO}",  "name":"n", "n":1.10 }}
            }},
            {{
            "account": "b",
            "application": {{
            "id": "{ONE}",
            "name": "n",
            "x": [
            "\/",
            {{}}
            ]
            }}
            }}
            ]
            }}"#
        ))
    );
    assert_eq!(writer.remove("b", id(ONE)).as_deref(), Some("n"));
    assert_eq!(writer.remove("b", id(TWO)), None);
    assert!(!writer.text().contains(r#""account": "b""#));
}

#[test]
fn k2_no_secret_is_written() {
    let ours = Redactions::default();
    ours.add(b"hunter2hunter2");
    let mut writer = BaselineWriter::of(BaselineFile::default());
    let theirs = r#","x_token":"t0ken","capabilities":{"voice":{"webhooks":{"event_url":{"address":"https://u:pass@h?k=value"}}}}"#;
    assert_eq!(writer.put("a", &application(ONE, theirs), &ours), EntryOutcome::Added);
    // The secret in plain text, base64 and hex.
    for spelling in ["hunter2hunter2", "aHVudGVyMmh1bnRlcjI", "68756e7465723268756e74657232"] {
        let with = application(TWO, &format!(r#","note":"{spelling}""#));
        assert_eq!(writer.put("a", &with, &ours), EntryOutcome::Withheld, "{spelling}");
    }
    // If masking removes the secret, the document is accepted.
    assert_eq!(
        writer.put("a", &application(TWO, r#","secret":"hunter2hunter2""#), &ours),
        EntryOutcome::Added
    );
    let text = writer.text();
    for secret in ["t0ken", "pass", "value", "hunter2"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[test]
fn s1_invisible_characters_are_escaped_without_changing_the_json() {
    let hostile = application(ONE, ",\"note\":\"a\u{202e}b\u{200b}\u{9b}##[error]\"");
    let mut writer = BaselineWriter::of(BaselineFile::default());
    assert_eq!(writer.put("a", &hostile, &Redactions::default()), EntryOutcome::Added);
    let text = writer.text();
    assert!(text.contains(r#""note": "a\u202eb\u200b\u009b#\u0023[error]""#), "{text}");
    let mut again = BaselineWriter::of(read(&text).expect("its own file"));
    assert_eq!(again.put("a", &hostile, &Redactions::default()), EntryOutcome::Unchanged);
    assert_eq!(again.text(), text);
    // An entry that another program wrote is escaped too.
    let foreign = file(&entry("a", ONE, r###","note":"##[error]""###));
    let mut kept = BaselineWriter::of(read(&foreign).expect("a baseline"));
    let same = application(ONE, r###","note":"##[error]""###);
    assert_eq!(kept.put("a", &same, &Redactions::default()), EntryOutcome::Unchanged);
    assert!(kept.text().contains(r##""note":"#\u0023[error]""##), "{}", kept.text());
}

#[test]
fn a_file_of_100000_applications_is_in_memory_once() {
    let entries: Vec<String> = (0..100_000)
        .map(|number| {
            entry("a", &format!("00000000-0000-4000-8000-{number:012x}"), r#","capabilities":{"voice":{}}"#)
        })
        .collect();
    let text = file(&entries.join(","));
    let length = text.len();
    let baselines = read(&text).expect("good");
    assert_eq!((baselines.count(), baselines.text.len()), (100_000, length));
    assert!(baselines.of("a", id("00000000-0000-4000-8000-00000001869f")).is_some());
}

#[test]
fn a_concurrent_change_is_not_overwritten() {
    let place = tempfile::tempdir().expect("a directory");
    let path = place.path().join("f.json");
    let opened = || BaselineWriter::of(BaselineFile::open_or_new(&path).expect("good or new"));
    let mut writer = opened();
    assert_eq!(writer.put("a", &application(ONE, ""), &Redactions::default()), EntryOutcome::Added);
    let theirs = file(&entry("b", TWO, ""));
    std::fs::write(&path, &theirs).expect("a file");
    let refused = writer.write(&path, &[]).expect_err("it is another file now");
    assert!(refused.to_string().contains("f.json was changed during this run"), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), theirs);
    // A file is not written if its text would stay the same.
    let mut again = opened();
    assert_eq!(again.put("a", &application(ONE, ""), &Redactions::default()), EntryOutcome::Added);
    assert_eq!(again.write(&path, &[]).expect("written"), Written::Replaced);
    assert_eq!(opened().write(&path, &[]).expect("as it was"), Written::Unchanged);
    assert_eq!(std::fs::read_dir(place.path()).expect("the directory").count(), 1);
}
