//! Tests what reports of changes claim about signing.

use crate::stand::Stand;

use super::{OFF, ON};

fn report(stand: &Stand, words: &[&str], format: &str, code: i32) -> String {
    stand.vsw([words, &["--quiet", "--report", format]].concat()).run().expect(code).stdout
}

const OK: &str = "vsw_application_ok{profile=\"default\",id=\"";

#[test]
fn a_change_that_leaves_signing_off_is_not_reported_as_ok() {
    let disable = &["disable"][..];
    let cases = [
        (ON, None, disable, 0, "1 changed"),
        (OFF, None, disable, 0, "1 unchanged"),
        (OFF, Some("enable"), &["rollback", "--yes"], 0, "1 changed"),
        (r#""voice":{}"#, Some("enable"), &["rollback", "--yes"], 0, "1 changed"),
    ];
    for (capabilities, before, words, code, counts) in cases {
        for format in ["markdown", "html", "prometheus", "junit"] {
            let stand = Stand::new();
            let app = stand.application(capabilities);
            if let Some(command) = before {
                stand.vsw([command, &app]).run().expect(0);
            }
            let words = [words, &[app.as_str()]].concat();
            let text = report(&stand, &words, format, code);
            let expected = match format {
                "markdown" => format!("### Signed webhooks: {counts}\n\n1 of 1 application from "),
                "html" => format!("<h1>{counts}</h1>"),
                "prometheus" => "\nvsw_run_exit_code 0\n".to_owned(),
                _ => "failures=\"0\" errors=\"0\" skipped=\"1\"".to_owned(),
            };
            assert!(text.contains(&expected), "{words:?} {format}: {text}");
            for wrong in ["no problems", "as expected", OK, "class=\"good\""] {
                assert!(!text.contains(wrong), "{words:?} {format}: {wrong}: {text}");
            }
        }
    }
}

#[test]
fn a_change_that_turns_signing_on_is_reported_as_ok() {
    let stand = Stand::new();
    let (one, two) = (stand.application(OFF), stand.application(ON));
    let markdown = report(&stand, &["enable", &one, &two, "--dry-run"], "markdown", 1);
    assert!(markdown.starts_with("### Signed webhooks: 1 unchanged, 1 would change\n\n"), "{markdown}");
    assert!(
        markdown.contains("| ❌ would change | `Under test` |") && markdown.contains("| off |"),
        "{markdown}"
    );
    // This rule is no code that `vsw explain` knows.
    let sarif = report(&stand, &["enable", &one, &two, "--dry-run"], "sarif", 1);
    assert!(sarif.contains("\"ruleId\": \"would_change\"") && !sarif.contains("vsw explain"), "{sarif}");
    let metrics = report(&stand, &["enable", &one, &two], "prometheus", 0);
    for app in [one, two] {
        assert!(metrics.contains(&format!("{OK}{app}\",name=\"Under test\"}} 1\n")), "{metrics}");
    }
}
