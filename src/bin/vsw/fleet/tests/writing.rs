//! Tests that hostile names and addresses cannot break a written fleet file.

use vsw::application::{ApplicationId, VoiceWebhook};
use vsw::drift::{AddressPattern, Expected, ExpectedWebhook};

use super::fleet;
use crate::fleet::Matcher;
use crate::fleet::writer::{By, FleetWriter, WrittenAccount, WrittenApplication};

fn written((id, name): &(ApplicationId, Option<String>)) -> WrittenApplication {
    WrittenApplication { id: *id, name: name.clone(), addresses: Vec::new() }
}

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
        let account = |name: &str, applications: &[(ApplicationId, Option<String>)]| WrittenAccount {
            name: name.to_owned(),
            profile: Some(name.to_owned()),
            api_key: format!("k\"\\-{name}"),
            applications: applications.iter().map(written).collect(),
            without_voice: 2,
        };
        let unread = (id(99), None);
        let same = [
            (id(100), Some("same".to_owned())),
            (id(101), Some("same".to_owned())),
            (id(102), Some(" ".to_owned())),
        ];
        let other = account("us", &[vec![unread], same.to_vec()].concat());
        let text = FleetWriter { accounts: vec![account("eu", &applications), other], by }.text();
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
            let found = match (&fleet.rules[number].matcher, name) {
                (Matcher::Id(found), _) => found == id,
                (Matcher::Name(pattern), Some(name)) => pattern.as_str() == name,
                _ => false,
            };
            assert!(found, "{name:?}\n{text}");
        }
        assert!(fleet.rules.iter().all(|rule| rule.expected == Expected::signing_on()));
    }
}

#[test]
fn s1_pinned_addresses_are_the_expectations_of_their_entry() {
    for address in ["https://h.example/e?k=*", "a\"\\\n[[waivers]]", "\u{202e}::error::"] {
        let id: ApplicationId = "00000000-0000-4000-8000-000000000001".parse().expect("an id");
        let addresses = VoiceWebhook::ALL.iter().map(|webhook| (*webhook, address.to_owned())).collect();
        let written = WrittenAccount {
            name: "eu".to_owned(),
            profile: None,
            api_key: "abcd1234".to_owned(),
            applications: vec![WrittenApplication { id, name: Some("n".to_owned()), addresses }],
            without_voice: 0,
        };
        let fleet = fleet(&FleetWriter { accounts: vec![written], by: By::Id }.text());
        let webhook = |webhook: &VoiceWebhook| ExpectedWebhook {
            webhook: *webhook,
            address: Some(AddressPattern(address.to_owned())),
            method: None,
        };
        let webhooks = VoiceWebhook::ALL.iter().map(webhook).collect();
        assert_eq!(fleet.rules[0].expected, Expected { webhooks, ..Expected::signing_on() }, "{address:?}");
    }
}
