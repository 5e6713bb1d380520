//! Tests the exact text of each verdict, and when the text is colored.

use super::Genuine;
use crate::env::TestEnv;

const GENUINE: &str = "\
✓ genuine
  product     voice
  event       answered  a kind that Vonage signs
  signature   pass  by the secret of VONAGE_SIGNATURE_SECRET
  claims      pass
  issuer      pass
  api_key     not checked without --expect-api-key; the token names a1b2c3d
  application not checked without --expect-application; the token names aaaaaaaa-bbbb-cccc-dddd-0123456789ab
  payload     pass
  age         pass
";

const NOT_GENUINE: &str = "\
✗ not genuine  payload-mismatch
  the body (2 bytes, SHA-256 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a) does not match the \
                           signed SHA-256 9417fd0d03a7454476729ee13307b58e919c8a2498cb47b52057fb4134e6b845
  why: body-empty-object
    the body is an empty object, as some body parsers return; the signed body differs (a guess)
    → verify the raw body: a parser that did not know the content type left an empty object
  product     unknown (from the body, unverified)
  signature   pass  by the secret of VONAGE_SIGNATURE_SECRET
  claims      pass
  issuer      pass
  api_key     not checked without --expect-api-key; the token names a1b2c3d
  application not checked without --expect-application; the token names aaaaaaaa-bbbb-cccc-dddd-0123456789ab
  payload     fail
  age         pass
";

const NOT_SIGNED: &str = "\
✗ not signed  no-header
  the `Authorization` header is missing or empty, so the delivery counts as unsigned
  product     voice (from the body, unverified)
  event       answered (from the body, unverified)  a kind that Vonage signs
  signature   not checked
  claims      not checked
  issuer      not checked
  api_key     not checked
  application not checked
  payload     not checked
  age         not checked
";

const NOT_CHECKED: &str = "\
? not checked  no-secret-for-key
  no secret matches, and none is configured for API key `a1b2c3d`, which the token claims (unverified)
  why: secret-another-configured
    the signature was made with the secret of VONAGE_SIGNATURE_SECRET, which the verifier did not use; with this, every check passes
    → verify with the secret that made the signature; if that secret is retired, verify the webhook as of its arrival time
  product     voice (from the body, unverified)
  event       answered (from the body, unverified)  a kind that Vonage signs
  signature   fail
  claims      not checked
  issuer      not checked
  api_key     not checked
  application not checked
  payload     not checked
  age         not checked
";

#[test]
fn v12_text_output_of_each_verdict_marks_unverified_data() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    env.write("work/secret", "another secret of forty characters in all");
    let (header, body) = (genuine.header.as_str(), genuine.body.as_str());
    let other = ["--header", header, "--body", body, "--signature-secret-file", "other=secret"];
    for (line, code, result, hint) in [
        (&["--header", header, "--body", body][..], 0, GENUINE, ""),
        (&["--header", header, "--body", "{}"], 1, NOT_GENUINE, "hint: see `vsw explain body-empty-object`"),
        (&["--body", body], 1, NOT_SIGNED, "hint: check that signed webhooks are on"),
        (&other, 3, NOT_CHECKED, "hint: see `vsw explain secret-another-configured`"),
    ] {
        let output = genuine.verify(&env, line).run().expect(code);
        assert_eq!(output.stdout, result);
        assert!(output.stderr.starts_with(hint) && output.stderr.lines().count() <= 1, "{}", output.stderr);
        let quiet = genuine.verify(&env, &[line, &["--quiet"]].concat()).run().expect(code);
        assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), (result, ""));
    }
}

#[test]
fn color_is_printed_on_request_with_the_same_text() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let line = ["--header", &genuine.header, "--body", &genuine.body];
    let colored = genuine.verify(&env, &line).env("CLICOLOR_FORCE", "1").run().expect(0);
    assert!(colored.stdout.starts_with("\u{1b}[32m✓ genuine\u{1b}[0m"), "{:?}", colored.stdout);
    for plain in [
        genuine.verify(&env, &line).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"),
        genuine.verify(&env, &[&line[..], &["--color", "never"]].concat()).env("CLICOLOR_FORCE", "1"),
        genuine.verify(&env, &line).env("TERM", "xterm-256color"),
    ] {
        assert_eq!(plain.run().expect(0).stdout, GENUINE);
    }
}

#[test]
fn s1_an_unverified_body_cannot_control_the_terminal_or_ci() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let hostile = "{\"status\":\"\u{1b}[2J\u{202e}\u{7}::error::x\"}";
    for format in ["--format=text", "--format=json"] {
        for header in ["Bearer \u{1b}[2J.::error::.\u{202e}", "\u{1b}]0;x\u{7} y", "::error::x y z"] {
            let line = ["--header", header, "--body", hostile, format];
            let output = genuine.verify(&env, &line).run().expect(1);
            let all = output.all();
            assert!(!all.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{all:?}");
            assert!(!all.lines().any(|line| line.trim_start().starts_with("::")), "{all:?}");
        }
    }
}

#[test]
fn a_get_without_a_body_has_its_product_from_the_query() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let url = "/answer?from=1&to=2&uuid=3&conversation_uuid=CON-4";
    let output = genuine.verify(&env, &["--method", "GET", "--url", url, "--header", &genuine.header]).run();
    let output = output.expect(1);
    for line in [
        "  product     voice (from the query, unverified)\n",
        "  event       answer (from the query, unverified)",
    ] {
        assert!(output.stdout.contains(line), "{output:?}");
    }
    assert!(output.stderr.contains("if the query still does not match, reject"), "{output:?}");
    let body = r#"{"status":"new","direction":"inbound","uuid":"1","conversation_uuid":"CON-1","from":"1","to":"2"}"#;
    let output = genuine.verify(&env, &["--header", &genuine.header, "--body", body]).run().expect(1);
    assert!(output.stdout.contains("  event       unknown (from the body, unverified)\n"), "{output:?}");
}
