//! Tests how waivers limit a change of a fleet.
//! Not here: their effect on a check (`sets::fleet`).

use serde_json::{Value, json};

use crate::stand::Stand;

fn outcome(report: &Value, id: &str) -> (Value, Value) {
    let applications = report["applications"].as_array().expect("applications");
    let one = applications.iter().find(|one| one["id"] == id).expect("the application");
    (one["outcome"].clone(), one["code"].clone())
}

fn fleet(stand: &Stand, id: &str, more: &str) {
    let text = format!("[accounts.a]\napi_key = \"sandbox0\"\n\n[[applications]]\nid = \"{id}\"\n{more}");
    stand.env.write("work/fleet.toml", text);
}

fn waiver(id: &str, code: &str, until: &str) -> String {
    format!(
        "\n[[waivers]]\nid = \"{id}\"\ncodes = [\"{code}\"]\nreason = \"r\"\nowner = \"o\"\nuntil = {until}\n"
    )
}

const ENABLE: [&str; 5] = ["enable", "--fleet", "fleet.toml", "--yes", "--json"];

#[test]
fn enable_skips_applications_waived_in_their_present_state() {
    let stand = Stand::new();
    for (voice, code, excused) in [
        (r#""voice":{}"#, "flag-absent", true),
        // `enable` does not know whether an absent flag was dropped, so it accepts both codes.
        (r#""voice":{}"#, "flag-dropped", true),
        (r#""voice":{"signed_callbacks":false}"#, "flag-off", true),
        (r#""voice":{"signed_callbacks":"yes"}"#, "flag-invalid", true),
        (r#""voice":{"signed_callbacks":false}"#, "flag-absent", false),
        (r#""voice":{}"#, "flag-off", false),
    ] {
        let app = stand.application(voice);
        fleet(&stand, &app, &waiver(&app, code, "2999-12-31"));
        let report = stand.vsw(ENABLE).run().expect(0).json();
        let wanted =
            if excused { (json!("skipped"), json!("waived")) } else { (json!("changed"), Value::Null) };
        assert_eq!(outcome(&report, &app), wanted, "{voice} {code}");
        assert_eq!(stand.puts(&app).len(), usize::from(!excused), "{voice} {code}");
        let app = stand.application(voice);
        fleet(&stand, &app, &waiver(&app, code, "2020-12-31"));
        let report = stand.vsw(ENABLE).run().expect(0).json();
        assert_eq!(outcome(&report, &app), (json!("changed"), Value::Null), "{voice} {code} ended");
    }
}

#[test]
fn applications_missing_from_the_list_are_compared_with_the_file() {
    for (more, code) in [("signed_callbacks = false\n", "expected-off"), ("", "waived")] {
        let stand = Stand::new();
        let app = stand.application(r#""voice":{"signed_callbacks":false}"#);
        fleet(&stand, &app, &format!("{more}{}", waiver(&app, "flag-off", "2999-12-31")));
        // The list omits `app`, its last application, and its totals do not count it.
        let short = json!({"list": {"fewer": 1, "total_items": 8, "total_pages": 1}});
        stand.fault(json!({"on": "list", "times": "forever", "do": short}));
        let output = stand.vsw(ENABLE).run();
        assert_eq!(stand.puts(&app).len(), 0, "{output:?}");
        let report = output.json();
        assert_eq!(outcome(&report, &app), (json!("skipped"), json!(code)), "{report}");
    }
}

#[test]
fn an_excluded_application_stays_so_if_its_read_fails() {
    for (rule, waiver_of, code) in [
        ("signed_callbacks = false\n", None, "expected-off"),
        ("signed_callbacks = \"any\"\n", None, "expected-any"),
        ("", Some("id"), "waived"),
        ("", Some("name"), "waived"),
    ] {
        let stand = Stand::new();
        let app = stand.application(r#""voice":{"signed_callbacks":false}"#);
        let by_id = waiver(&app, "flag-off", "2999-12-31");
        let excused = match waiver_of {
            None => String::new(),
            Some("id") => by_id,
            Some(_) => by_id.replace(&format!("id = \"{app}\""), "name = \"Under*\""),
        };
        fleet(&stand, &app, &format!("{rule}{excused}"));
        // The list shows only ids and names, so each application is read. The first read fails.
        stand.fault(json!([
            {"on": "list", "times": "forever", "do": {"list": {"entries": "bare"}}},
            {"on": "get", "id": app, "do": {"answer": {"status": 403}}},
        ]));
        let output = stand.vsw(ENABLE).run().expect(0);
        assert_eq!(outcome(&output.json(), &app), (json!("skipped"), json!(code)), "{output:?}");
        assert_eq!(stand.methods(&app), "GET", "{code}");
    }
}
