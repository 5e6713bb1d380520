//! What `vsw` asks and what the sandbox answers, held against the vendor's OpenAPI documents by
//! `tests/openapi/check.py`, which knows nothing of this program. The documents are the vendor's and not in this
//! repository: `VSW_VENDOR_OPENAPI` says where they are.

use crate::env::{TestEnv, VSW};
use crate::stand::not_tested;

#[test]
fn requests_and_answers_are_what_the_vendor_s_documents_allow() {
    let Some(documents) = std::env::var_os("VSW_VENDOR_OPENAPI").filter(|folder| !folder.is_empty()) else {
        return not_tested("VSW_VENDOR_OPENAPI does not say where the vendor's OpenAPI documents are");
    };
    let env = TestEnv::new();
    let check = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi/check.py");
    // Real requests of `vsw` first: the script finds them in the sandbox's log.
    let script = format!(
        "set -e; {VSW} list; {VSW} whoami; {VSW} show; {VSW} status || test $? = 1; \
         {VSW} enable; {VSW} status; {VSW} disable; {VSW} rollback --yes $VONAGE_APPLICATION_ID; \
         exec python3 {check} --self-test"
    );
    let line = ["sandbox", "--apps", "25", "--", "/bin/sh", "-c", &script];
    // Python's packages are the machine's.
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
    // The script asks a little over a hundred by itself; the others are `vsw`.
    let count: Option<u32> = last.split(' ').nth(1).and_then(|count| count.parse().ok());
    assert!(count.is_some_and(|count| count >= 120), "{last}");
}
