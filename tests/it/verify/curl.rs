//! Tests `vsw verify` with the output of `curl -v`, to which the user may have added the request's body.

use super::Genuine;
use super::requests::{assert_read, assert_refused, length, quoted};
use crate::env::TestEnv;

#[test]
fn output_of_curl_is_read_if_it_has_the_body() {
    let genuine = Genuine::new();
    let request = genuine.request(&length(&genuine));
    let (head, body) = request.split_once("\r\n\r\n").expect("a head");
    let head = format!("{head}\r\n\r\n");
    let quoted = quoted(&head);
    let bare = quoted.replace("> \r\n", ">\r\n");
    let before = "* Host example.com:443 was resolved.\n* Connected to example.com\n} [5 bytes data]\n";
    let after = "\n* upload completely sent off: 233 bytes\n< HTTP/1.1 200 OK\r\n< \r\n{}\n* Connection left intact\n";
    let note = "curl -v";
    assert_read(&genuine, format!("{quoted}{body}"), note);
    assert_read(&genuine, format!("{bare}{body}"), note);
    assert_read(&genuine, format!("{before}{quoted}{body}{after}"), note);
    assert_read(
        &genuine,
        format!("{before}{quoted}{body}{after}").replace("HTTP/1.1\r\n> H", "HTTP/2\r\n> H"),
        note,
    );
    assert_read(&genuine, format!("{before}{bare}}} [233 bytes data]\n{body}{after}"), note);
    assert_read(&genuine, format!("{quoted}{body}").replace("\r\n", "\n"), note);
    // curl itself does not print the request's body.
    for end in ["", after.trim_start()] {
        assert_refused(&genuine, format!("{before}{bare}{end}"), "the request's body was not found");
        assert_refused(&genuine, format!("{before}{bare}{end}"), "--header-file");
    }
    let env = TestEnv::new();
    env.write("work/header", quoted);
    env.write("work/body", body);
    let _ = genuine.verify(&env, &["--header-file", "header", "--body-file", "body"]).run().expect(0);
}

/// What curl 7.88 prints to stderr for a POST, with its progress.
const REAL: &str = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying 127.0.0.1:46235...\n* Connected to 127.0.0.1 (127.0.0.1) port 46235 (#0)\n> POST /x HTTP/1.1\r\n> Host: 127.0.0.1:46235\r\n> User-Agent: curl/7.88.1\r\n> Accept: */*\r\n> Authorization: HEADER\r\n> Content-Type: application/json\r\n> Content-Length: LENGTH\r\n> \r\n} [LENGTH bytes data]\n< HTTP/1.1 401 Unauthorized\r\n< content-type: application/problem+json\r\n< content-length: 25\r\n< date: Sun, 29 Nov 2026 01:35:34 GMT\r\n< \r\n{ [25 bytes data]\n\r100   433  100    25  100   234   270k   318k --:--:-- --:--:-- --:--:--  422k\n* Connection #0 to host 127.0.0.1 left intact\n";
const RESPONSE: &str = r#"{"title":"Unauthorized!!"}"#;

/// Returns curl's output in five forms: with `-s`, with progress, after `100 Continue`, by HTTP/2, and on a terminal.
fn outputs(genuine: &Genuine) -> Vec<String> {
    let with_progress = REAL
        .replace("HEADER", &genuine.header)
        .replace("LENGTH", &genuine.body.len().to_string())
        .replace("25", &RESPONSE.len().to_string());
    let from = with_progress.find("*   Trying").expect("the connection");
    let is_progress = |line: &&str| !line.starts_with('\r');
    let silent: String = with_progress[from..].split_inclusive('\n').filter(is_progress).collect();
    let continued = silent.replacen("} [", "< HTTP/1.1 100 Continue\r\n< \r\n} [", 1);
    let http_2 = silent.replace("HTTP/1.1", "HTTP/2").replace("> POST", "* h2h3 [:method: POST]\n> POST");
    let terminal = silent.replace("* Connection", &format!("{RESPONSE}* Connection"));
    vec![silent, with_progress, continued, http_2, terminal]
}

#[test]
fn real_output_of_curl_is_read_with_the_body_above_or_below_it() {
    let (env, genuine) = (TestEnv::new(), Genuine::new());
    let body = &genuine.body;
    for output in outputs(&genuine) {
        for whole in [
            format!("{output}{body}"),
            format!("{output}\n{body}\n"),
            format!("{output}{RESPONSE}{body}"),
            format!("{output}{RESPONSE}\n{body}\n"),
            format!("{body}{output}"),
            format!("{body}\n{output}"),
            format!("{body}\r\n{output}{RESPONSE}"),
            output.replacen("> \r\n", &format!("> \r\n{body}\r\n"), 1),
        ] {
            assert_read(&genuine, &whole, "curl -v");
        }
        let unanswered: String = output
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("< ") && !line.contains(RESPONSE))
            .collect();
        assert_read(&genuine, format!("{unanswered}\n{body}\n"), "curl -v");
        for whole in [output.clone(), format!("{output}{RESPONSE}"), format!("{RESPONSE}\n{output}")] {
            assert_refused(&genuine, &whole, "the request's body was not found in the output of `curl -v`");
            assert_refused(
                &genuine,
                &whole,
                "pass this output with `--header-file FILE`, and the second file with `--body-file FILE`",
            );
        }
        env.write("work/header", &output);
        env.write("work/body", body);
        let report =
            genuine.verify(&env, &["--header-file", "header", "--body-file", "body"]).run().expect(0);
        assert!(
            report.stdout.contains("the text given as the header was read as a block of 6 headers"),
            "{report:?}"
        );
    }
}

#[test]
fn a_response_is_not_taken_for_the_body() {
    let genuine = Genuine::new();
    let as_long = "x".repeat(genuine.body.len());
    for output in outputs(&genuine) {
        let same_length = output.replace(
            &format!("content-length: {}", RESPONSE.len()),
            &format!("content-length: {}", as_long.len()),
        );
        assert_refused(&genuine, format!("{same_length}{as_long}"), "was not found");
        // The response is longer than its Content-Length, and its end is as long as the request's body.
        assert_refused(&genuine, format!("{output}{RESPONSE}{RESPONSE}{as_long}"), "was not found");
        // An altered body of the right length is taken for the body, and rejected.
        let altered = genuine.body.replacen('a', "b", 1);
        let report = super::requests::verified(&genuine, format!("{output}{altered}")).expect(1).json();
        assert_eq!(report["code"], "payload-mismatch", "{report}");
    }
}
