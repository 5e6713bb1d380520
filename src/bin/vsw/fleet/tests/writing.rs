//! Tests that written files parse again, whatever the applications' names.

use vsw::drift::Expected;

use super::fleet;
use crate::fleet::Matcher;
use crate::fleet::writer::{By, FleetWriter, WrittenAccount};

#[test]
fn s1_written_files_parse_back_with_any_names() {
    let hostile = [
        "plain",
        "a\"b\\c",
        "\"\n[[applications]]\nall = true #",
        "'''\"\"\"",
        "::error::x",
        "##[error]x",
        "\u{0}\u{1b}[31m\u{7f}\u{9b}\r\n",
        "\u{202e}evil\u{2066}",
        "\u{feff}\u{200b}\u{2028}",
        "日本 🎉",
        "*?",
        " # x",
    ];
    for by in [By::Id, By::Name, By::All] {
        let id = |number: usize| format!("00000000-0000-4000-8000-{number:012}").parse().expect("an id");
        let applications: Vec<_> =
            hostile.iter().enumerate().map(|(number, name)| (id(number), Some((*name).to_owned()))).collect();
        let account = |name: &str, applications| WrittenAccount {
            name: name.to_owned(),
            profile: Some(name.to_owned()),
            api_key: format!("k\"\\-{name}"),
            applications,
            without_voice: 2,
        };
        let unread = (id(99), None);
        let same = [
            (id(100), Some("same".to_owned())),
            (id(101), Some("same".to_owned())),
            (id(102), Some(" ".to_owned())),
        ];
        let other = account("us", [vec![unread], same.to_vec()].concat());
        let text = FleetWriter { accounts: vec![account("eu", applications.clone()), other], by }.text();
        for line in text.lines() {
            assert!(crate::screen::sanitize::safe(line) == line, "{line:?}");
            assert!(crate::screen::sanitize::no_annotation(line) == line, "{line:?}");
        }
        let fleet = fleet(&text);
        assert_eq!(fleet.accounts[0].api_key.as_deref(), Some("k\"\\-eu"));
        let wanted = match by {
            By::Id => (hostile.len(), 4),
            By::Name => (hostile.len(), 3),
            By::All => (1, 1),
        };
        let count = |account| fleet.rules.iter().filter(|rule| rule.account == account).count();
        assert_eq!((count(0), count(1)), wanted, "{by:?}\n{text}");
        for (number, (id, name)) in applications.iter().enumerate().filter(|_| by != By::All) {
            let found = match (&fleet.rules[number].aim, name) {
                (Matcher::Id(found), _) => found == id,
                (Matcher::Name(pattern), Some(name)) => pattern.as_str() == name,
                _ => false,
            };
            assert!(found, "{name:?}\n{text}");
        }
        assert!(fleet.rules.iter().all(|rule| rule.expected == Expected::signing_on()));
    }
}
