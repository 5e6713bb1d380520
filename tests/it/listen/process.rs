//! Tests `vsw listen -- COMMAND`, which starts and ends the handler.

use super::Listener;
use crate::env::TestEnv;
use crate::running::wait_for;
use crate::sign::{APPLICATION, SECRET};
use crate::system::is_running;

#[test]
fn a_handler_gets_what_it_needs_and_no_more() {
    let env = TestEnv::new();
    let words = [
        "listen",
        "--json",
        "--port",
        "0",
        "--expect-application",
        APPLICATION,
        "--expect-api-key",
        "a1b2c3d",
    ];
    let script = "env | grep -E 'VONAGE|NEXMO' | sort; exit 7";
    let vsw = env.vsw(words.iter().chain(&["--", "sh", "-c", script]));
    let output = vsw
        .env("VONAGE_SIGNATURE_SECRET", SECRET)
        .env("VONAGE_API_KEY", "a1b2c3d")
        .env("VONAGE_API_SECRET", "an API secret that no handler needs")
        .run()
        .expect(7);
    let wanted = format!(
        "VONAGE_API_KEY=a1b2c3d\nVONAGE_APPLICATION_ID={APPLICATION}\nVONAGE_SIGNATURE_SECRET={SECRET}\n"
    );
    assert!(output.stderr.contains(&wanted), "{output:?}");
    assert!(!output.stderr.contains("API_SECRET") && !output.stdout.contains(SECRET), "{output:?}");
    assert!(output.stdout.lines().all(|line| line.starts_with('{')), "stdout has only events: {output:?}");
}

#[test]
fn a_handler_gets_the_one_secret_that_verifies_its_account() {
    let env = TestEnv::new();
    env.write("home/.config/vsw/config.toml", format!(
        "[profiles.default]\napi_key = \"a1b2c3d\"\n\
         [[profiles.default.signature_secrets]]\nsecret = \"{SECRET}\"\nretired = \"2099-01-01\"\n\
         [[profiles.default.signature_secrets]]\nsecret = \"another secret of the same account\"\nretired = \"2020-01-01\"\n"
    ));
    let run = |more: &[&str], variables: &[(&'static str, &'static str)]| {
        let script = "env | grep -E 'VONAGE' | sort; exit 7";
        let words = [&["listen", "--json", "--port", "0"], more, &["--", "sh", "-c", script]].concat();
        env.vsw(words).envs(variables.iter().copied()).run().expect(7).stderr
    };
    let shown = run(&[], &[]);
    assert!(
        shown.contains(&format!("VONAGE_API_KEY=a1b2c3d\nVONAGE_SIGNATURE_SECRET={SECRET}\n")),
        "{shown}"
    );
    let variables = [("VONAGE_SIGNATURE_SECRET", SECRET), ("VONAGE_API_KEY", "e5f6g7h")];
    let shown = run(&["--expect-api-key", "a1b2c3d"], &variables);
    assert!(shown.contains("VONAGE_API_KEY=a1b2c3d\n"), "{shown}");
}

#[test]
fn s5_a_handler_and_its_children_end_with_vsw() {
    let env = TestEnv::new();
    let script = "trap '' TERM; sleep 1000 & echo $! > child; echo $$ > handler; wait; sleep 1000";
    let listener = Listener::start_in(env, &["--", "sh", "-c", script]);
    let pids = wait_for(
        || {
            let read = |name: &str| std::fs::read_to_string(listener.env.path(format!("work/{name}"))).ok();
            Some([read("child")?, read("handler")?].map(|pid| pid.trim().to_owned()))
                .filter(|pids| !pids[1].is_empty())
        },
        || "the handler did not start".to_owned(),
    );
    listener.reporting.end();
    for pid in pids {
        wait_for(|| (!is_running(&pid)).then_some(()), || format!("process {pid} still runs"));
    }
}

#[test]
fn a_handler_that_cannot_start_ends_the_run() {
    let env = TestEnv::new();
    let vsw = env.vsw(["listen", "--port", "0", "--", "./no-such-handler"]);
    let output = vsw.env("VONAGE_SIGNATURE_SECRET", SECRET).run().expect(3);
    assert!(output.stderr.contains("cannot run `./no-such-handler`"), "{output:?}");
}
