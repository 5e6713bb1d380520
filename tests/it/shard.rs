//! Tests `--shard I/N` of a check and a change: the parts of a set are disjoint and cover the set.

use std::collections::BTreeSet;

use serde_json::json;

use crate::stand::Stand;

fn ids(report: &serde_json::Value) -> BTreeSet<String> {
    let each = report["applications"].as_array().expect("applications").iter();
    each.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn shards_are_disjoint_and_cover_the_set() {
    let stand = Stand::new();
    let all = ids(&stand.vsw(["status", "--all", "--json"]).run().expect(1).json());
    let mut seen = BTreeSet::new();
    for part in ["1/3", "2/3", "3/3"] {
        let report = stand.vsw(["status", "--all", "--json", "--shard", part]).run().json();
        assert_eq!(report["selection"]["shard"], part);
        let part = ids(&report);
        assert!(!part.is_empty() && part.is_disjoint(&seen), "{part:?} {seen:?}");
        assert_eq!(report["selection"]["count"], part.len());
        seen.extend(part);
    }
    assert_eq!(seen, all);
}

#[test]
fn a_shard_divides_listed_and_unlisted_applications_and_limits_changes() {
    let stand = Stand::new();
    // `sha256sum` of the ids puts the first application into part 1/4, the second into 3/4.
    let (in_first, in_third) = (stand.application(r#""voice":{}"#), stand.application(r#""voice":{}"#));
    let fleet = format!(
        "unlisted = \"fail\"\n[[applications]]\nid = \"{in_first}\"\n[[applications]]\nid = \"{in_third}\"\n"
    );
    stand.env.write("work/fleet.toml", fleet);
    let whole = stand.vsw(["status", "--fleet", "fleet.toml", "--json"]).run().expect(1).json();
    let part = |part: &str| {
        let args = ["status", "--fleet", "fleet.toml", "--json", "--shard", part];
        stand.vsw(args).run().expect(1).json()
    };
    let (one, three) = (part("1/4"), part("3/4"));
    assert!(ids(&one).contains(&in_first) && !ids(&one).contains(&in_third));
    assert!(ids(&three).contains(&in_third) && !ids(&three).contains(&in_first));
    let unlisted = ["1/4", "2/4", "3/4", "4/4"].map(|one| part(one)["summary"]["unlisted"].clone());
    assert_eq!(
        unlisted.iter().filter_map(serde_json::Value::as_u64).sum::<u64>(),
        whole["summary"]["unlisted"],
        "{unlisted:?}"
    );
    let args = ["enable", "--fleet", "fleet.toml", "--shard", "3/4", "--yes", "--json"];
    let report = stand.vsw(args).run().expect(0).json();
    assert_eq!((ids(&report), &report["selection"]["shard"]), (BTreeSet::from([in_third]), &json!("3/4")));
}

#[test]
fn shard_without_a_set_is_a_usage_error() {
    let stand = Stand::new();
    let app = stand.application(r#""voice":{}"#);
    let wrong = |args: &[&str], message: &str| {
        let output = stand.vsw(args).run().expect(2);
        assert!(output.stderr.contains(message), "{output:?}");
    };
    wrong(&["status", &app, "--shard", "1/2"], "cannot be used with");
    wrong(&["status", "--shard", "1/2"], "`--name` and `--shard` select from a set, but no set is given");
    wrong(&["status", "--all", "--shard", "3/2"], "expected I/N");
    let fleet = format!("unlisted = \"ignore\"\n[[applications]]\nid = \"{app}\"\n");
    stand.env.write("work/fleet.toml", fleet);
    wrong(&["status", "--fleet", "fleet.toml", "--shard", "2/4"], "this shard contains no application");
}
