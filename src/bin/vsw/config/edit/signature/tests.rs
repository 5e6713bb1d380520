//! Tests edits of signature secrets: what they keep in the configuration file, and what they refuse.

use super::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn now() -> Timestamp {
    "2026-12-01T10:00:00.5Z".parse().expect("a time")
}

/// Adds a secret and retires the secret labeled `old`. Returns the edited file.
fn rotated(before: &str) -> Result<String, Box<dyn std::error::Error>> {
    let place = tempfile::tempdir()?;
    let path = place.path().join("config.toml");
    std::fs::write(&path, before)?;
    let secret = Secret::new("two\"'");
    let label = "new".parse()?;
    let new =
        NewSecret { api_key: Some("k"), label: Some(&label), secret: &secret, added: SecretDate::of(now()) };
    assert_eq!(add_secret(&path, "a", &new, now())?.active, 2);
    let pick = Pick { api_key: None, label: Some("old"), added: None };
    let edited = retire_secret(&path, "a", &pick, None, now())?;
    assert_eq!((edited.is_new, edited.active), (true, 1));
    Ok(std::fs::read_to_string(&path)?)
}

#[test]
fn comments_and_order_survive_a_rotation() -> Outcome {
    let before = "# mine\n[profiles.a] # the real one\napi_key = \"k\"\n\n# of November\n\
                  [[profiles.a.signature_secrets]] # first\nsecret = \"one\" # careful\nlabel = \"old\"\n\n\
                  [profiles.z]\n# the end\n";
    let wanted = before.replace(
        "label = \"old\"\n",
        "label = \"old\"\nretired = \"2026-12-01T10:00:00Z\"\n\n\
         [[profiles.a.signature_secrets]]\nlabel = \"new\"\nsecret = \"\"\"two\"'\"\"\"\nadded = \"2026-12-01T10:00:00Z\"\n",
    );
    assert_eq!(rotated(before)?, wanted);
    Ok(())
}

#[test]
fn inline_lists_stay_inline() -> Outcome {
    let before = "profiles = { a = { api_key = \"k\", signature_secrets = [{ secret = \"one\", label = \"old\", retired = 2999-01-01 }] } }\n";
    let text = rotated(before)?;
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("retired = \"2026-12-01T10:00:00Z\"") && !text.contains("2999"), "{text}");
    Ok(())
}

#[test]
fn changing_the_account_keeps_secrets_with_an_api_key() -> Outcome {
    let mine = "[[a.signature_secrets]]\nsecret = \"one\"\n";
    let theirs = "[[a.signature_secrets]]\nsecret = \"two\"\napi_key = \"sub\"\n";
    for (before, left) in [([mine, theirs], 1), ([theirs, mine], 1), ([theirs, theirs], 2), ([mine, mine], 0)]
    {
        let mut document: DocumentMut = before.concat().parse()?;
        let profile = document["a"].as_table_like_mut().expect("a table");
        keep_those_with_a_key(profile);
        assert_eq!(document.to_string().matches("secret = \"two\"").count(), left);
        assert!(!document.to_string().contains("one"));
    }
    Ok(())
}

#[test]
fn login_with_a_retired_secret_is_rejected() -> Outcome {
    let text = "[profiles.a]\napi_key = \"k\"\nsignature_secrets = [{ secret = \"one\", retired = 2026-11-01 }, \
                { secret = \"two\", api_key = \"sub\" }, { secret = \"six\", api_key = \"k\" }]";
    let profiles = document::read(text, Path::new("/c.toml"))?;
    let asked = |secret: &str, date: &str| -> Result<bool, String> {
        let date = date.parse::<SecretDate>().map_err(|error| error.to_string())?;
        let stored = ConfiguredSecret::listed("a", &profiles.profiles["a"]);
        let of_account = stored.iter().filter(|known| known.api_key.as_deref() == Some("k"));
        let known = stored_already(of_account, &Secret::new(secret), date.start());
        known.map(|known| known.is_some()).map_err(|error| error.to_string())
    };
    assert_eq!(asked("one", "2026-10-31"), Ok(true));
    assert!(asked("one", "2026-11-01").is_err_and(|message| message.contains("retired at 2026-11-01")));
    assert_eq!(asked("two", "2026-11-01"), Ok(false), "another account's");
    assert_eq!(asked("six", "2026-11-01"), Ok(true));
    Ok(())
}
