//! Checks requests and responses against the vendor's OpenAPI documents, with `tests/openapi/check.py`.
//!
//! `VSW_VENDOR_OPENAPI` is the directory of these documents, which are not in this repository.

use crate::env::{TestEnv, VSW};
use crate::skip::not_tested;

#[test]
fn requests_and_responses_match_the_vendors_openapi_documents() {
    let Some(documents) = std::env::var_os("VSW_VENDOR_OPENAPI").filter(|directory| !directory.is_empty())
    else {
        return not_tested("VSW_VENDOR_OPENAPI does not say where the vendor's OpenAPI documents are");
    };
    let env = TestEnv::new();
    let check = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi/check.py");
    // `check.py` reads the requests of these commands from the sandbox's log.
    let script = format!(
        "set -e; {VSW} list; {VSW} whoami; {VSW} show; {VSW} status || test $? = 1; \
         {VSW} enable; {VSW} status; {VSW} disable; {VSW} rollback --yes $VONAGE_APPLICATION_ID; \
         exec python3 {check} --self-test"
    );
    let line = ["sandbox", "--apps", "25", "--", "/bin/sh", "-c", &script];
    // `check.py` needs Python packages that are installed on this machine.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let home = std::env::var_os("HOME").unwrap_or_default();
    let output = env
        .vsw(line)
        .env("VSW_VENDOR_OPENAPI", documents)
        .env("PATH", path)
        .env("HOME", home)
        .env("VSW_CONFIG", env.write("config.toml", ""))
        .run()
        .expect(0);
    let last = output.stdout.lines().last().unwrap_or_default();
    assert!(last.starts_with("checked ") && last.ends_with(": 0 violations"), "{}", output.stdout);
    // `check.py` itself sends almost 150 requests; the others come from `vsw`.
    let count: Option<u32> = last.split(' ').nth(1).and_then(|count| count.parse().ok());
    assert!(count.is_some_and(|count| count >= 160), "{last}");
}
